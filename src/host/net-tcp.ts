import { readKernelFile } from './read-file.js';

/** A line of /proc/net/tcp or tcp6. */
export interface TcpSocketLine {
  /** 0 for a connection that waits to be accepted, and for one whose process has ended. */
  readonly inode: number;
  readonly localPort: number;
  readonly state: 'listening' | 'connected' | 'other';
}

/** include/net/tcp_states.h */
const ESTABLISHED = 0x01;
const LISTEN = 0x0a;

/** Reads the tcp sockets of the network namespace in which a process lives. */
export function readNetTcp(procRoot: string, pid: number | 'self'): readonly TcpSocketLine[] {
  return ['tcp', 'tcp6'].flatMap((file) =>
    parseNetTcp(readKernelFile(`${procRoot}/${pid}/net/${file}`) ?? ''),
  );
}

/** Parses lines such as `  0: 0100007F:115C 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 1060 1 …`. */
export function parseNetTcp(text: string): readonly TcpSocketLine[] {
  const line = /^ *\d+: [\dA-F]+:([\dA-F]{4}) [\dA-F]+:[\dA-F]{4} ([\dA-F]{2}) \S+ \S+ \S+ +\d+ +\d+ (\d+)/gm;
  return Array.from(text.matchAll(line), ([, port = '', state = '', inode]) => ({
    inode: Number(inode),
    localPort: Number.parseInt(port, 16),
    state: stateOf(Number.parseInt(state, 16)),
  }));
}

function stateOf(state: number): TcpSocketLine['state'] {
  if (state === LISTEN) return 'listening';
  return state === ESTABLISHED ? 'connected' : 'other';
}
