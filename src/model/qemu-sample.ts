import type { BalloonSample } from './balloon.js';
import type { Disk } from './disk.js';
import type { RunState } from './run-state.js';

/** What one QEMU has said of its guest. A part that is `undefined` has its reason in `failures`. */
export interface QemuSample {
  readonly name: string | undefined;
  readonly uuid: string | undefined;
  readonly runState: RunState | undefined;
  readonly vcpus: readonly Vcpu[] | undefined;
  readonly memory: MemorySize | undefined;
  readonly balloon: BalloonSample | undefined;
  readonly disks: readonly Disk[] | undefined;
  readonly nics: readonly GuestNic[] | undefined;
  /** `null`: the guest has none. */
  readonly display: Display | null | undefined;
  /** When QEMU answered last, seconds since the epoch. */
  readonly takenAtSeconds: number;
  /** The same by a clock that is never set; `undefined` in a single look. */
  readonly monotonicSeconds?: number | undefined;
  /** Asked by the poller only. */
  readonly iothreads?: readonly Iothread[] | undefined;
  /** When the sizes of the disks were last read, seconds since the epoch; they are read more seldom than the rest. */
  readonly imagesReadAtSeconds?: number | undefined;
  readonly failures: readonly PartFailure[];
}

export interface PartFailure {
  /** e.g. `disks` */
  readonly part: string;
  readonly why: string;
}

export interface Vcpu {
  readonly index: number;
  /** In QEMU's own pid namespace. With TCG in a single thread all vCPUs share one. */
  readonly threadId: number;
}

/** query-iothreads. */
export interface Iothread {
  /** As it was given at the start of QEMU. */
  readonly id: string;
  /** In QEMU's own pid namespace. */
  readonly threadId: number;
}

/** query-memory-size-summary. */
export interface MemorySize {
  readonly baseBytes: number;
  readonly pluggedBytes: number;
}

export interface GuestNic {
  /** QOM path, e.g. `/machine/peripheral/net0`; `undefined` for a card that only the command line names. */
  readonly path: string | undefined;
  /** The device's id; `undefined` when it was given none. */
  readonly id: string | undefined;
  /** The id of its network backend; `undefined` when it has none. */
  readonly netdev: string | undefined;
  /** The guest's MAC address, lower case. */
  readonly mac: string | undefined;
}

export interface Display {
  readonly type: 'vnc' | 'spice';
  /** `host:port`, an IPv6 host in brackets; or the path of a unix socket. */
  readonly address: string;
}
