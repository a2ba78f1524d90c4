import { listDirectory, readKernelFile } from './files/read-file.js';

/** Finds the physical block devices by /sys/block; reads it again when a name is new. */
export class PhysicalDisks {
  readonly #sysRoot: string;
  #known: ReadonlySet<string> = new Set();
  #physical: ReadonlySet<string> = new Set();

  constructor(sysRoot: string) {
    this.#sysRoot = sysRoot;
  }

  /** Selects the physical devices among these. */
  among(names: readonly string[]): ReadonlySet<string> {
    if (names.some((name) => !this.#known.has(name))) {
      this.#known = new Set(names);
      this.#physical = this.#findPhysical(names);
    }
    return this.#physical;
  }

  /**
   * Loop, RAM, device mapper and md devices have no `device`, and partitions are not in /sys/block. When no device is
   * physical (in a container), every whole device counts that is not backed by memory or a file.
   */
  #findPhysical(names: readonly string[]): ReadonlySet<string> {
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

  /** Whether it is one path of a multipath NVMe device, which counts for all its paths. */
  #isHidden(name: string): boolean {
    return readKernelFile(`${this.#pathOf(name)}/hidden`)?.trim() === '1';
  }

  /** In /sys the kernel replaces the slash of `cciss/c0d0` by `!`. */
  #pathOf(name: string): string {
    return `${this.#sysRoot}/block/${name.replaceAll('/', '!')}`;
  }
}
