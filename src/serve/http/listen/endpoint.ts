import { isIPv6 } from 'node:net';
import type { ListenUnix } from './listen.js';

/** An address that a server can be bound to. */
export type Endpoint =
  | { readonly kind: 'unix'; readonly listen: ListenUnix }
  | { readonly kind: 'unix'; readonly descriptor: number; readonly path: string }
  | TcpEndpoint;

export interface TcpEndpoint {
  readonly kind: 'tcp';
  /** As given: a name, or an address. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** Of a socket that listens already. */
  readonly descriptor?: number;
  /** Other addresses of the same name are listened at too: one that this host lacks costs nothing. */
  readonly isOneOfSeveral?: boolean;
}

/** `127.0.0.1:10177`, `[::1]:10177`. */
export function formatHostPort(host: string, port: number): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
