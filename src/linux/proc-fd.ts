import { listDirectory, readKernelFile, readLink } from './files/read-file.js';

/** The open files of a process. */
export interface OpenFiles {
  /** Inodes of its sockets, by descriptor. */
  readonly sockets: ReadonlyMap<number, number>;
  /** The targets of the other descriptors, e.g. `/dev/net/tun`. */
  readonly paths: ReadonlyMap<number, string>;
}

/**
 * Reads /proc/PID/fd; `undefined` unless the user is root or owns the process.
 *
 * Root without CAP_SYS_PTRACE, as in a container, may list the descriptors, and not read where they lead: that is unknown too.
 */
export function readOpenFiles(procRoot: string, pid: number): OpenFiles | undefined {
  const directory = `${procRoot}/${pid}/fd`;
  const descriptors = listDirectory(directory);
  if (descriptors === undefined) return undefined;
  const sockets = new Map<number, number>();
  const paths = new Map<number, string>();
  for (const descriptor of descriptors) {
    const target = readLink(`${directory}/${descriptor}`);
    const inode = /^socket:\[(\d+)\]$/.exec(target ?? '')?.[1];
    if (inode !== undefined) sockets.set(Number(descriptor), Number(inode));
    else if (target !== undefined) paths.set(Number(descriptor), target);
  }
  if (descriptors.length > 0 && sockets.size + paths.size === 0) return undefined;
  return { sockets, paths };
}

/** The inodes of the sockets among a process's open files. */
export function socketInodes(files: OpenFiles): ReadonlySet<number> {
  return new Set(files.sockets.values());
}

/** Reads the name of the tap behind a descriptor of /dev/net/tun: the line `iff:\ttap0` of /proc/PID/fdinfo/FD. */
export function readTunName(procRoot: string, pid: number, descriptor: number): string | undefined {
  return /^iff:\s*(\S+)$/m.exec(readKernelFile(`${procRoot}/${pid}/fdinfo/${descriptor}`) ?? '')?.[1];
}

/** Lists the taps that a process holds, in the order of their descriptors; one with several queues counts once. */
export function readTunNames(
  procRoot: string,
  pid: number,
  paths: ReadonlyMap<number, string>,
): readonly string[] {
  const names = [...paths]
    .filter(([, path]) => path === '/dev/net/tun')
    .sort(([a], [b]) => a - b)
    .flatMap(([descriptor]) => readTunName(procRoot, pid, descriptor) ?? []);
  return [...new Set(names)];
}
