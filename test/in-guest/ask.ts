import { GuestChannel, type GuestChannelOptions } from '../../src/in-guest/guest-channel.js';

/** A channel of a guest with the statistics of its session, and no others. */
export function channelOf(options: Partial<GuestChannelOptions> = {}): GuestChannel {
  return new GuestChannel({
    answer: ({ stat }) => (stat === 'session' ? 'session = 4004861987670969122\nprovider = \n' : undefined),
    ...options,
  });
}

/** Writes to a channel as its guest, a character a byte; returns the answers. */
export function ask(channel: GuestChannel, bytes: Uint8Array | string): readonly string[] {
  const answers: string[] = [];
  const chunk = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  channel.push(chunk, (answer) => answers.push(answer));
  return answers;
}

/** Lets the time of a channel's clock take effect; returns the answer to what it keeps, if there is one. */
export function answerKept(channel: GuestChannel): readonly string[] {
  const answers: string[] = [];
  channel.answerKept((answer) => answers.push(answer));
  return answers;
}
