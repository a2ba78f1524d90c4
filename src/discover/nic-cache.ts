import { type NetTopology, readNetTopology } from '../linux/class-net.js';
import type { GuestNic } from '../model/qemu-sample.js';
import type { DeclaredNic } from './command-line.js';
import { matchInterfaces, type NicInterface } from './host-nics.js';
import type { QemuProcess } from './qemu-processes.js';

/** Bridges and interfaces seldom change, and reading them costs as much as reading all counters. */
const MAX_AGE_MS = 60_000;

interface Matched {
  readonly reported: readonly GuestNic[] | undefined;
  readonly interfaces: readonly NicInterface[];
  readonly atMs: number;
}

/** Caches which interface belongs to which network card, and how interfaces are connected. */
export class NicCache {
  readonly #procRoot: string;
  readonly #sysRoot: string;
  readonly #matched = new WeakMap<QemuProcess, Matched>();
  #topologies = new Map<string, NetTopology>();
  #topologiesAtMs = performance.now();

  constructor(procRoot: string, sysRoot: string) {
    this.#procRoot = procRoot;
    this.#sysRoot = sysRoot;
  }

  /**
   * Finds the interfaces of a guest's cards.
   *
   * @param reported the cards by QEMU; `undefined` when it was not asked: then those of its command line
   */
  match(process: QemuProcess, reported: readonly GuestNic[] | undefined): readonly NicInterface[] {
    const known = this.#matched.get(process);
    if (known && known.reported === reported && performance.now() - known.atMs < MAX_AGE_MS) {
      return known.interfaces;
    }
    const nics = reported ?? process.commandLine.nics.map(declared);
    const interfaces = matchInterfaces(this.#procRoot, this.#sysRoot, process, nics);
    this.#matched.set(process, { reported, interfaces, atMs: performance.now() });
    return interfaces;
  }

  /** Returns how an interface is connected, as of the last minute. */
  topologyOf(name: string): NetTopology {
    if (performance.now() - this.#topologiesAtMs > MAX_AGE_MS) {
      this.#topologies = new Map();
      this.#topologiesAtMs = performance.now();
    }
    const known = this.#topologies.get(name);
    if (known) return known;
    const topology = readNetTopology(this.#sysRoot, name);
    this.#topologies.set(name, topology);
    return topology;
  }
}

function declared({ id, netdev, mac }: DeclaredNic): GuestNic {
  return { path: undefined, id, netdev, mac: mac?.toLowerCase() };
}
