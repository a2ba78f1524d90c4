/**
 * The status of an answer. The numbers and texts are the error codes of VMware's guest library, so that a program that was
 * written for it needs no others.
 */
export const CHANNEL_STATUS = {
  success: { code: 0, text: 'No error' },
  /** A request came too fast, or the host failed. */
  other: { code: 1, text: 'Other error' },
  notAvailable: { code: 4, text: 'This value is not available on this host' },
  bufferTooSmall: { code: 7, text: 'The provided memory buffer is too small' },
  invalidArgument: { code: 9, text: 'One or more arguments were invalid' },
  unsupported: { code: 10, text: 'Host does not support this request.' },
} as const;

/** See {@link CHANNEL_STATUS}. */
export type ChannelStatus = keyof typeof CHANNEL_STATUS;

/** Any but `success`. */
export type ChannelRefusal = Exclude<ChannelStatus, 'success'>;
