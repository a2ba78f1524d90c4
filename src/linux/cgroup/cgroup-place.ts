import { readKernelFile } from '../files/read-file.js';
import type { CgroupMount } from './cgroup-mounts.js';
import type { CgroupMembership } from './proc-cgroup.js';

/** The controllers of version 1 that are read; the first one present names the group. */
const CONTROLLERS = ['memory', 'cpu', 'cpuacct', 'blkio', 'pids'] as const;
/** A controller of version 1. */
export type Controller = (typeof CONTROLLERS)[number];

/** A group in one hierarchy. */
export interface GroupPath {
  readonly mountPoint: string;
  /** Below the mount point; `/` for the group at the mount point. */
  readonly path: string;
}

/** Where to read the groups of a process. A hybrid system has both versions. */
export interface CgroupPlace {
  readonly version1: ReadonlyMap<Controller, GroupPath>;
  readonly version2: GroupPath | undefined;
}

/** Finds the directories of a process's groups; one that is not visible from here is left out. */
export function locateCgroup(
  mounts: readonly CgroupMount[],
  memberships: readonly CgroupMembership[],
): CgroupPlace {
  const version1 = new Map<Controller, GroupPath>();
  for (const controller of CONTROLLERS) {
    const path = memberships.find(({ controllers }) => controllers.includes(controller))?.path;
    const found = findBelow(
      mounts.filter(({ controllers }) => controllers.includes(controller)),
      path,
    );
    if (found) version1.set(controller, found);
  }
  const path = memberships.find(({ controllers }) => controllers.length === 0)?.path;
  const found = findBelow(
    mounts.filter(({ version }) => version === 2),
    path,
  );
  return { version1, version2: found && domainOf(found) };
}

/** A controller of version 1, or one of version 2 by its name there. */
export type AnyController = Controller | 'cpuset';

/**
 * Finds the group of a process on which one controller acts: in version 1 that of the controller's own hierarchy, else the one
 * of version 2. The root of a hierarchy counts too; see {@link isTop}. `undefined` when no hierarchy with it is visible.
 */
export function locateGroup(
  mounts: readonly CgroupMount[],
  memberships: readonly CgroupMembership[],
  controller: AnyController,
): (GroupPath & { readonly version: 1 | 2 }) | undefined {
  const ofVersion1 = findVisible(
    mounts.filter(({ controllers }) => controllers.includes(controller)),
    memberships.find(({ controllers }) => controllers.includes(controller))?.path,
  );
  if (ofVersion1) return { ...ofVersion1, version: 1 };
  const ofVersion2 = findVisible(
    mounts.filter(({ version }) => version === 2),
    memberships.find(({ controllers }) => controllers.length === 0)?.path,
  );
  return ofVersion2 && { ...domainOf(ofVersion2), version: 2 };
}

function findBelow(mounts: readonly CgroupMount[], path: string | undefined): GroupPath | undefined {
  const found = findVisible(mounts, path);
  return found && isTop(found) ? undefined : found;
}

function findVisible(mounts: readonly CgroupMount[], path: string | undefined): GroupPath | undefined {
  if (path === undefined) return undefined;
  for (const { root, mountPoint } of mounts) {
    const below = pathBelow(root, path);
    if (below !== undefined) return { mountPoint, path: below };
  }
  return undefined;
}

/**
 * Whether this is the root of a hierarchy, which is the whole host rather than a group; a container's `/` is a group. In
 * version 1 only the root has `cgroup.sane_behavior`; in version 2 only the root lacks `cgroup.type`.
 */
export function isTop({ mountPoint, path }: GroupPath): boolean {
  if (path !== '/') return false;
  const has = (name: string) => readKernelFile(`${mountPoint}/${name}`) !== undefined;
  return has('cgroup.controllers') ? !has('cgroup.type') : has('cgroup.sane_behavior');
}

/** `/docker/a/vm1` below `/docker/a` → `/vm1`; `undefined` when it is not below. */
function pathBelow(root: string, path: string): string | undefined {
  if (path === root) return '/';
  const prefix = root === '/' ? '' : root;
  const below = path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
  // `/..` leads out of what is mounted.
  return below?.startsWith('/..') && /^\/\.\.(\/|$)/.test(below) ? undefined : below;
}

/**
 * Climbs to the group at which memory and I/O are counted: in version 2 the threads of a process may be spread over groups
 * of type `threaded` below it, as libvirt does with vCPUs, and such a group counts neither.
 */
function domainOf({ mountPoint, path }: GroupPath): GroupPath {
  const type = path === '/' ? undefined : readKernelFile(`${mountPoint}${path}/cgroup.type`);
  if (type?.trim() !== 'threaded') return { mountPoint, path };
  return domainOf({ mountPoint, path: parentOf(path) });
}

/** The path above one: `/machine.slice/vm1.scope` → `/machine.slice` → `/`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
