import type { GuestMemory } from '../guest-memory.js';
import type { VirtualClock } from '../virtual-clock.js';

/** Statistics by QEMU's names; what a driver does not supply is not there. */
export type GuestReport = ReadonlyMap<string, bigint>;

/** The driver of a balloon in a guest, from its loading to the end of that guest. */
export interface GuestDriver {
  /** Whether it still does anything at all. */
  readonly isAlive: boolean;
  /**
   * QEMU wants statistics, for the first time when the driver loads. It calls `send` with them, now or later, or never;
   * QEMU asks again only when it has.
   */
  report(send: (report: GuestReport) => void): void;
}

/** What a driver finds in its guest, and how it was told to behave. */
export interface DriverSetting {
  readonly memory: GuestMemory;
  readonly clock: VirtualClock;
  readonly slowMs: number;
  readonly crashAfter: number;
}
