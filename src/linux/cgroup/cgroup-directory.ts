import type { FilePool } from '../files/file-pool.js';
import type { KernelDirectory } from '../files/kernel-directory.js';
import { type GroupPath, parentOf } from './cgroup-place.js';

/** The directory of one group, and those above it as far as they are visible. */
export class CgroupDirectory {
  readonly path: string;
  /** In the file system. */
  readonly directory: string;
  readonly #own: KernelDirectory;
  readonly #above: readonly KernelDirectory[];

  constructor({ mountPoint, path }: GroupPath, pool: FilePool) {
    this.path = path;
    this.directory = `${mountPoint}${path}`;
    this.#own = pool.directory(this.directory);
    this.#above = pathsAbove(path).map((above) => pool.directory(`${mountPoint}${above}`));
  }

  /** Reads a file of the group itself. */
  read(name: string): string | undefined {
    return this.#own.read(name);
  }

  /**
   * Reads the limit in force: the smallest of the group's own and those of all groups above it. `undefined` without any.
   *
   * @param read reads the limit of one group; `undefined` when it has none
   */
  readLimit(read: (directory: KernelDirectory) => number | undefined): number | undefined {
    const limits = [this.#own, ...this.#above].map(read).filter((limit) => limit !== undefined);
    return limits.length === 0 ? undefined : Math.min(...limits);
  }

  /** Closes its files. */
  close(): void {
    for (const directory of [this.#own, ...this.#above]) directory.close();
  }
}

/** Lists the paths above one: `/a/b` → `/a`, `/`. */
function pathsAbove(path: string): readonly string[] {
  return path === '/' ? [] : [parentOf(path), ...pathsAbove(parentOf(path))];
}
