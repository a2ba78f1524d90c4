/**
 * A step of a program in the guest, at its port; each step begins when the one before is over. Each character of a text is a
 * byte, so that `\u00ff` is 0xff.
 */
export type PortStep =
  /** Opens the port. */
  | { readonly do: 'open' }
  /** Closes it: what has not been read is lost. */
  | { readonly do: 'close' }
  /** Writes a text, so many times (default: 1). Waits while no client is connected, or the client does not read. */
  | { readonly do: 'write'; readonly text: string; readonly times?: number }
  /** Reads so many lines (default: 1), and waits for them. */
  | { readonly do: 'read'; readonly lines?: number }
  /** Does nothing for so many milliseconds of guest time. */
  | { readonly do: 'wait'; readonly ms: number };
