import { type NetTopology, readNetTopology } from '../linux/class-net.js';
import { TunHolders } from '../linux/tun-holders.js';
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

/** How an interface of a guest is connected on the host. */
export interface Connection {
  /** The bridge that it is a port of, or the interface below a macvtap; `undefined` when there is none, or it is not known. */
  readonly parent: string | undefined;
  readonly isMacvtap: boolean;
  /** Whether the interface of this name is not the guest's: its counters are those of another. */
  readonly isStranger: boolean;
}

/** Caches which interface belongs to which network card, and how interfaces are connected. */
export class NicCache {
  readonly #procRoot: string;
  readonly #sysRoot: string;
  readonly #matched = new WeakMap<QemuProcess, Matched>();
  #topologies = new Map<string, NetTopology>();
  #holders: TunHolders;
  #topologiesAtMs = performance.now();

  constructor(procRoot: string, sysRoot: string) {
    this.#procRoot = procRoot;
    this.#sysRoot = sysRoot;
    this.#holders = new TunHolders(procRoot);
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

  /**
   * Describes the interface that a process has by its name.
   *
   * @param theirs the network namespace of the process
   * @param ours our own
   */
  describe(theirs: string | undefined, ours: string | undefined, name: string): Connection {
    // Only the counters can be read across namespaces: /sys shows our own. A namespace that this user may not see is taken
    // for ours, which it nearly always is.
    const isOurs = theirs === undefined || theirs === ours;
    const { parent, isMacvtap = false, hasCarrier } = (isOurs ? this.topologyOf(name) : undefined) ?? {};
    // A tap that the guest's QEMU holds has a carrier: one of its name that has none is another one.
    const isStranger = !isMacvtap && (hasCarrier === false || this.isContested(theirs, name));
    return { parent: isStranger ? undefined : parent, isMacvtap, isStranger };
  }

  /**
   * Whether several processes hold a tap of this name: it may have been moved to another namespace, and the one that has the
   * name here be a stranger's.
   */
  isContested(netNamespace: string | undefined, name: string): boolean {
    this.#expire();
    return this.#holders.count(netNamespace, name) > 1;
  }

  /** Returns how an interface is connected, as of the last minute. */
  topologyOf(name: string): NetTopology {
    this.#expire();
    const known = this.#topologies.get(name);
    if (known) return known;
    const topology = readNetTopology(this.#sysRoot, name);
    this.#topologies.set(name, topology);
    return topology;
  }

  #expire(): void {
    if (performance.now() - this.#topologiesAtMs <= MAX_AGE_MS) return;
    this.#topologies = new Map();
    this.#holders = new TunHolders(this.#procRoot);
    this.#topologiesAtMs = performance.now();
  }
}

function declared({ id, netdev, mac }: DeclaredNic): GuestNic {
  return { path: undefined, id, netdev, mac: mac?.toLowerCase() };
}
