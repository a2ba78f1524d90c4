import { readKernelFile } from './files/read-file.js';

/** A line of /proc/net/unix with a path: a listening socket, or the server's end of a connection to one. */
export interface UnixSocketLine {
  /** 0 for a connection that is not accepted yet. */
  readonly inode: number;
  /** As given to bind(2): it may be relative. An abstract one begins with `@`. */
  readonly path: string;
  readonly state: 'listening' | 'waiting' | 'connected' | 'other';
}

/** include/uapi/linux/net.h: __SO_ACCEPTCON. */
const ACCEPTS_CONNECTIONS = 0x10000;
const CONNECTING = 2;
const CONNECTED = 3;

/** Reads the unix sockets in the network namespace of a process. */
export function readNetUnix(procRoot: string, pid: number | 'self'): readonly UnixSocketLine[] {
  return parseNetUnix(readKernelFile(`${procRoot}/${pid}/net/unix`) ?? '');
}

/** Parses lines such as `00000000a1b2c3d4: 00000002 00000000 00010000 0001 01 34567 /run/vm1/qmp.sock`. */
export function parseNetUnix(text: string): readonly UnixSocketLine[] {
  const lines: UnixSocketLine[] = [];
  // A host with a thousand guests has thousands of lines, most of them without a path: those are skipped early.
  for (let start = text.indexOf('\n') + 1; start > 0 && start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const colon = text.indexOf(':', start);
    const isWhole =
      colon > start && colon + INODE_AFTER_COLON < end && /^[\da-f]+$/i.test(text.slice(start, colon));
    const pathAt = isWhole ? text.indexOf(' ', findInode(text, colon)) : -1;
    const line = pathAt >= 0 && pathAt + 1 < end ? parseLine(text, colon, pathAt, end) : undefined;
    if (line && Number.isInteger(line.inode)) lines.push(line);
    start = end + 1;
  }
  return lines;
}

/** The columns after the address have fixed widths (net/unix/af_unix.c: `%pK: %08X %08X %08X %04X %02X %5lu`). */
const FLAGS_AFTER_COLON = 20;
const STATE_AFTER_COLON = 34;
const INODE_AFTER_COLON = 37;

/** Where the inode's digits begin: it is padded with blanks to five. */
function findInode(text: string, colon: number): number {
  let at = colon + INODE_AFTER_COLON;
  while (text[at] === ' ') at++;
  return at;
}

function parseLine(text: string, colon: number, pathAt: number, end: number): UnixSocketLine {
  const hex = (at: number, digits: number) => Number.parseInt(text.slice(at, at + digits), 16);
  return {
    inode: Number(text.slice(colon + INODE_AFTER_COLON, pathAt)),
    path: text.slice(pathAt + 1, end),
    state: stateOf(hex(colon + FLAGS_AFTER_COLON, 8), hex(colon + STATE_AFTER_COLON, 2)),
  };
}

function stateOf(flags: number, state: number): UnixSocketLine['state'] {
  if (flags & ACCEPTS_CONNECTIONS) return 'listening';
  if (state === CONNECTING) return 'waiting';
  return state === CONNECTED ? 'connected' : 'other';
}
