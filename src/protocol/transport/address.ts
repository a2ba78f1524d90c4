import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** Where a monitor listens. An abstract unix socket (Linux) has a path that starts with a NUL. */
export type Address = UnixAddress | TcpAddress;

export interface UnixAddress {
  readonly type: 'unix';
  readonly path: string;
}

export interface TcpAddress {
  readonly type: 'tcp';
  readonly host: string;
  readonly port: number;
}

/** The text is not a valid address. */
export class AddressError extends QgaugeError {
  constructor(text: string, why: string, forms = 'write unix:/path, /path or tcp:host:port') {
    super('ERR_ADDRESS', `'${terminalSafe(text)}' is not an address: ${why}; ${forms}`);
  }
}

/**
 * Parses an address: `unix:/path`, `/path`, `tcp:host:port` (an IPv6 host in brackets, `tcp:[::1]:4444`), or `unix:@name` for an
 * abstract socket. A relative path is resolved against the working directory; one without a slash must be a socket there.
 *
 * @throws {AddressError} when the text is none of these
 */
export function parseAddress(text: string): Address {
  if (text.startsWith('tcp:')) return parseTcp(text);
  if (text.startsWith('unix:')) return unixAddress(text.slice('unix:'.length), text);
  // A URL is never meant as a path.
  if (/^[a-z]+:\/\//.test(text)) throw new AddressError(text, 'qgauge does not support this protocol');
  if (text.includes('/') || isSocketHere(text)) return unixAddress(text, text);
  if (text === '') throw new AddressError(text, 'it is empty');
  const why = 'it names neither a path nor a transport';
  if (isHostAndPort(text)) throw new AddressError(text, why, `write tcp:${text}`);
  if (/^[\w.-]+\.[a-z]+$/i.test(text)) {
    throw new AddressError(text, why, `write ./${text} for a socket in this directory`);
  }
  throw new AddressError(text, why);
}

/** Whether a text that could also be the name of a guest is written like an address, valid or not. */
export function looksLikeAddress(text: string): boolean {
  return text.includes('/') || /^(?:unix|tcp):/.test(text) || isHostAndPort(text) || isSocketHere(text);
}

function isHostAndPort(text: string): boolean {
  return /^(?:\[[0-9a-f:.]+\]|[\w.-]+):\d{1,5}$/i.test(text);
}

/** Whether a text is the name of a socket in the working directory. */
function isSocketHere(name: string): boolean {
  if (name === '' || name.includes('\0')) return false;
  try {
    return statSync(name, { throwIfNoEntry: false })?.isSocket() ?? false;
  } catch {
    return false; // the name is too long, or not accessible to this user
  }
}

/** The address in the form that {@link parseAddress} reads. Control characters in a path are shown as `?`. */
export function formatAddress(address: Address): string {
  if (address.type === 'unix') return `unix:${terminalSafe(address.path.replace(/^\0/, '@'), 4096)}`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `tcp:${terminalSafe(host)}:${address.port}`;
}

/** A name for what listens at the address: `/run/vm1.sock` → `vm1`, `tcp:host:4444` → `host-4444`; `undefined` when it has none. */
export function nameOfAddress(address: Address): string | undefined {
  if (address.type === 'tcp') return `${address.host}-${address.port}`;
  return basename(address.path.replace('\0', '')).replace(/\.[a-z]+$/, '') || undefined;
}

/** The address as Node's net module takes it. */
export function netOptions(address: Address): { path: string } | { host: string; port: number } {
  return address.type === 'unix' ? { path: address.path } : { host: address.host, port: address.port };
}

function unixAddress(path: string, text: string): UnixAddress {
  if (path === '') throw new AddressError(text, 'the path is missing');
  if (path.startsWith('@')) return { type: 'unix', path: `\0${path.slice(1)}` };
  if (path.includes('\0')) throw new AddressError(text, 'a path cannot contain a NUL');
  return { type: 'unix', path: resolve(path) };
}

function parseTcp(text: string): TcpAddress {
  const match = /^tcp:(?:\[([^\]]+)\]|([^:\s]*)):0*(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65535)
    throw new AddressError(text, 'expected a host and a port from 1 to 65535');
  return { type: 'tcp', host: match[1] ?? (match[2] || '127.0.0.1'), port };
}
