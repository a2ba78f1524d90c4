import type { Bandwidth } from './bandwidth.js';
import type { GuestTraffic } from './guest-traffic.js';
import type { PartFailure } from './qemu-sample.js';

/** The network cards of a guest, in the order of its command line, those that were plugged in later last. */
export interface GuestInterfaces {
  readonly interfaces: readonly GuestInterface[];
  /** Why nothing counts the traffic of a card: the part is the card's name. `cards`: why QEMU was not asked. */
  readonly failures: readonly PartFailure[];
}

/** A network card of a guest, and what it is connected to on the host. */
export interface GuestInterface {
  /** The device's id, else that of its backend if a user has chosen it, else `nic0` and so on by its place. */
  readonly name: string;
  readonly id: string | undefined;
  /** The guest's address, lower case. */
  readonly mac: string | undefined;
  /** QOM type, e.g. `virtio-net-pci`. */
  readonly model: string | undefined;
  /** The id of its backend. */
  readonly netdev: string | undefined;
  /** The type of its backend, e.g. `tap` or `user`; `undefined` where the command line does not have it. */
  readonly backend: string | undefined;
  /** Its tap or macvtap on the host; `undefined` when it has none, or it is not known which. */
  readonly hostInterface: string | undefined;
  /** The bridge that this is a port of, or the interface below a macvtap. */
  readonly parent: string | undefined;
  readonly isMacvtap: boolean;
  /** As the guest counts it. */
  readonly traffic: GuestTraffic | undefined;
}

/** The limits of a card's traffic, as the guest sees it; null: no limit. */
export interface InterfaceParameters {
  readonly hostInterface: string;
  /** What the guest receives. */
  readonly inbound: Bandwidth | null;
  /** What the guest sends. */
  readonly outbound: Bandwidth | null;
}

/** The addresses of a guest's cards, as one source on the host has them. */
export interface HostAddresses {
  readonly interfaces: readonly {
    /** As {@link GuestInterface.name}. */
    readonly name: string;
    readonly mac: string;
    /** Its interface on the host, under which libvirt lists it. */
    readonly hostInterface: string | undefined;
    readonly addresses: readonly { readonly address: string; readonly family: 'ipv4' | 'ipv6' }[];
  }[];
  readonly failures: readonly PartFailure[];
}
