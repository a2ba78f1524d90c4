import type { GuestMemory } from '../guest-memory.js';
import type { VirtualClock } from '../virtual-clock.js';

/** Statistics by QEMU's names, without those that the driver does not supply. */
export type GuestReport = ReadonlyMap<string, bigint>;

/** The balloon driver of a guest, from when it loads to the end of the guest. */
export interface GuestDriver {
  /** False once it has crashed. */
  readonly isAlive: boolean;
  /**
   * Called when the driver loads, and when QEMU requests statistics. The driver calls `send` with them now, later or
   * never; QEMU does not request again before.
   */
  report(send: (report: GuestReport) => void): void;
}

/** The guest that a driver runs in, and its options. */
export interface DriverSetting {
  readonly memory: GuestMemory;
  readonly clock: VirtualClock;
  readonly slowMs: number;
  readonly crashAfter: number;
}
