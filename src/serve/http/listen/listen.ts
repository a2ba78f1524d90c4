import { resolve } from 'node:path';
import { AddressError } from '../../../protocol/transport/address.js';

/** Where to listen. */
export type Listen = ListenUnix | ListenTcp | ListenInherited;

export interface ListenUnix {
  readonly type: 'unix';
  readonly path: string;
  /** Of the socket (default: 0660). */
  readonly mode?: number | undefined;
  /** Who may use the socket beside its owner, where there is such a group (default: qgauge). */
  readonly group?: string | undefined;
  /** How the user chooses another path, for messages (default: `choose another path`). */
  readonly elsewhere?: string | undefined;
}

/** A name is looked up, and each of its addresses listened at. */
export interface ListenTcp {
  readonly type: 'tcp';
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/** A socket that systemd listens at: see `takeInheritedSockets`. */
export interface ListenInherited {
  readonly type: 'inherited';
  readonly descriptor: number;
}

/** Where a daemon listens unless it is told otherwise; the libvirt exporters have 9177. */
export const DEFAULT_TCP: ListenTcp = { type: 'tcp', host: '127.0.0.1', port: 10177 };

const FORMS = 'write HOST:PORT, such as 127.0.0.1:10177 or [::1]:10177, or unix:/PATH';

/**
 * Parses an address to listen at: `127.0.0.1:10177`, `[::]:10177`, `localhost:10177`, `unix:/run/qgauge/api.sock`, `/path`.
 *
 * @throws {AddressError}
 */
export function parseListen(text: string): ListenUnix | ListenTcp {
  const path = text.startsWith('unix:')
    ? text.slice('unix:'.length)
    : text.startsWith('/')
      ? text
      : undefined;
  if (path !== undefined) return { type: 'unix', path: parsePath(path, text) };
  const [, address, name = '', digits] =
    /^(?:tcp:)?(?:\[([^\]\s]+)\]|([^:\s[\]]*)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === undefined) throw new AddressError(text, 'it is neither a host and port nor a path', FORMS);
  if (port > 65535) throw new AddressError(text, 'the highest port is 65535', FORMS);
  const host = address ?? name;
  if (host === '') {
    throw new AddressError(
      text,
      'the host is missing',
      `write 127.0.0.1:${port}, or [::]:${port} for every address`,
    );
  }
  return { type: 'tcp', host, port };
}

function parsePath(path: string, text: string): string {
  if (path === '' || path.includes('\0')) throw new AddressError(text, 'the path is missing', FORMS);
  if (path.startsWith('@')) {
    throw new AddressError(text, 'an abstract socket has no permissions: anybody could use it', FORMS);
  }
  return resolve(path);
}
