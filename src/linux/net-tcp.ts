import { readKernelFile } from './files/read-file.js';

/** A line of /proc/net/tcp or tcp6. */
export interface TcpSocketLine {
  /** 0 for a connection that is not accepted yet, and for one whose process has ended. */
  readonly inode: number;
  /** An IPv4 address also when the kernel keeps it as a mapped one (`::ffff:127.0.0.1`). */
  readonly localAddress: string;
  readonly localPort: number;
  /** Of the other end; zeros on a listening socket. */
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly state: 'listening' | 'connected' | 'other';
}

/** include/net/tcp_states.h */
const ESTABLISHED = 0x01;
const CLOSE_WAIT = 0x08;
const LISTEN = 0x0a;

/** Reads the tcp sockets in the network namespace of a process. */
export function readNetTcp(procRoot: string, pid: number | 'self'): readonly TcpSocketLine[] {
  return ['tcp', 'tcp6'].flatMap((file) =>
    parseNetTcp(readKernelFile(`${procRoot}/${pid}/net/${file}`) ?? ''),
  );
}

/** Parses lines such as `  0: 0100007F:115C 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 1060 1 …`. */
export function parseNetTcp(text: string): readonly TcpSocketLine[] {
  const line =
    /^ *\d+: ([\dA-F]+):([\dA-F]{4}) ([\dA-F]+):([\dA-F]{4}) ([\dA-F]{2}) \S+ \S+ \S+ +\d+ +\d+ (\d+)/gm;
  return Array.from(
    text.matchAll(line),
    ([, address = '', port = '', remote = '', remotePort = '', state = '', inode]) => ({
      inode: Number(inode),
      localAddress: parseAddress(address),
      localPort: Number.parseInt(port, 16),
      remoteAddress: parseAddress(remote),
      remotePort: Number.parseInt(remotePort, 16),
      state: stateOf(Number.parseInt(state, 16)),
    }),
  );
}

/** `0100007F` → `127.0.0.1`; the kernel prints each 32-bit word in the host's byte order, which is little-endian here. */
function parseAddress(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex').reverse()]);
  const isMapped = bytes.length === 16 && bytes.slice(0, 12).join() === MAPPED;
  if (bytes.length === 4 || isMapped) return bytes.slice(-4).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  return groups.join(':');
}

/** ::ffff:0:0/96 */
const MAPPED = '0,0,0,0,0,0,0,0,0,0,255,255';

function stateOf(state: number): TcpSocketLine['state'] {
  if (state === LISTEN) return 'listening';
  // CLOSE_WAIT: the client has closed, and the server has not noticed: the connection still counts.
  return state === ESTABLISHED || state === CLOSE_WAIT ? 'connected' : 'other';
}
