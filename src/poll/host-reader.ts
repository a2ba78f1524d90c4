import type { DeclaredNic } from '../discover/command-line.js';
import type { QemuProcess } from '../discover/qemu-processes.js';
import { readNetTopology } from '../host/class-net.js';
import { readMemTotalBytes } from '../host/meminfo.js';
import { readNamespace } from '../host/namespaces.js';
import { readNeighbours } from '../host/net-arp.js';
import { readNetDev } from '../host/net-dev.js';
import type { GuestNic } from '../model/guest-sample.js';
import type { NetCounters, NetInterface } from '../model/net-interface.js';
import type { HostSnapshot, NicSnapshot } from '../model/snapshot.js';
import { matchInterfaces } from './host-nics.js';

/** Reads the host's side of guests; what several guests share is read once a sweep. */
export class HostReader {
  readonly #procRoot: string;
  readonly #sysRoot: string;
  readonly #ours: string | undefined;
  readonly #netDev = new Map<string, ReadonlyMap<string, NetCounters>>();
  #neighbours: ReadonlyMap<string, string> | undefined;

  constructor(procRoot: string, sysRoot: string) {
    this.#procRoot = procRoot;
    this.#sysRoot = sysRoot;
    this.#ours = readNamespace(procRoot, 'self', 'net');
  }

  readFacts(): HostSnapshot {
    return { memoryBytes: readMemTotalBytes(this.#procRoot) };
  }

  /**
   * Joins a guest's network cards with their interfaces, in the order of the command line.
   *
   * @param asked what the guest's QEMU says; `undefined` when it could not be asked: then its command line must do
   */
  readNics(process: QemuProcess | undefined, asked: readonly GuestNic[] | undefined): readonly NicSnapshot[] {
    const nics = asked ?? process?.commandLine.nics.map(declared) ?? [];
    const matched = process
      ? matchInterfaces(this.#procRoot, this.#sysRoot, process, nics)
      : nics.map((nic) => ({ nic, name: undefined }));
    return matched.map(({ nic, name }) => ({
      nic,
      host: process && name !== undefined ? this.#readInterface(process.pid, name) : undefined,
      // The address is the guest's only if the guest is on this host.
      neighbourAddress: process && this.#neighbourOf(nic.mac),
    }));
  }

  #readInterface(pid: number, name: string): NetInterface {
    const theirs = readNamespace(this.#procRoot, pid, 'net');
    // Only the counters can be read across namespaces: /sys shows our own. Whoever may not see the namespace is let
    // believe that it is ours, which it nearly always is.
    const isOurs = theirs === undefined || theirs === this.#ours;
    const topology = isOurs ? readNetTopology(this.#sysRoot, name) : { parent: undefined, isMacvtap: false };
    const counters = this.#countersIn(theirs ?? `pid ${pid}`, theirs === this.#ours ? 'self' : pid);
    return { name, ...topology, counters: counters.get(name) };
  }

  #countersIn(namespace: string, pid: number | 'self'): ReadonlyMap<string, NetCounters> {
    const known = this.#netDev.get(namespace);
    if (known) return known;
    const counters = readNetDev(this.#procRoot, pid);
    this.#netDev.set(namespace, counters);
    return counters;
  }

  #neighbourOf(mac: string | undefined): string | undefined {
    this.#neighbours ??= readNeighbours(this.#procRoot);
    return mac === undefined ? undefined : this.#neighbours.get(mac);
  }
}

function declared({ id, netdev, mac }: DeclaredNic): GuestNic {
  return { path: undefined, id, netdev, mac: mac?.toLowerCase() };
}
