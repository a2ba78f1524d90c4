import type { BalloonSample } from './balloon.js';
import type { DirtyRate } from './dirty-rate.js';
import type { Disk, EmptyDrive } from './disk.js';
import type { RunStatus } from './run-state.js';

/** What one QEMU reports of its guest. The reason for a part that is `undefined` is in `failures`. */
export interface QemuSample extends RunStatus {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly vcpus: readonly Vcpu[] | undefined;
  readonly memory: MemorySize | undefined;
  readonly balloon: BalloonSample | undefined;
  readonly disks: readonly Disk[] | undefined;
  readonly emptyDrives?: readonly EmptyDrive[] | undefined;
  readonly nics: readonly GuestNic[] | undefined;
  /** Null: the guest has none. */
  readonly display: Display | null | undefined;
  /** When QEMU last answered, seconds since the epoch. */
  readonly takenAtSeconds: number;
  /** The same by a monotonic clock; `undefined` in a single snapshot. */
  readonly monotonicSeconds?: number | undefined;
  /** Read by the poller, and for a detailed snapshot; so are the next two. */
  readonly iothreads?: readonly Iothread[] | undefined;
  /** How many vCPUs the machine can have, with those that can be plugged in. */
  readonly maxVcpus?: number | undefined;
  readonly dirtyRate?: DirtyRate | undefined;
  /** When the sizes of the disks were last read, seconds since the epoch; they are read less often than the rest. */
  readonly imagesReadAtSeconds?: number | undefined;
  readonly failures: readonly PartFailure[];
}

/** One part of a sample that could not be read. */
export interface PartFailure {
  /** e.g. `disks` */
  readonly part: string;
  readonly why: string;
}

/** query-cpus-fast. */
export interface Vcpu {
  readonly index: number;
  /** In QEMU's own pid namespace. With TCG in a single thread, all vCPUs share it. */
  readonly threadId: number;
}

/** query-iothreads. */
export interface Iothread {
  /** As given at the start of QEMU. */
  readonly id: string;
  /** In QEMU's own pid namespace. */
  readonly threadId: number;
  /** The longest time that it polls before it sleeps; 0: it does not poll. */
  readonly pollMaxNanoseconds?: number | undefined;
  /** What the time is multiplied with to grow; 0: QEMU's own choice. */
  readonly pollGrow?: number | undefined;
  /** What it is divided by to shrink; 0: it falls to nothing at once. */
  readonly pollShrink?: number | undefined;
  /** The most requests that it submits to Linux AIO at once; 0: QEMU's own choice. Since QEMU 6.1. */
  readonly aioMaxBatch?: number | undefined;
  /** How much a recent wait counts for the time that it polls. Since QEMU 11.1. */
  readonly pollWeight?: number | undefined;
}

/** How much memory a machine has. NVDIMMs are storage, and not counted. */
export interface MemorySize {
  readonly baseBytes: number;
  /** What is plugged in beside it: DIMMs, and virtio-mem devices at their present size. */
  readonly pluggedBytes: number;
  /** The part of it that is virtio-mem, which the size of a balloon leaves out; `undefined` without such a device. */
  readonly virtioMemBytes?: number | undefined;
}

/** A network card of the guest. */
export interface GuestNic {
  /** QOM path, e.g. `/machine/peripheral/net0`; `undefined` for a card that is known from the command line only. */
  readonly path: string | undefined;
  /** The device's id; `undefined` when it has none. */
  readonly id: string | undefined;
  /** The id of its network backend; `undefined` when it has none. */
  readonly netdev: string | undefined;
  /** The guest's MAC address, lower case. */
  readonly mac: string | undefined;
}

/** Where the guest's screen is shown: the address for a viewer, and all others. */
export interface Display {
  readonly type: 'vnc' | 'spice';
  /** `host:port`, with an IPv6 host in brackets; or the path of a unix socket. */
  readonly address: string;
  /** All addresses, that one among them: VNC before SPICE, displays in the order of the command line. */
  readonly servers: readonly DisplayServer[];
}

/** An address at which a screen of the guest is served. */
export interface DisplayServer {
  readonly type: Display['type'];
  /** The id of a VNC display, which QEMU makes up where the user gave it none; `undefined` with SPICE. */
  readonly id: string | undefined;
  /** As {@link Display.address}. */
  readonly address: string;
  /** VNC over a websocket, as noVNC connects. */
  readonly isWebsocket: boolean;
  readonly isTls: boolean;
}
