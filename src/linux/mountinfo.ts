/** A line of /proc/PID/mountinfo (proc_pid_mountinfo(5)). */
export interface Mount {
  /** The mounted part of the file system: `/`, or the directory of a bind mount. */
  readonly root: string;
  readonly mountPoint: string;
  /** e.g. `cgroup2` */
  readonly type: string;
  /** Those of the file system, e.g. `rw`, `memory`. */
  readonly options: readonly string[];
}

/** Parses lines such as `35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory`. */
export function parseMountInfo(text: string): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const [, , , root, mountPoint] = left.split(' ');
    const [type, , options] = right.split(' ');
    if (root === undefined || mountPoint === undefined || !type || options === undefined) continue;
    mounts.push({
      root: unescapePath(root),
      mountPoint: unescapePath(mountPoint),
      type,
      options: options.split(','),
    });
  }
  return mounts;
}

/** The kernel escapes blanks, tabs, line ends and backslashes: `\040` and so on. */
function unescapePath(path: string): string {
  return path.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
