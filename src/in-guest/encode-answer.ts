import { errorText, GUEST_LIB_ERROR, type GuestLibFailure } from '../model/guest-lib/error-codes.js';

/** The largest message of VMware's channel. */
export const MAX_ANSWER_BYTES = 65_536;

/**
 * Encodes an answer: the line `ID STATUS LINES`, and then that many lines. A status is a code of VMware's guest library, so that a
 * program which was written for that needs no others. Lines are counted and not bytes, because a shell
 * reads a line exactly.
 *
 * An answer that is too long becomes a refusal.
 */
export function encodeAnswer(id: string, body: string): string {
  const text = body === '' || body.endsWith('\n') ? body : `${body}\n`;
  const answer = `${id} ${GUEST_LIB_ERROR.SUCCESS} ${text.split('\n').length - 1}\n${text}`;
  return Buffer.byteLength(answer) > MAX_ANSWER_BYTES
    ? encodeRefusal(id, GUEST_LIB_ERROR.BUFFER_TOO_SMALL)
    : answer;
}

/** Encodes a refusal: a code of the guest library, and its text as the only line. */
export function encodeRefusal(id: string, code: GuestLibFailure, text: string = errorText(code)): string {
  return `${id} ${code} 1\n${text}\n`;
}
