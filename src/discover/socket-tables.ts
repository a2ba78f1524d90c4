import { readNamespace } from '../linux/namespaces.js';
import { readNetTcp, type TcpSocketLine } from '../linux/net-tcp.js';
import { readNetUnix, type UnixSocketLine } from '../linux/net-unix.js';
import { listPids } from '../linux/pids.js';
import { readUnixPeers } from '../linux/unix-peers.js';
import { SocketHolders } from './socket-holders.js';

/** The sockets of one network namespace at the time of reading. */
export interface SocketTable {
  readonly unix: readonly UnixSocketLine[];
  /** The lines with a path, by an index: a host with a thousand guests has thousands of lines. */
  unixAt(path: string): readonly UnixSocketLine[];
  /** Read at the first call: few monitors are on tcp. */
  tcp(): readonly TcpSocketLine[];
  /** Whether it is the namespace of this process: a tcp or abstract address in another cannot be reached. */
  readonly isOurs: boolean;
}

/** A process, and the namespace of its sockets; `undefined` when this user may not read it. */
type NetworkedProcess = { readonly pid: number; readonly netNamespace: string | undefined };

/** Reads the socket tables of namespaces, each once: most QEMUs of a host share one. */
export class SocketTables {
  /** Which processes hold a socket, read at the first call. */
  readonly holders: SocketHolders;
  readonly #procRoot: string;
  readonly #tables = new Map<string, SocketTable>();
  readonly #ours: string | undefined;
  #peers: ReturnType<typeof readUnixPeers> | undefined;

  constructor(procRoot: string) {
    this.#procRoot = procRoot;
    this.holders = new SocketHolders(procRoot);
    this.#ours = readNamespace(procRoot, 'self', 'net');
  }

  /** Returns the table of a process's namespace; without a process, that of this one. */
  of(process: NetworkedProcess | undefined): SocketTable {
    const pid = process?.pid;
    const namespace = process === undefined ? this.#ours : process.netNamespace;
    const isOurs = process === undefined || namespace === undefined || namespace === this.#ours;
    // When this user may not read the namespace, the process's own tables may still be readable.
    const key = namespace ?? `pid ${pid}`;
    const known = this.#tables.get(key);
    if (known) return known;
    // Read our own table through `self`: another process may end meanwhile, and leave an empty table for all.
    const table = this.#read(namespace === this.#ours || pid === undefined ? 'self' : pid, isOurs);
    this.#tables.set(key, table);
    return table;
  }

  /**
   * The unix sockets with a path that concern a process: those of its namespace, and of ours. The kernel lists a listening
   * socket in the namespace of the process that has made it, and the server's end of a connection in that of the client.
   */
  unixAt(process: NetworkedProcess | undefined, path: string): readonly UnixSocketLine[] {
    const [theirs, ours] = [this.of(process), this.of(undefined)];
    return theirs === ours ? ours.unixAt(path) : [...theirs.unixAt(path), ...ours.unixAt(path)];
  }

  /** Which unix sockets of our namespace are connected with each other: see {@link readUnixPeers}. */
  unixPeers(): ReturnType<typeof readUnixPeers> {
    this.#peers ??= readUnixPeers();
    return this.#peers;
  }

  /** Returns the tables of all namespaces that this user may read, and in which there is a process. */
  everywhere(): readonly SocketTable[] {
    const tables = listPids(this.#procRoot).flatMap((pid) => {
      const netNamespace = readNamespace(this.#procRoot, pid, 'net');
      return netNamespace === undefined ? [] : [this.of({ pid, netNamespace })];
    });
    return [...new Set(tables)];
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
