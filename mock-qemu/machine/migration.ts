import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { MigrationSettings } from './migration-settings.js';
import type { EventListener, RunState } from './run-states.js';
import type { VirtualClock } from './virtual-clock.js';

export type MigrationStatus =
  | 'none'
  | 'setup'
  | 'active'
  | 'device'
  | 'cancelling'
  | 'cancelled'
  | 'completed'
  | 'failed';

/** The course of a migration (default: it succeeds). */
export interface MigrationOptions {
  /** Its duration in guest time (default: as long as the memory takes at `max-bandwidth`). */
  readonly durationMs?: number;
  /** The error with which it fails after the setup, as QEMU words it (default: it succeeds). */
  readonly failsWith?: string;
}

/** The machine that migrates, as far as a migration needs it. */
interface MigratingMachine {
  readonly version: QemuVersion;
  readonly status: RunState;
  readonly clock: VirtualClock;
  readonly memoryBytes: number;
  readonly notify: EventListener;
  halt(status: RunState): void;
  setStatus(status: RunState): void;
}

/** A migration without a destination: the address is accepted and never opened. It progresses in guest time. */
export class Migration {
  readonly settings = new MigrationSettings();
  readonly #machine: MigratingMachine;
  readonly #options: MigrationOptions;
  #status: MigrationStatus = 'none';
  #errorText: string | undefined;
  #startedAtMs = 0;
  #tookMs = 0;
  #step: () => void = () => undefined;
  #cancelStep: () => void = () => undefined;

  constructor(machine: MigratingMachine, options: MigrationOptions) {
    this.#machine = machine;
    this.#options = options;
  }

  get status(): MigrationStatus {
    return this.#status;
  }

  get isUnderWay(): boolean {
    return ['setup', 'active', 'device', 'cancelling'].includes(this.#status);
  }

  /** @throws {QmpError} when another is under way, or the protocol of the address is unknown */
  start(uri: string): void {
    const { version, status } = this.#machine;
    if (this.isUnderWay) throw new QmpError("There's a migration process in progress");
    if (status === 'inmigrate') throw new QmpError('Guest is waiting for an incoming migration');
    if (status === 'postmigrate' && isAtLeast(version, '6.0')) {
      throw new QmpError("Can't migrate the vm that was paused due to previous migration");
    }
    if (!PROTOCOLS.test(uri)) this.#refuse(uri);
    this.#errorText = undefined;
    this.#startedAtMs = this.#machine.clock.elapsedMs();
    this.#change('setup');
    this.#next(SETUP_MS, () => this.#run());
  }

  cancel(): void {
    if (!this.isUnderWay || this.#status === 'cancelling') return;
    this.#change('cancelling');
    this.#next(0, () => this.#change('cancelled'));
  }

  /** Called when the machine is stopped, and its clock with it: the next step runs at once. */
  hurry(): void {
    if (!this.isUnderWay) return;
    this.#cancelStep();
    this.#next(0, this.#step);
  }

  close(): void {
    this.#cancelStep();
  }

  /** The reply of query-migrate, as the newest version has it. */
  info(): JsonObject {
    const status = this.#status;
    if (status === 'none') return {};
    if (status === 'failed' || status === 'cancelled') return { status, 'error-desc': this.#errorText };
    const elapsedMs = Math.floor(this.#elapsedMs());
    const done = { status, 'total-time': elapsedMs, 'setup-time': Math.min(elapsedMs, SETUP_MS) };
    if (status === 'setup') return { status, 'total-time': elapsedMs };
    if (status === 'completed') return { ...done, downtime: DOWNTIME_MS, ram: this.#ram() };
    return { ...done, 'expected-downtime': 300, ram: this.#ram() };
  }

  #refuse(uri: string): never {
    if (isAtLeast(this.#machine.version, '8.2')) throw new QmpError(`unknown migration protocol: ${uri}`);
    this.#status = 'failed';
    this.#errorText = undefined;
    throw new QmpError("Parameter 'uri' expects a valid migration protocol");
  }

  #run(): void {
    this.#errorText = this.#options.failsWith;
    if (this.#errorText !== undefined) {
      this.#change('failed');
      return;
    }
    if (!this.#passesLate) this.#notePass(1);
    this.#change('active');
    this.#next(this.#durationMs(), () => this.#complete());
  }

  /** The machine is stopped for the last pass and stays stopped: it now runs at the destination. */
  #complete(): void {
    this.#tookMs = this.#elapsedMs();
    this.#status = 'device';
    this.#machine.halt('finish-migrate');
    if (this.#passesLate) this.#notePass(2);
    if (isAtLeast(this.#machine.version, '10.0')) this.#change('device');
    if (!this.#passesLate) this.#notePass(2);
    this.#machine.setStatus('postmigrate');
    this.#change('completed');
  }

  #change(status: MigrationStatus): void {
    this.#status = status;
    if (this.settings.isOn('events')) this.#machine.notify('MIGRATION', { status });
  }

  /** Since 11.1 the first pass has no event, and the last one has it before the devices are saved. */
  get #passesLate(): boolean {
    return isAtLeast(this.#machine.version, '11.1');
  }

  #notePass(pass: number): void {
    if (this.settings.isOn('events')) this.#machine.notify('MIGRATION_PASS', { pass });
  }

  /** With the guest's clock stopped, the next step runs at once. */
  #next(delayMs: number, step: () => void): void {
    const { clock, status } = this.#machine;
    this.#step = step;
    if (status === 'running') {
      this.#cancelStep = clock.after(delayMs, step);
    } else {
      const immediate = setImmediate(step);
      this.#cancelStep = () => clearImmediate(immediate);
    }
  }

  #elapsedMs(): number {
    return this.#status === 'completed' || this.#status === 'device'
      ? this.#tookMs
      : this.#machine.clock.elapsedMs() - this.#startedAtMs;
  }

  #durationMs(): number {
    const bytesPerSecond = Number(this.settings.parameters.get('max-bandwidth') ?? 0) || UNLIMITED;
    return this.#options.durationMs ?? (this.#machine.memoryBytes / bytesPerSecond) * 1000;
  }

  #ram(): JsonObject {
    const total = this.#machine.memoryBytes + FIRMWARE_BYTES;
    const share =
      this.#status === 'completed' ? 1 : Math.min(1, this.#elapsedMs() / (this.#durationMs() + 1));
    const pages = Math.floor((total * share) / PAGE_BYTES);
    const transferred = pages * PAGE_BYTES;
    return {
      transferred,
      remaining: total - transferred,
      total,
      normal: pages,
      'normal-bytes': transferred,
      'dirty-sync-count': this.#status === 'completed' ? 2 : 1,
      'page-size': PAGE_BYTES,
      'precopy-bytes': transferred,
      mbps: this.#elapsedMs() === 0 ? 0 : (transferred * 8) / 1000 / this.#elapsedMs(),
    };
  }
}

const PROTOCOLS = /^(tcp|unix|exec|fd|file|rdma|vsock):/;
const SETUP_MS = 1;
const DOWNTIME_MS = 3;
const PAGE_BYTES = 4096;
/** ROMs and video memory, which are migrated with the guest's memory. */
const FIRMWARE_BYTES = 17_637_376;
const UNLIMITED = 2 ** 40;
