import { readNamespace } from '../linux/namespaces.js';
import { readNetTcp, type TcpSocketLine } from '../linux/net-tcp.js';
import { readNetUnix, type UnixSocketLine } from '../linux/net-unix.js';

/** The sockets of one network namespace, as they were when they were read. */
export interface SocketTable {
  readonly unix: readonly UnixSocketLine[];
  /** The lines of one path: a host with a thousand guests has thousands of them. */
  unixAt(path: string): readonly UnixSocketLine[];
  /** Read when first asked for: few monitors are on tcp. */
  tcp(): readonly TcpSocketLine[];
  /** Whether it is the namespace we live in: a tcp or abstract address of another cannot be reached. */
  readonly isOurs: boolean;
}

/** Reads the socket tables of namespaces, each once: a host's QEMUs mostly share one. */
export class SocketTables {
  readonly #procRoot: string;
  readonly #tables = new Map<string, SocketTable>();
  readonly #ours: string | undefined;

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
    this.#ours = readNamespace(procRoot, 'self', 'net');
  }

  /** The table of the namespace in which a process lives; without a process, of our own. */
  of(process: { readonly pid: number; readonly netNamespace: string | undefined } | undefined): SocketTable {
    const pid = process?.pid;
    const namespace = process === undefined ? this.#ours : process.netNamespace;
    const isOurs = process === undefined || namespace === undefined || namespace === this.#ours;
    // Where this user may not see which namespace it is, the process's own tables may still be read.
    const key = namespace ?? `pid ${pid}`;
    const known = this.#tables.get(key);
    if (known) return known;
    // Ours is read as our own: the process might end in between, and leave an empty table to all.
    const table = this.#read(namespace === this.#ours || pid === undefined ? 'self' : pid, isOurs);
    this.#tables.set(key, table);
    return table;
  }

  #read(pid: number | 'self', isOurs: boolean): SocketTable {
    let tcp: readonly TcpSocketLine[] | undefined;
    let byPath: ReadonlyMap<string, readonly UnixSocketLine[]> | undefined;
    const unix = readNetUnix(this.#procRoot, pid);
    return {
      unix,
      unixAt: (path) => {
        byPath ??= groupByPath(unix);
        return byPath.get(path) ?? [];
      },
      tcp: () => {
        tcp ??= readNetTcp(this.#procRoot, pid);
        return tcp;
      },
      isOurs,
    };
  }
}

function groupByPath(lines: readonly UnixSocketLine[]): ReadonlyMap<string, readonly UnixSocketLine[]> {
  const groups = new Map<string, UnixSocketLine[]>();
  for (const line of lines) {
    const group = groups.get(line.path);
    if (group) group.push(line);
    else groups.set(line.path, [line]);
  }
  return groups;
}
