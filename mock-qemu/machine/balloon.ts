import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { statKeys } from './balloon-stats.js';
import { GuestMemory } from './guest-memory.js';
import type { VirtualClock } from './virtual-clock.js';

/**
 * `linux` answers; `none` is a guest without driver; `silent` answers once, when it loads, and then never;
 * `empty` answers with no values at all (virtio-win issue 1323).
 */
export type BalloonDriver = 'linux' | 'none' | 'silent' | 'empty';

/** A statistic that the guest does not supply: 2^64-1 since QEMU 2.10, -1 before, and up to 2.0 an error for all. */
export type UnsetForm = 'max' | 'minus-one' | 'error';

export interface BalloonOptions {
  readonly driver?: BalloonDriver;
  readonly unset?: UnsetForm;
  /** Decides how free memory walks; the same seed walks the same way. */
  readonly seed?: number;
}

/** What the balloon needs from the machine that it is plugged into. */
export interface BalloonHost {
  readonly version: QemuVersion;
  readonly memoryBytes: number;
  readonly clock: VirtualClock;
  readonly nowMs: () => number;
  readonly onChange: (actualBytes: number) => void;
}

/** The balloon device and the driver in the guest that feeds it. */
export class Balloon {
  readonly driver: BalloonDriver;
  readonly #host: BalloonHost;
  readonly #unset: UnsetForm;
  readonly #memory: GuestMemory;
  readonly #overrides = new Map<string, bigint | number>();
  #report: ReadonlyMap<string, bigint> = new Map();
  #lastUpdate = 0;
  #intervalSeconds = 0;
  #loaded = false;
  #cancelBoot: (() => void) | undefined;
  #cancelPoll: (() => void) | undefined;
  #actualBytes: number;

  constructor(options: BalloonOptions, host: BalloonHost) {
    this.driver = options.driver ?? 'linux';
    this.#host = host;
    this.#unset = options.unset ?? 'max';
    this.#memory = new GuestMemory(host.memoryBytes, options.seed ?? 1);
    this.#actualBytes = host.memoryBytes;
  }

  get actualBytes(): number {
    return this.#actualBytes;
  }

  get intervalSeconds(): number {
    return this.#intervalSeconds;
  }

  /** The driver loads, and posts its first report whether or not QEMU polls. */
  load(): void {
    if (this.driver === 'none') return;
    this.#loaded = true;
    this.report();
  }

  /** The guest boots: its driver loads when the machine has run for a while. */
  boot(): void {
    this.#loaded = false;
    this.#cancelBoot?.();
    this.#cancelBoot = this.#host.clock.after(BOOT_MS, () => this.load());
  }

  /** The guest sends a report now, whoever asked for it. */
  report(): void {
    this.#report = this.driver === 'empty' ? new Map() : this.#memory.report(this.#actualBytes);
    this.#lastUpdate = Math.floor(this.#host.nowMs() / 1000);
  }

  /** Shows these statistics, or this `last-update`, over what the guest reports, until they are set to undefined. */
  set(stats: Readonly<Record<string, bigint | number | undefined>>): void {
    for (const [key, value] of Object.entries(stats)) {
      if (value === undefined) this.#overrides.delete(key);
      else this.#overrides.set(key, value);
    }
  }

  /** The property `guest-stats`. */
  guestStats(): JsonObject {
    const lastUpdate = this.#overrides.get('last-update') ?? this.#lastUpdate;
    if (this.#unset === 'error' && lastUpdate === 0) throw new QmpError("guest hasn't updated any stats yet");
    const unset = this.#unset === 'max' ? 2n ** 64n - 1n : -1n;
    const stats = new Map<string, Json>();
    for (const key of statKeys(this.#host.version)) stats.set(key, this.#report.get(key) ?? unset);
    for (const [key, value] of this.#overrides) if (key !== 'last-update') stats.set(key, value);
    return { stats: Object.fromEntries(stats), 'last-update': lastUpdate };
  }

  /** Sets `guest-stats-polling-interval`: 0 is off, from 0 to N asks at once, any other change waits N seconds. */
  setInterval(value: Json): void {
    if (typeof value !== 'bigint' || value >= 2n ** 63n) {
      throw new QmpError("Invalid parameter type for 'guest-stats-polling-interval', expected: integer");
    }
    if (value < 0n) throw new QmpError('timer value must be greater than zero');
    if (value >= 2n ** 32n) throw new QmpError('timer value is too big');
    const seconds = Number(value);
    if (seconds === this.#intervalSeconds) return;
    const wasOff = this.#intervalSeconds === 0;
    this.#intervalSeconds = seconds;
    this.#pollAfter(wasOff ? 0 : seconds);
  }

  /** The command `balloon`: the guest gives pages back, or takes them, when its driver gets to run. */
  resize(targetBytes: bigint): void {
    if (targetBytes <= 0n) throw new QmpError("Parameter 'target' expects a size");
    const wanted = Math.min(Number(targetBytes), this.#host.memoryBytes);
    if (!this.#loaded) return;
    this.#host.clock.after(INFLATE_MS, () => this.#inflateTo(Math.floor(wanted / PAGE_BYTES) * PAGE_BYTES));
  }

  /** The machine is reset: QEMU forgets the report since 10.0, and the guest boots. */
  reset(): void {
    if (isAtLeast(this.#host.version, '10.0')) {
      this.#report = new Map();
      this.#lastUpdate = 0;
    }
    this.boot();
  }

  #pollAfter(seconds: number): void {
    this.#cancelPoll?.();
    if (this.#intervalSeconds === 0) return;
    this.#cancelPoll = this.#host.clock.after(seconds * 1000, () => this.#poll());
  }

  /** QEMU asks again only when the guest has answered, or when there was no driver to ask. */
  #poll(): void {
    if (this.#loaded && this.driver === 'silent') return;
    if (this.#loaded) this.report();
    this.#pollAfter(this.#intervalSeconds);
  }

  #inflateTo(actualBytes: number): void {
    if (actualBytes === this.#actualBytes) return;
    this.#actualBytes = actualBytes;
    this.#host.onChange(actualBytes);
  }
}

const PAGE_BYTES = 4096;
const INFLATE_MS = 20;
const BOOT_MS = 1000;
