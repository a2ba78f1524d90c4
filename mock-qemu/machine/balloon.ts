import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { BalloonOptions } from './balloon-options.js';
import type { GuestReport } from './drivers/guest-driver.js';
import type { BalloonDriver } from './drivers/load-driver.js';
import { type BalloonDevice, Guest } from './guest.js';
import { GuestStats } from './guest-stats.js';
import type { TimeSource } from './time-source.js';
import type { VirtualClock } from './virtual-clock.js';

/** The machine that the balloon is plugged into, as far as the balloon needs it. */
export interface BalloonHost {
  readonly version: QemuVersion;
  readonly memoryBytes: number;
  readonly clock: VirtualClock;
  readonly time: TimeSource;
  readonly onChange: (actualBytes: number) => void;
  /** Called when the guest has booted (true), or has ended (false). */
  readonly onGuest: (isUp: boolean) => void;
}

/** The balloon device, as QEMU models it, with the guest that drives it. */
export class Balloon {
  readonly driver: BalloonDriver;
  /** The boolean properties, which are fixed when the device is plugged in. */
  readonly features: Readonly<Record<BalloonFeature, boolean>>;
  readonly #options: BalloonOptions;
  readonly #host: BalloonHost;
  readonly #stats: GuestStats;
  #guest: Guest | undefined;
  /** Whether QEMU has the buffer of the last report, which it returns to the guest to request the next one. */
  #hasBuffer = false;
  #intervalSeconds = 0;
  #cancelPoll: (() => void) | undefined;
  #actualBytes: number;
  #targetBytes: number;

  constructor(options: BalloonOptions, host: BalloonHost) {
    this.driver = options.driver ?? 'linux-6.1';
    this.features = {
      'deflate-on-oom': options.deflateOnOom ?? false,
      'free-page-hint': options.freePageHint ?? false,
      'page-poison': options.pagePoison ?? true,
      'free-page-reporting': options.freePageReporting ?? false,
    };
    this.#options = options;
    this.#host = host;
    this.#stats = new GuestStats(host.version, options.unset ?? 'max');
    this.#actualBytes = host.memoryBytes;
    this.#targetBytes = host.memoryBytes;
  }

  get actualBytes(): number {
    return this.#actualBytes;
  }

  get intervalSeconds(): number {
    return this.#intervalSeconds;
  }

  /** Whether the guest has booted. */
  get isGuestUp(): boolean {
    return this.#guest?.isUp ?? false;
  }

  /** Starts with a guest that has been up since its clock began, and whose driver has loaded. */
  load(): void {
    this.#begin(0).loadDriver();
  }

  /** Boots the guest, once its clock runs. */
  boot(): void {
    this.#begin(this.#host.clock.elapsedMs()).boot();
  }

  /**
   * The guest arrives by migration: once its clock runs, QEMU finds the last report in its memory and takes it again.
   */
  arrive(): void {
    this.#begin(0).arrive();
  }

  /** Makes the guest send a report now, also when QEMU has not requested one. */
  report(): void {
    this.#guest?.report();
  }

  /**
   * A program in the guest runs out of memory. With deflate-on-oom the guest takes 1 MiB back from the balloon; without
   * it, or when the balloon is empty, it kills the program.
   */
  oom(): void {
    this.#guest?.runOut();
  }

  /** Overrides statistics of the guest's reports, or `last-update`, until they are set to undefined. */
  set(stats: Readonly<Record<string, bigint | number | undefined>>): void {
    this.#stats.override(stats);
  }

  /** The value of the property `guest-stats`. */
  guestStats(): JsonObject {
    return this.#stats.encode();
  }

  /**
   * Sets `guest-stats-polling-interval` to N: 0 is off, a change from 0 polls at once, any other one after N seconds.
   */
  setInterval(value: Json): void {
    const seconds = decodeInterval(value);
    if (seconds === this.#intervalSeconds) return;
    const wasOff = this.#intervalSeconds === 0;
    this.#intervalSeconds = seconds;
    this.#pollAfter(wasOff ? 0 : seconds);
  }

  /** Sets the target size, as the command `balloon`. The guest follows once its driver runs. */
  resize(targetBytes: bigint): void {
    const argument = isAtLeast(this.#host.version, '10.0') ? 'value' : 'target';
    if (targetBytes <= 0n) throw new QmpError(`Parameter '${argument}' expects a size`);
    this.#targetBytes = Math.min(Number(targetBytes), this.#host.memoryBytes);
    this.#guest?.followTarget();
  }

  /** Resets the device: the report is cleared (since QEMU 10.0) and the guest boots. Size and interval stay. */
  reset(): void {
    if (isAtLeast(this.#host.version, '10.0')) this.#stats.forget();
    this.boot();
  }

  #begin(bootedAtMs: number): Guest {
    this.#endGuest();
    this.#hasBuffer = false;
    const { memoryBytes, clock } = this.#host;
    const device: BalloonDevice = {
      memoryBytes,
      clock,
      targetInflatedBytes: () => wholePages(memoryBytes - this.#targetBytes),
      takeReport: (report) => this.#takeReport(report),
      takeInflated: (inflatedBytes) => this.#takeActual(memoryBytes - inflatedBytes),
      onUp: () => this.#host.onGuest(true),
    };
    this.#guest = new Guest(this.#options, device, bootedAtMs);
    return this.#guest;
  }

  #endGuest(): void {
    const wasUp = this.isGuestUp;
    this.#guest?.end();
    this.#guest = undefined;
    if (wasUp) this.#host.onGuest(false);
  }

  /** Each report restarts the interval. */
  #takeReport(report: GuestReport): void {
    this.#hasBuffer = true;
    this.#stats.take(report, this.#host.time.nowMs());
    this.#pollAfter(this.#intervalSeconds);
  }

  #pollAfter(seconds: number): void {
    this.#cancelPoll?.();
    if (this.#intervalSeconds === 0) return;
    this.#cancelPoll = this.#host.clock.after(seconds * 1000, () => this.#poll());
  }

  /**
   * QEMU polls once and waits for the report, however long. Without a buffer to return, it tries again an interval
   * later.
   */
  #poll(): void {
    if (this.#hasBuffer) {
      this.#hasBuffer = false;
      this.#guest?.report();
    } else {
      this.#pollAfter(this.#intervalSeconds);
    }
  }

  #takeActual(actualBytes: number): void {
    if (actualBytes === this.#actualBytes) return;
    this.#actualBytes = actualBytes;
    this.#host.onChange(actualBytes);
  }
}

export type BalloonFeature = 'deflate-on-oom' | 'free-page-hint' | 'page-poison' | 'free-page-reporting';

function decodeInterval(value: Json): number {
  if (typeof value !== 'bigint' || value >= 2n ** 63n) {
    throw new QmpError("Invalid parameter type for 'guest-stats-polling-interval', expected: integer");
  }
  if (value < 0n) throw new QmpError('timer value must be greater than zero');
  if (value >= 2n ** 32n) throw new QmpError('timer value is too big');
  return Number(value);
}

function wholePages(bytes: number): number {
  return Math.floor(bytes / 4096) * 4096;
}
