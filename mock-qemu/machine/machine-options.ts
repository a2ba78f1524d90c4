import type { QemuVersion } from '../qapi/versions.js';
import type { BalloonOptions } from './balloon-options.js';
import type { DiskOptions } from './disk.js';

/** `mmio` is the balloon of a microvm, a device without proxy; `anonymous` is one plugged without an id. */
export type BalloonKind = 'pci' | 'anonymous' | 'mmio' | 'none';

/** A state of QEMU's RunState; any other word may be played as well. */
export type RunState = 'running' | 'paused' | 'prelaunch' | 'shutdown' | 'io-error' | (string & {});

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

export interface Chardev {
  readonly label: string;
  readonly filename: string;
  readonly 'frontend-open': boolean;
}

export interface MachineOptions extends BalloonOptions {
  readonly version?: QemuVersion;
  /** No name at all when it is ''. */
  readonly name?: string;
  readonly uuid?: string;
  readonly memoryBytes?: number;
  readonly status?: RunState;
  /** How many vCPUs, or the id of each one's thread; made-up ids are above the highest that Linux gives out. */
  readonly vcpus?: number | readonly number[];
  readonly iothreads?: readonly { readonly id: string; readonly threadId: number }[];
  readonly disks?: readonly DiskOptions[];
  /** Whether there is an empty CD drive too, as in a machine without -nodefaults. */
  readonly emptyDrive?: boolean;
  readonly nics?: readonly NicOptions[];
  readonly vnc?: DisplayOptions | undefined;
  /** `not-built` is a QEMU whose query-spice does not exist. */
  readonly spice?: DisplayOptions | 'not-built' | undefined;
  readonly balloon?: BalloonKind;
}
