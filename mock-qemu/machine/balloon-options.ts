import type { BalloonDriver } from './drivers/load-driver.js';
import type { MemoryLoad } from './memory-load.js';

/** A statistic that the guest does not supply: 2^64-1 since QEMU 2.10, -1 before, and up to 2.0 an error for all. */
export type UnsetForm = 'max' | 'minus-one' | 'error';

/** The balloon device, its driver, and the memory of the guest. */
export interface BalloonOptions {
  readonly driver?: BalloonDriver;
  readonly unset?: UnsetForm;
  readonly guest?: {
    /** How the guest's programs use its memory (default: `steady`). */
    readonly memory?: MemoryLoad;
  };
  /** The seed of the guest's memory use: the same seed gives the same course. */
  readonly seed?: number;
  /** The delay of the driver `slow`, in milliseconds of guest time (default: 3000). */
  readonly slowMs?: number;
  /** The number of reports after which the driver `crashing` dies (default: 3). */
  readonly crashAfter?: number;
  /** How fast the guest moves pages (default: 1 GiB a second, as a Linux guest on an emulated processor). */
  readonly inflateBytesPerSecond?: number;
  /** Lets the guest take pages back from the balloon when it runs out of memory. */
  readonly deflateOnOom?: boolean;
  readonly freePageHint?: boolean;
  /** Unlike the other three, on by default. */
  readonly pagePoison?: boolean;
  readonly freePageReporting?: boolean;
}
