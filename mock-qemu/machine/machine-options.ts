import type { QemuVersion } from '../qapi/versions.js';
import type { ActionOptions } from './actions.js';
import type { BalloonOptions } from './balloon-options.js';
import type { DiskOptions } from './disk.js';
import type { MigrationOptions } from './migration.js';
import type { RunState } from './run-states.js';

export type { RunState } from './run-states.js';

/** How the balloon is plugged in: `mmio` makes the machine a microvm, `anonymous` is a device without an id. */
export type BalloonKind = 'pci' | 'anonymous' | 'mmio' | 'none';

/** A NIC; `model` is its device type (default: `virtio-net-pci`). */
export interface NicOptions {
  readonly id: string;
  readonly mac: string;
  /** The id of the network backend; "" for a NIC without one. */
  readonly netdev?: string;
  readonly model?: string;
}

/** A host and a port. Nothing listens there. */
export interface DisplayOptions {
  readonly host: string;
  readonly port: number;
}

/** A VNC server, as query-vnc reports it. Nothing listens there. */
export interface VncOptions extends DisplayOptions {
  /** The path of a unix socket; host and port are then not used. */
  readonly path?: string;
  /** The port of a websocket on the same host. */
  readonly websocketPort?: number;
  /** The authentication, such as `vnc` for a password (default: `none`). */
  readonly auth?: string;
  /** The addresses of the connected viewers. */
  readonly clients?: readonly DisplayOptions[];
}

/** Memory that is plugged into the machine, as query-memory-devices reports it. `virtio-mem` has its requested size. */
export interface MemoryDeviceOptions {
  readonly id: string;
  readonly type: 'dimm' | 'nvdimm' | 'virtio-mem';
  readonly sizeBytes: number;
}

/** An I/O thread, as query-iothreads reports it. */
export interface IothreadOptions {
  readonly id: string;
  readonly threadId: number;
}

/** A character device, as query-chardev reports it. */
export interface Chardev {
  readonly label: string;
  readonly filename: string;
  readonly 'frontend-open': boolean;
}

/** What a machine is made of. Every member has a default: q35, 2 vCPUs, 1 GiB, one disk, one NIC and a balloon. */
export interface MachineOptions extends BalloonOptions, ActionOptions {
  /** The version of QEMU (default: the newest). */
  readonly version?: QemuVersion;
  /** The guest's name (default: `mock`); with '' it has none. */
  readonly name?: string;
  /** The default is a made-up one. All zeros is what QEMU reports without `-uuid`. */
  readonly uuid?: string;
  /** The guest's memory without a balloon (default: 1 GiB). */
  readonly memoryBytes?: number;
  /** Default: none. The balloon's size counts DIMMs, and neither NVDIMMs nor virtio-mem, as in QEMU. */
  readonly memoryDevices?: readonly MemoryDeviceOptions[];
  /** The run state at the start (default: `running`, for 10 s already). In `prelaunch` it has never run. */
  readonly status?: RunState;
  /**
   * The number of vCPUs, or their thread ids (default: 2). Made-up thread ids are above the highest that Linux
   * assigns.
   */
  readonly vcpus?: number | readonly number[];
  /** Default: none. */
  readonly iothreads?: readonly IothreadOptions[];
  /** What query-kvm reports (default: `kvm`). */
  readonly accelerator?: 'kvm' | 'tcg';
  /**
   * The guest time from pressing the power button to the guest's shutdown (default: 2000); with `never` the guest
   * ignores the button.
   */
  readonly powerdownMs?: number | 'never';
  /** How a migration runs and ends, once `migrate` starts one. */
  readonly migration?: MigrationOptions;
  /** Ids of PCIe root ports, the buses that `device_add` can use. */
  readonly rootPorts?: readonly string[];
  /** Default: one qcow2 disk. */
  readonly disks?: readonly DiskOptions[];
  /** Adds an empty CD drive, as in a machine without -nodefaults. */
  readonly emptyDrive?: boolean;
  /** Default: one virtio NIC. */
  readonly nics?: readonly NicOptions[];
  /** Where VNC listens (default: no VNC). */
  readonly vnc?: VncOptions | undefined;
  /** Where SPICE listens (default: no SPICE); with `not-built` QEMU does not have query-spice. */
  readonly spice?: DisplayOptions | 'not-built' | undefined;
  /** How the balloon device is plugged in (default: `pci`). `driver` chooses the driver in the guest. */
  readonly balloon?: BalloonKind;
  /** The id of the balloon device, unless it is `anonymous` (default: `balloon0`). */
  readonly balloonId?: string;
  /** Answers to human-monitor-command, by the command's line; lines end with `\n`. Others are answered as by QEMU. */
  readonly hmp?: Readonly<Record<string, string>>;
}
