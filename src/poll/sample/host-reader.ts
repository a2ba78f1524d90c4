import { NicCache } from '../../discover/nic-cache.js';
import type { QemuProcess } from '../../discover/qemu-processes.js';
import { readMemTotalBytes } from '../../linux/meminfo.js';
import { readNamespace } from '../../linux/namespaces.js';
import { readNeighbours } from '../../linux/net-arp.js';
import { readNetDev } from '../../linux/net-dev.js';
import type { HostSample } from '../../model/host-sample.js';
import type { NetCounters, NetInterface } from '../../model/net-interface.js';
import type { GuestNic } from '../../model/qemu-sample.js';
import type { HostSnapshot, NicSnapshot } from '../../model/snapshot.js';
import type { TapLimits } from './tap-limits.js';

/** The traffic of one network namespace. */
interface Traffic {
  readonly counters: ReadonlyMap<string, NetCounters>;
  readonly monotonicSeconds: number;
}

/** Reads the host's side of guests during one sweep; what several guests share is read once. */
export class HostReader {
  readonly #procRoot: string;
  readonly #ours: string | undefined;
  readonly #nics: NicCache;
  readonly #limits: Pick<TapLimits, 'get'> | undefined;
  readonly #netDev = new Map<string, Traffic>();
  #neighbours: ReadonlyMap<string, string> | undefined;

  /**
   * @param nics what is kept between sweeps
   * @param host the host as just sampled: the traffic of our own namespace is taken from it
   * @param limits what tc(8) has shown of the interfaces
   */
  constructor(
    procRoot: string,
    sysRoot: string,
    nics = new NicCache(procRoot, sysRoot),
    { nets, monotonicSeconds }: Partial<HostSample> = {},
    limits?: Pick<TapLimits, 'get'>,
  ) {
    this.#procRoot = procRoot;
    this.#nics = nics;
    this.#limits = limits;
    this.#ours = readNamespace(procRoot, 'self', 'net');
    if (this.#ours === undefined || nets === undefined || monotonicSeconds === undefined) return;
    const counters = new Map(nets.map((net) => [net.name, net.counters]));
    this.#netDev.set(this.#ours, { counters, monotonicSeconds });
  }

  /** Reads the traffic of a process's interfaces; all interfaces of a namespace are read at one time. */
  readTraffic({ pid, netNamespace }: QemuProcess): void {
    this.#trafficIn(netNamespace, pid);
  }

  /** Reads the memory size of the host. */
  readHost(): HostSnapshot {
    return { memoryBytes: readMemTotalBytes(this.#procRoot) };
  }

  /**
   * Joins a guest's network cards with their interfaces, in the order of the command line.
   *
   * @param asked the cards that QEMU reports; `undefined` when it could not be asked: the command line is used instead
   */
  readNics(process: QemuProcess | undefined, asked: readonly GuestNic[] | undefined): readonly NicSnapshot[] {
    const matched = process
      ? this.#nics.match(process, asked)
      : (asked ?? []).map((nic) => ({ nic, name: undefined }));
    return matched.map(({ nic, name }) => ({
      nic,
      host: process && name !== undefined ? this.#readInterface(process, name) : undefined,
      // The address is the guest's only if the guest is on this host.
      neighbourAddress: process && this.#neighbourOf(nic.mac),
    }));
  }

  #readInterface(process: QemuProcess, name: string): NetInterface {
    const { pid, netNamespace: theirs } = process;
    const { parent, isMacvtap, isStranger } = this.#nics.describe(theirs, this.#ours, name);
    const { counters, monotonicSeconds } = this.#trafficIn(theirs, pid);
    return {
      ...{ name, parent, isMacvtap, monotonicSeconds },
      counters: isStranger ? undefined : counters.get(name),
      limits: isStranger ? undefined : this.#limits?.get(process, name),
    };
  }

  #trafficIn(namespace: string | undefined, pid: number): Traffic {
    const key = namespace ?? `pid ${pid}`;
    const known = this.#netDev.get(key);
    if (known) return known;
    const monotonicSeconds = performance.now() / 1000;
    const counters = readNetDev(this.#procRoot, namespace === this.#ours ? 'self' : pid);
    this.#netDev.set(key, { counters, monotonicSeconds });
    return { counters, monotonicSeconds };
  }

  #neighbourOf(mac: string | undefined): string | undefined {
    this.#neighbours ??= readNeighbours(this.#procRoot);
    return mac === undefined ? undefined : this.#neighbours.get(mac);
  }
}
