import { listDirectory, readKernelFile } from './files/read-file.js';

/** Tells which block devices are devices of their own, by /sys/block; looks again when a name is new. */
export class PhysicalDisks {
  readonly #sysRoot: string;
  #known: ReadonlySet<string> = new Set();
  #physical: ReadonlySet<string> = new Set();

  constructor(sysRoot: string) {
    this.#sysRoot = sysRoot;
  }

  /** The physical ones of those. */
  among(names: readonly string[]): ReadonlySet<string> {
    if (names.some((name) => !this.#known.has(name))) {
      this.#known = new Set(names);
      this.#physical = this.#look(names);
    }
    return this.#physical;
  }

  /**
   * Loop, RAM, device mapper and md devices have no `device`, partitions stand elsewhere. A host that shows nothing but
   * such (a container) has every whole device that is not memory or a file.
   */
  #look(names: readonly string[]): ReadonlySet<string> {
    const whole: string[] = [];
    const physical: string[] = [];
    for (const name of names) {
      const entries = listDirectory(this.#pathOf(name));
      if (entries === undefined) continue;
      whole.push(name);
      if (entries.includes('device') && !this.#isHidden(name)) physical.push(name);
    }
    return new Set(physical.length > 0 ? physical : whole.filter((name) => !/^(loop|z?ram)\d/.test(name)));
  }

  /** A path of a multipath NVMe device, which counts for all of them. */
  #isHidden(name: string): boolean {
    return readKernelFile(`${this.#pathOf(name)}/hidden`)?.trim() === '1';
  }

  /** The kernel writes `cciss/c0d0` as `cciss!c0d0`. */
  #pathOf(name: string): string {
    return `${this.#sysRoot}/block/${name.replaceAll('/', '!')}`;
  }
}
