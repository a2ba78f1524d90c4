import type { FilePool } from '../files/file-pool.js';
import { Cgroup } from './cgroup.js';
import { type CgroupMount, readCgroupMounts } from './cgroup-mounts.js';
import { type CgroupPlace, locateCgroup } from './cgroup-place.js';
import { parseProcCgroup } from './proc-cgroup.js';

/** The control groups of a host's guests: guests in one group share its open files. */
export class Cgroups {
  readonly #procRoot: string;
  readonly #cgroupRoot: string | undefined;
  readonly #pool: FilePool;
  readonly #shared = new Map<string, { readonly group: Cgroup; users: number }>();
  #mounts: readonly CgroupMount[] | undefined;

  /** @param cgroupRoot where they are mounted; `undefined`: where /proc/self/mountinfo says */
  constructor(procRoot: string, cgroupRoot: string | undefined, pool: FilePool) {
    this.#procRoot = procRoot;
    this.#cgroupRoot = cgroupRoot;
    this.#pool = pool;
  }

  /** Opens the groups in the text of a /proc/PID/cgroup. Each call needs one {@link release} with the same text. */
  acquire(text: string): Cgroup {
    const shared = this.#shared.get(text) ?? { group: new Cgroup(this.#locate(text), this.#pool), users: 0 };
    shared.users += 1;
    this.#shared.set(text, shared);
    return shared.group;
  }

  /** Closes the groups when their last user releases them. */
  release(text: string): void {
    const shared = this.#shared.get(text);
    if (shared === undefined) return;
    shared.users -= 1;
    if (shared.users > 0) return;
    shared.group.close();
    this.#shared.delete(text);
  }

  /** Reads the mounts again when nothing is found: a hierarchy may have been mounted since. */
  #locate(text: string): CgroupPlace {
    const memberships = parseProcCgroup(text);
    const known = this.#mounts && locateCgroup(this.#mounts, memberships);
    if (known && (known.version1.size > 0 || known.version2)) return known;
    this.#mounts = readCgroupMounts(this.#procRoot, this.#cgroupRoot);
    return locateCgroup(this.#mounts, memberships);
  }
}
