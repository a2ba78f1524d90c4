import { listDirectory, readKernelFile } from '../files/read-file.js';
import { parseMountInfo } from '../mountinfo.js';

/** A mounted hierarchy of control groups. */
export interface CgroupMount {
  readonly version: 1 | 2;
  /** In version 1, e.g. `cpu`, `cpuacct`; empty in version 2. */
  readonly controllers: readonly string[];
  /** The group at the mount point: `/`, or another one when only a part of the hierarchy is mounted. */
  readonly root: string;
  readonly mountPoint: string;
}

/**
 * Finds the visible hierarchies.
 *
 * @param cgroupRoot where they are mounted, if not where /proc/self/mountinfo says: either the hierarchy of version 2, or a
 *   directory with one for each set of controllers, such as `cpu,cpuacct`, and `unified`
 */
export function readCgroupMounts(procRoot: string, cgroupRoot: string | undefined): readonly CgroupMount[] {
  if (cgroupRoot !== undefined) return mountsBelow(cgroupRoot);
  return parseCgroupMounts(readKernelFile(`${procRoot}/self/mountinfo`) ?? '');
}

/** Parses the control groups in the text of a mountinfo. */
export function parseCgroupMounts(text: string): readonly CgroupMount[] {
  return parseMountInfo(text).flatMap(({ type, root, mountPoint, options }): readonly CgroupMount[] => {
    if (type === 'cgroup2') return [{ version: 2, controllers: [], root, mountPoint }];
    return type === 'cgroup' ? [{ version: 1, controllers: options, root, mountPoint }] : [];
  });
}

function mountsBelow(cgroupRoot: string): readonly CgroupMount[] {
  if (isUnified(cgroupRoot)) return [{ version: 2, controllers: [], root: '/', mountPoint: cgroupRoot }];
  return (listDirectory(cgroupRoot) ?? []).map((name) => {
    const mountPoint = `${cgroupRoot}/${name}`;
    if (isUnified(mountPoint)) return { version: 2, controllers: [], root: '/', mountPoint };
    return { version: 1, controllers: name.split(','), root: '/', mountPoint };
  });
}

/** Every group of version 2 has this file, and no group of version 1. */
function isUnified(directory: string): boolean {
  return readKernelFile(`${directory}/cgroup.controllers`) !== undefined;
}
