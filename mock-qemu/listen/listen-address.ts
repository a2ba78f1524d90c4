import { MockError } from './mock-error.js';

/** A parsed address; an IPv6 host is without brackets. */
export type ListenAddress =
  | { readonly type: 'unix'; readonly path: string }
  | { readonly type: 'fd'; readonly fd: number }
  | { readonly type: 'tcp' | 'ws'; readonly host: string; readonly port: number };

/**
 * Parses an address to listen on: `unix:/path`, `/path`, `./path`, `tcp:127.0.0.1:4444`, `tcp:[::1]:0`,
 * `ws://127.0.0.1:0/`, or `fd:3`, a listening socket that the process has inherited. With port 0 the system chooses one; without a host, the host is the loopback interface.
 *
 * @throws {MockError} ERR_MOCK_ADDRESS when it is not of these forms, or the path is too long for a socket
 */
export function parseListenAddress(text: string): ListenAddress {
  if (/^\.{0,2}\//.test(text)) return unixAddress(text, text);
  if (text.startsWith('unix:')) return unixAddress(text.slice('unix:'.length), text);
  const fd = /^fd:(\d{1,9})$/.exec(text)?.[1];
  if (fd !== undefined) return { type: 'fd', fd: Number(fd) };
  const network = /^(?:(tcp):|(ws):\/\/)(\[[\da-fA-F:.]+\]|[^:/[\]]*):(\d{1,5})(\/?)$/.exec(text);
  const [, tcp, ws, host = '', port = '', slash] = network ?? [];
  const isWellFormed = network !== null && Number(port) <= 65535 && !(tcp !== undefined && slash === '/');
  if (!isWellFormed) throw unusable(text, WANTED);
  return {
    type: ws === undefined ? 'tcp' : 'ws',
    host: host.replace(/^\[|\]$/g, '') || LOOPBACK,
    port: Number(port),
  };
}

/** `tcp:127.0.0.1:4444`, as {@link parseListenAddress} reads it. */
export function formatListenAddress(address: ListenAddress): string {
  if (address.type === 'unix') return `unix:${address.path}`;
  if (address.type === 'fd') return `fd:${address.fd}`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return address.type === 'tcp' ? `tcp:${host}:${address.port}` : `ws://${host}:${address.port}/`;
}

function unixAddress(path: string, text: string): ListenAddress {
  if (path === '') throw unusable(text, WANTED);
  const bytes = Buffer.byteLength(path);
  if (bytes <= MAX_PATH_BYTES) return { type: 'unix', path };
  const limit = `the path has ${bytes} bytes, more than the ${MAX_PATH_BYTES} of a UNIX socket`;
  throw unusable(text, `${limit}; choose a shorter one`);
}

function unusable(text: string, why: string): MockError {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return new MockError('ERR_MOCK_ADDRESS', `cannot listen on '${shown}': ${why}`);
}

const LOOPBACK = '127.0.0.1';
const WANTED = 'expected unix:/path, /path, tcp:127.0.0.1:PORT or ws://127.0.0.1:PORT/';

/** Longer than any valid address. */
const MAX_SHOWN = 300;
/** The size of `sun_path` without the final NUL. */
const MAX_PATH_BYTES = 107;
