import { readKernelFile } from './read-file.js';

/** A line of /proc/net/unix that has a path: a listening socket, or the served end of a connection to one. */
export interface UnixSocketLine {
  /** 0 for a connection that waits to be accepted. */
  readonly inode: number;
  /** As it was given to bind(2): it may be relative. An abstract one begins with `@`. */
  readonly path: string;
  readonly state: 'listening' | 'waiting' | 'connected' | 'other';
}

/** include/uapi/linux/net.h: __SO_ACCEPTCON. */
const ACCEPTS_CONNECTIONS = 0x10000;
const CONNECTING = 2;
const CONNECTED = 3;

/** Reads the unix sockets of the network namespace in which a process lives. */
export function readNetUnix(procRoot: string, pid: number | 'self'): readonly UnixSocketLine[] {
  return parseNetUnix(readKernelFile(`${procRoot}/${pid}/net/unix`) ?? '');
}

/** Parses lines such as `00000000a1b2c3d4: 00000002 00000000 00010000 0001 01 34567 /run/vm1/qmp.sock`. */
export function parseNetUnix(text: string): readonly UnixSocketLine[] {
  const lines = text.matchAll(/^[\da-f]+: [\da-f]+ [\da-f]+ ([\da-f]+) [\da-f]+ ([\da-f]+) +(\d+) (.+)$/gim);
  return Array.from(lines, ([, flags = '', state = '', inode, path = '']) => ({
    inode: Number(inode),
    path,
    state: stateOf(Number.parseInt(flags, 16), Number.parseInt(state, 16)),
  }));
}

function stateOf(flags: number, state: number): UnixSocketLine['state'] {
  if (flags & ACCEPTS_CONNECTIONS) return 'listening';
  if (state === CONNECTING) return 'waiting';
  return state === CONNECTED ? 'connected' : 'other';
}
