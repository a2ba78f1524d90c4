import { CHANNEL_STATUS, type ChannelRefusal } from './channel-status.js';

/** The largest message of VMware's channel. */
export const MAX_ANSWER_BYTES = 65_536;

/**
 * Encodes an answer: the line `ID STATUS LINES`, and then that many lines. Lines are counted and not bytes, because a shell
 * reads a line exactly.
 *
 * An answer that is too long becomes a refusal.
 */
export function encodeAnswer(id: string, body: string): string {
  const text = body === '' || body.endsWith('\n') ? body : `${body}\n`;
  const answer = `${id} ${CHANNEL_STATUS.success.code} ${text.split('\n').length - 1}\n${text}`;
  return Buffer.byteLength(answer) > MAX_ANSWER_BYTES ? encodeRefusal(id, 'bufferTooSmall') : answer;
}

/** Encodes a refusal: its status, and its text as the only line. */
export function encodeRefusal(
  id: string,
  refusal: ChannelRefusal,
  text: string = CHANNEL_STATUS[refusal].text,
): string {
  return `${id} ${CHANNEL_STATUS[refusal].code} 1\n${text}\n`;
}
