import { type Address, AddressError, parseAddress } from '../protocol/transport/address.js';

/** A monitor that a user has given. */
export interface NamedMonitor {
  readonly address: Address;
  /** The name given to the guest. Default: its own name. */
  readonly name?: string | undefined;
  /** The guest's own name when it was last seen there: it stands for the guest while neither QEMU nor /proc shows its name. */
  readonly lastName?: string | undefined;
  /** Whether a poller holds the monitor. Default: as for all guests. */
  readonly hold?: boolean | undefined;
}

/** A monitor as programs may give it: `db=tcp:192.0.2.7:4444`, or with the address as a text or in its parts. */
export type GivenMonitor = string | (Omit<NamedMonitor, 'address'> & { readonly address: Address | string });

/** @throws {AddressError} when a text is not valid */
export function namedMonitor(given: GivenMonitor): NamedMonitor {
  if (typeof given === 'string') return parseNamedMonitor(given);
  const { address } = given;
  return { ...given, address: typeof address === 'string' ? parseAddress(address) : address };
}

/** What a user has given a monitor besides its address. */
export type GivenNames = Pick<NamedMonitor, 'name' | 'lastName'>;

/**
 * Parses `NAME=ADDRESS` or `ADDRESS`. A name has neither `/` nor `:`, so that a path or a transport with a `=` in it is an address.
 *
 * @throws {AddressError}
 */
export function parseNamedMonitor(text: string): NamedMonitor {
  if (/^(?!unix:|tcp:)[^/=]*:[^=]*=(?:\/|unix:|tcp:)/.test(text)) {
    throw new AddressError(text, 'a name has neither / nor :', 'write NAME=ADDRESS or ADDRESS');
  }
  const [, name, rest = ''] = /^([^/:=]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) return { address: parseAddress(text) };
  if (name === '')
    throw new AddressError(text, 'the name before = is missing', 'write NAME=ADDRESS or ADDRESS');
  return { name, address: parseAddress(rest) };
}
