import { type NetTopology, readNetTopology } from '../linux/class-net.js';
import type { GuestNic } from '../model/qemu-sample.js';
import type { DeclaredNic } from './command-line.js';
import { matchInterfaces, type NicInterface } from './host-nics.js';
import type { QemuProcess } from './qemu-processes.js';

/** Bridges and interfaces seldom change, and a look at them costs as much as all counters. */
const MAX_AGE_MS = 60_000;

interface Matched {
  readonly asked: readonly GuestNic[] | undefined;
  readonly interfaces: readonly NicInterface[];
  readonly atMs: number;
}

/** Remembers which interface belongs to which network card, and how the interfaces hang together. */
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

  /** @param asked what QEMU says; `undefined` when it has not been asked: then its command line must do */
  match(process: QemuProcess, asked: readonly GuestNic[] | undefined): readonly NicInterface[] {
    const known = this.#matched.get(process);
    if (known && known.asked === asked && performance.now() - known.atMs < MAX_AGE_MS) {
      return known.interfaces;
    }
    const nics = asked ?? process.commandLine.nics.map(declared);
    const interfaces = matchInterfaces(this.#procRoot, this.#sysRoot, process, nics);
    this.#matched.set(process, { asked, interfaces, atMs: performance.now() });
    return interfaces;
  }

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
