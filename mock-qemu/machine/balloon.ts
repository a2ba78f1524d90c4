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

/** What the balloon needs from the machine that it is plugged into. */
export interface BalloonHost {
  readonly version: QemuVersion;
  readonly memoryBytes: number;
  readonly clock: VirtualClock;
  readonly time: TimeSource;
  readonly onChange: (actualBytes: number) => void;
  /** The guest has booted, or is gone. */
  readonly onGuest: (isUp: boolean) => void;
}

/** The balloon device: QEMU's side of it. The guest on the other side is made by the same options. */
export class Balloon {
  readonly driver: BalloonDriver;
  /** The boolean properties that are fixed when the device is plugged in. */
  readonly features: Readonly<Record<BalloonFeature, boolean>>;
  readonly #options: BalloonOptions;
  readonly #host: BalloonHost;
  readonly #stats: GuestStats;
  #guest: Guest | undefined;
  /** The buffer of the guest's last report: QEMU asks for the next one by handing it back. */
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

  /** The guest is up already, since its clock began, and its driver has loaded. */
  load(): void {
    this.#begin(0).loadDriver();
  }

  /** The guest boots, as soon as its clock goes. */
  boot(): void {
    this.#begin(this.#host.clock.elapsedMs()).boot();
  }

  /** The guest comes in by migration: when its clock goes, QEMU finds the last report in its memory and takes it anew. */
  arrive(): void {
    this.#begin(0).arrive();
  }

  /** The guest sends a report now, whoever asked for it. */
  report(): void {
    this.#guest?.report();
  }

  /**
   * A program in the guest runs out of memory: with deflate-on-oom the guest takes 1 MiB back from the balloon, without
   * it, or when nothing is left in the balloon, the guest kills the program.
   */
  oom(): void {
    this.#guest?.runOut();
  }

  /** Shows these statistics, or this `last-update`, over what the guest reports, until they are set to undefined. */
  set(stats: Readonly<Record<string, bigint | number | undefined>>): void {
    this.#stats.override(stats);
  }

  /** The property `guest-stats`. */
  guestStats(): JsonObject {
    return this.#stats.encode();
  }

  /** Sets `guest-stats-polling-interval`: 0 is off, from 0 to N asks at once, any other change waits N seconds. */
  setInterval(value: Json): void {
    const seconds = decodeInterval(value);
    if (seconds === this.#intervalSeconds) return;
    const wasOff = this.#intervalSeconds === 0;
    this.#intervalSeconds = seconds;
    this.#pollAfter(wasOff ? 0 : seconds);
  }

  /** The command `balloon`: a wish, which lasts; the guest follows when its driver gets to run. */
  resize(targetBytes: bigint): void {
    if (targetBytes <= 0n) throw new QmpError("Parameter 'target' expects a size");
    this.#targetBytes = Math.min(Number(targetBytes), this.#host.memoryBytes);
    this.#guest?.followTarget();
  }

  /** The machine is reset: QEMU forgets the report since 10.0, and the guest boots. Size and interval stay. */
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

  /** Every report starts the interval anew. */
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

  /** QEMU asks once and waits for the answer, however long; it comes back later when there is nothing to ask with. */
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
