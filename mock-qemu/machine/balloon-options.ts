import type { BalloonDriver } from './drivers/load-driver.js';
import type { MemoryLoad } from './memory-load.js';

/** A statistic that the guest does not supply: 2^64-1 since QEMU 2.10, -1 before, and up to 2.0 an error for all. */
export type UnsetForm = 'max' | 'minus-one' | 'error';

export interface BalloonOptions {
  readonly driver?: BalloonDriver;
  readonly unset?: UnsetForm;
  readonly guest?: {
    /** What the guest's programs do with its memory; `steady` unless told. */
    readonly memory?: MemoryLoad;
  };
  /** Decides how the guest's memory goes up and down; the same seed goes the same way. */
  readonly seed?: number;
  /** How long the driver `slow` thinks, in milliseconds of the guest's clock; 3000 unless told. */
  readonly slowMs?: number;
  /** After how many reports the driver `crashing` dies; 3 unless told. */
  readonly crashAfter?: number;
  /** How fast the guest moves pages; 1 GiB a second unless told, as a Linux guest on an emulated processor does. */
  readonly inflateBytesPerSecond?: number;
  /** Lets the guest take pages back by itself when it runs out of memory. */
  readonly deflateOnOom?: boolean;
  readonly freePageHint?: boolean;
  /** Unlike the other three, on unless told. */
  readonly pagePoison?: boolean;
  readonly freePageReporting?: boolean;
}
