import type { QemuVersion } from '../qapi/versions.js';
import type { ActionOptions } from './actions.js';
import type { BalloonOptions } from './balloon-options.js';
import type { DiskOptions } from './disk.js';
import type { MigrationOptions } from './migration.js';
import type { RunState } from './run-states.js';

export type { RunState } from './run-states.js';

/** `mmio` is the balloon of a microvm, a device without proxy; `anonymous` is one plugged without an id. */
export type BalloonKind = 'pci' | 'anonymous' | 'mmio' | 'none';

export interface NicOptions {
  readonly id: string;
  readonly mac: string;
  /** The id of the network backend; "" is a NIC with no peer. */
  readonly netdev?: string;
  readonly model?: string;
}

export interface DisplayOptions {
  readonly host: string;
  readonly port: number;
}

export interface VncOptions extends DisplayOptions {
  /** Such as `vnc` when a password is asked for; `none` by default. */
  readonly auth?: string;
  /** The viewers that are looking, each from its own address. */
  readonly clients?: readonly DisplayOptions[];
}

export interface IothreadOptions {
  readonly id: string;
  readonly threadId: number;
}

export interface Chardev {
  readonly label: string;
  readonly filename: string;
  readonly 'frontend-open': boolean;
}

export interface MachineOptions extends BalloonOptions, ActionOptions {
  /** Which QEMU it is; the newest by default. */
  readonly version?: QemuVersion;
  /** No name at all when it is ''. */
  readonly name?: string;
  /** A made-up one by default; all zeros is a machine that was given none. */
  readonly uuid?: string;
  /** What the guest has without a balloon; 1 GiB by default. */
  readonly memoryBytes?: number;
  /** Where it stands at first; `running`, for some seconds already, by default. In `prelaunch` it has never run. */
  readonly status?: RunState;
  /** How many vCPUs, or the id of each one's thread; made-up ids are above the highest that Linux gives out. */
  readonly vcpus?: number | readonly number[];
  /** None by default. */
  readonly iothreads?: readonly IothreadOptions[];
  /** What query-kvm says; `kvm` by default. */
  readonly accelerator?: 'kvm' | 'tcg';
  /**
   * How much guest time passes between a press of the power button and the guest's end; `never` is a guest that does
   * not listen. 2 s by default.
   */
  readonly powerdownMs?: number | 'never';
  /** What becomes of a migration; none happens before `migrate`. */
  readonly migration?: MigrationOptions;
  /** Ids of PCIe root ports: the buses that `device_add` can plug into. */
  readonly rootPorts?: readonly string[];
  /** One qcow2 disk by default. */
  readonly disks?: readonly DiskOptions[];
  /** Whether there is an empty CD drive too, as in a machine without -nodefaults. */
  readonly emptyDrive?: boolean;
  /** One virtio NIC by default. */
  readonly nics?: readonly NicOptions[];
  /** Where VNC listens; not at all by default. */
  readonly vnc?: VncOptions | undefined;
  /** `not-built` is a QEMU whose query-spice does not exist. */
  readonly spice?: DisplayOptions | 'not-built' | undefined;
  /** How the balloon device is plugged in; what feeds it is the `driver`. `pci` by default. */
  readonly balloon?: BalloonKind;
}
