import type { CgroupSample, CgroupSwapTraffic } from '../../model/cgroup-sample.js';
import type { Cgroup } from './cgroup.js';
import type { Cgroups } from './cgroups.js';

/** Reads the control group of one process, and follows it when the process is moved. */
export class CgroupReader {
  readonly #process: { readCgroupText(): string | undefined };
  readonly #groups: Cgroups;
  #text: string | undefined;
  #group: Cgroup | undefined;

  /** @param process a ProcessReader, which stays the caller's to close */
  constructor(process: { readCgroupText(): string | undefined }, groups: Cgroups) {
    this.#process = process;
    this.#groups = groups;
  }

  /**
   * Reads the group; `undefined` when the process has ended, or its hierarchy is not visible.
   *
   * @throws {Error} of Node, when a file is broken rather than absent
   */
  read(): CgroupSample | undefined {
    const text = this.#process.readCgroupText();
    if (text !== this.#text) this.#moveTo(text);
    return this.#group?.read();
  }

  /** Whether the process is alone in the group of the last {@link read}; see {@link Cgroup.isOwnedBy}. */
  isOwnedBy(pid: number): boolean | undefined {
    return this.#group?.isOwnedBy(pid);
  }

  /** See {@link Cgroup.readSwapTraffic}; of the group of the last {@link read}. */
  readSwapTraffic(pageBytes: number): CgroupSwapTraffic | undefined {
    return this.#group?.readSwapTraffic(pageBytes);
  }

  /** Releases the group. */
  close(): void {
    this.#moveTo(undefined);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #moveTo(text: string | undefined): void {
    if (this.#text !== undefined) this.#groups.release(this.#text);
    this.#text = text;
    this.#group = text === undefined ? undefined : this.#groups.acquire(text);
  }
}
