import type { FilePool } from '../files/file-pool.js';
import type { KernelDirectory } from '../files/kernel-directory.js';
import { type GroupPath, parentOf } from './cgroup-place.js';

/** The directory of one group, and those above it as far as we can see. */
export class CgroupDirectory {
  readonly path: string;
  readonly #own: KernelDirectory;
  readonly #above: readonly KernelDirectory[];

  constructor({ mountPoint, path }: GroupPath, pool: FilePool) {
    this.path = path;
    this.#own = pool.directory(`${mountPoint}${path}`);
    this.#above = pathsAbove(path).map((above) => pool.directory(`${mountPoint}${above}`));
  }

  /** Reads a file of the group itself. */
  read(name: string): string | undefined {
    return this.#own.read(name);
  }

  /**
   * Reads a limit of the group and of all above it: the smallest is the one that holds. `undefined` without any.
   *
   * @param read reads the limit of one group; `undefined` where that sets none
   */
  readLimit(read: (directory: KernelDirectory) => number | undefined): number | undefined {
    const limits = [this.#own, ...this.#above].map(read).filter((limit) => limit !== undefined);
    return limits.length === 0 ? undefined : Math.min(...limits);
  }

  close(): void {
    for (const directory of [this.#own, ...this.#above]) directory.close();
  }
}

/** `/a/b` → `/a`, `/` */
function pathsAbove(path: string): readonly string[] {
  return path === '/' ? [] : [parentOf(path), ...pathsAbove(parentOf(path))];
}
