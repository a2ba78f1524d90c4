import type { HostNet } from '../model/host-sample.js';
import type { NetCounters } from '../model/net-interface.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { parseCount } from './files/parse-count.js';
import { listDirectory } from './files/read-file.js';

/** Describes interfaces by /sys/class/net (sysfs-class-net); classifies all of them again when a name is new. */
export class NetDevices {
  readonly #sys: KernelDirectory;
  readonly #known = new Map<string, { readonly isPhysical: boolean; readonly hasSpeed: boolean }>();

  /** @param sys stays the caller's to close */
  constructor(sys: KernelDirectory) {
    this.#sys = sys;
  }

  /** Adds to each interface whether it is physical, and its speed. */
  describe(interfaces: ReadonlyMap<string, NetCounters>): readonly HostNet[] {
    if ([...interfaces.keys()].some((name) => !this.#known.has(name))) this.#classify(interfaces.keys());
    return Array.from(interfaces, ([name, counters]) => ({
      name,
      isPhysical: this.#known.get(name)?.isPhysical ?? false,
      bitsPerSecond: this.#known.get(name)?.hasSpeed ? this.#readSpeed(name) : undefined,
      counters,
    }));
  }

  /**
   * Only physical devices and bonds have a speed worth reading: a tap claims 10 Mbit/s, and reading takes a kernel
   * lock.
   */
  #classify(names: Iterable<string>): void {
    this.#known.clear();
    for (const name of names) {
      const entries = listDirectory(`${this.#sys.path}/class/net/${name}`) ?? [];
      const isPhysical = entries.includes('device');
      this.#known.set(name, { isPhysical, hasSpeed: isPhysical || entries.includes('bonding') });
    }
  }

  /** The file is in Mbit/s; without a link it is -1, or cannot be read. */
  #readSpeed(name: string): number | undefined {
    const megabits = parseCount(this.#sys.read(`class/net/${name}/speed`));
    return megabits === undefined || megabits === UNKNOWN ? undefined : megabits * 1e6;
  }
}

/** include/uapi/linux/ethtool.h: SPEED_UNKNOWN, -1, which some drivers print as unsigned. */
const UNKNOWN = 2 ** 32 - 1;
