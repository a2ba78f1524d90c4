import { resolve } from 'node:path';

/** Where something listens: a UNIX socket, or TCP, maybe with WebSocket on it. */
export type SocketAddress =
  | { readonly type: 'unix'; readonly path: string }
  | { readonly type: 'tcp' | 'ws'; readonly host: string; readonly port: number };

/** Reads `unix:/path`, `/path`, `tcp:host:port` or `ws://host:port`; undefined when the text is none of these. */
export function parseSocketAddress(text: string): SocketAddress | undefined {
  const [, scheme, host = '', digits = ''] =
    /^(tcp:|ws:\/\/)(\[[^\]]+\]|[^:/\s]*):(\d{1,5})\/?$/.exec(text) ?? [];
  if (scheme !== undefined) {
    const port = Number(digits);
    const type = scheme === 'tcp:' ? 'tcp' : 'ws';
    return port > 65535 ? undefined : { type, host: host.replaceAll(/[[\]]/g, '') || '127.0.0.1', port };
  }
  const path = text.startsWith('unix:') ? text.slice('unix:'.length) : text;
  const isPath = text.startsWith('unix:') ? path !== '' : !text.startsWith('tcp:') && path.includes('/');
  return isPath && !path.includes('\0') ? { type: 'unix', path: resolve(path) } : undefined;
}

/** What is wrong with an address; undefined when nothing is. */
export function addressProblem(text: string): string | undefined {
  const address = parseSocketAddress(text);
  if (address === undefined) {
    return `'${text}' is no address: write unix:/path, /path, tcp:host:port or ws://host:port`;
  }
  if (address.type !== 'unix' || Buffer.byteLength(address.path) <= MAX_PATH_BYTES) return undefined;
  const bytes = Buffer.byteLength(address.path);
  return `${address.path} is ${bytes} bytes long, and the path of a socket has ${MAX_PATH_BYTES} at most: choose a shorter one`;
}

/** One way to write each address. */
export function normalAddress(text: string): string {
  const address = parseSocketAddress(text);
  if (address === undefined) return text;
  if (address.type === 'unix') return `unix:${address.path}`;
  return `tcp:${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
}

/** unix(7): sun_path has 108 bytes, one of them for the closing NUL. */
const MAX_PATH_BYTES = 107;
