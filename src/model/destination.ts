import { QgaugeError } from '../support/errors.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** Where a sink sends its texts. */
export type Destination = FileDestination | NetDestination;

/** A file, device or named pipe. */
export interface FileDestination {
  readonly kind: 'file';
  readonly path: string;
}

/** A port of a host. */
export interface NetDestination {
  readonly kind: 'tcp' | 'udp';
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** A text is not a valid destination of its kind. */
export class DestinationError extends QgaugeError {
  constructor(kind: Destination['kind'], text: string, why: string) {
    const form =
      kind === 'file' ? 'a path, such as /var/log/qgauge.csv' : 'host:port, such as 192.0.2.7:9000';
    super('ERR_TARGET', `'${terminalSafe(text)}' is not a valid target for ${kind}: ${why}; write ${form}`);
  }
}

/**
 * Parses a destination in kvmtop's syntax: a path, or `host:port` (an IPv6 address in brackets, `[::1]:9000`).
 *
 * @throws {DestinationError} when the text is not valid
 */
export function parseDestination(kind: Destination['kind'], text: string): Destination {
  if (text === '') throw new DestinationError(kind, text, 'it is empty');
  if (kind === 'file') return parseFile(text);
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]\s]*)\]|([^\s]*?)):([^:\s]*)$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (/[/@]/.test(host)) throw new DestinationError(kind, text, 'it is a path or URL');
  if (bracketed === undefined && host.includes(':')) {
    throw new DestinationError(kind, text, 'an IPv6 address needs brackets, [::1]:9000');
  }
  if (host === '') throw new DestinationError(kind, text, 'it has no host and port');
  return { kind, host, port: parsePort(kind, text, port) };
}

/** `host:port` as {@link parseDestination} takes it, safe for a terminal. */
export function formatDestination({ host, port }: NetDestination): string {
  return `${host.includes(':') ? `[${terminalSafe(host)}]` : terminalSafe(host)}:${port}`;
}

function parseFile(path: string): FileDestination {
  if (path.includes('\0')) throw new DestinationError('file', path, 'a path cannot contain NUL');
  if (path.endsWith('/')) throw new DestinationError('file', path, 'it is a directory');
  return { kind: 'file', path };
}

function parsePort(kind: Destination['kind'], text: string, port: string): number {
  const number = Number(port);
  if (/^\d+$/.test(port) && number >= 1 && number <= 65535) return number;
  throw new DestinationError(kind, text, `'${terminalSafe(port)}' is not a port from 1 to 65535`);
}
