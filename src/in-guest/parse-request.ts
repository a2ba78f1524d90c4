import { GUEST_LIB_ERROR, type GuestLibFailure } from '../model/guest-lib/error-codes.js';
import type { RequestLine } from './request-lines.js';

/** Which statistics a program in the guest asks for, in its own words: neither is checked. Both may be empty. */
export interface StatRequest {
  /** As in `xml`; empty stands for text. */
  readonly encoding: string;
  /** As in `vnet 52:54:00:aa:bb:01`; empty stands for the list. */
  readonly stat: string;
}

/** What a line asks for: statistics, or `time`, the host's clock. */
export type ChannelRequest = StatRequest | 'time';

/** The id under which a line is answered, and what it asks for or why that is refused. */
export type ParsedRequest =
  | { readonly id: string; readonly request: ChannelRequest }
  | { readonly id: string; readonly refusal: GuestLibFailure };

/** Stands for the id of a line that has none. */
const NO_ID = '-';

/**
 * Parses a line such as `7f3a19c2 guestlib.stat.get text vnet 52:54:00:aa:bb:01` or `7f3a19c2 qgauge.host.time`.
 *
 * Words are separated by one blank, so that the encoding can be empty: VMware's command sends three blanks for `stat raw`.
 */
export function parseRequest({ text, isTooLong }: RequestLine): ParsedRequest {
  const [, id = NO_ID, rest] = /^([0-9A-Za-z_-]{1,32})(?: (.*))?$/s.exec(text) ?? [];
  if (isTooLong) return { id, refusal: GUEST_LIB_ERROR.BUFFER_TOO_SMALL };
  if (id === NO_ID || rest === undefined || !/^[ -~]*$/.test(rest))
    return { id, refusal: GUEST_LIB_ERROR.INVALID_ARG };
  const [, call, encoding = '', stat = ''] = /^(\S*)(?: (\S*))?(?: (.*))?$/.exec(rest) ?? [];
  if (call === 'qgauge.host.time') return { id, request: 'time' };
  if (call !== 'guestlib.stat.get') return { id, refusal: GUEST_LIB_ERROR.UNSUPPORTED_VERSION };
  return { id, request: { encoding, stat: stat.trim() } };
}
