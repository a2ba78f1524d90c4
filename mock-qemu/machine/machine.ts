import type { QemuVersion } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { Backends } from './backends.js';
import { Balloon } from './balloon.js';
import type { DiskOptions } from './disk.js';
import type {
  BalloonKind,
  Chardev,
  DisplayOptions,
  MachineOptions,
  NicOptions,
  RunState,
} from './machine-options.js';
import { Throttle } from './throttle.js';
import type { TimeSource } from './time-source.js';
import { VirtualClock } from './virtual-clock.js';

/** `atMs` is when it happened, in milliseconds since 1970; now, unless given. */
export type EventListener = (event: string, data?: JsonObject, atMs?: number) => void;

/** The model that the commands answer from; the fields may be changed while it runs. */
export class Machine {
  readonly version: QemuVersion;
  readonly time: TimeSource;
  readonly clock: VirtualClock;
  readonly balloon: Balloon;
  readonly balloonKind: BalloonKind;
  readonly backends = new Backends();
  readonly chardevs: Chardev[];
  /** Whether a guest agent opens its port when the guest is up. */
  hasAgent = false;
  name: string;
  uuid: string;
  readonly memoryBytes: number;
  threadIds: readonly number[];
  iothreads: readonly { readonly id: string; readonly threadId: number }[];
  disks: readonly DiskOptions[];
  emptyDrive: boolean;
  nics: readonly NicOptions[];
  vnc: DisplayOptions | undefined;
  spice: DisplayOptions | 'not-built' | undefined;
  readonly notify: EventListener;
  readonly #balloonChanges: Throttle;
  readonly #portChanges: Throttle;
  #status: RunState = 'prelaunch';

  constructor(options: MachineOptions, time: TimeSource, notify: EventListener) {
    this.version = options.version ?? '10.0';
    const status = options.status ?? 'running';
    this.time = time;
    this.clock = new VirtualClock(time, status === 'prelaunch' ? 0 : UP_BEFORE_MS);
    this.name = options.name ?? 'mock';
    this.uuid = options.uuid ?? '5f6b9d2e-3c1a-4d7e-8f00-0123456789ab';
    this.memoryBytes = options.memoryBytes ?? 1024 ** 3;
    this.threadIds = threadIds(options.vcpus ?? 2);
    this.iothreads = options.iothreads ?? [];
    this.disks = options.disks ?? [{ id: 'disk0' }];
    this.emptyDrive = options.emptyDrive ?? false;
    this.nics = options.nics ?? [{ id: 'net0', mac: '52:54:00:aa:bb:01', netdev: 'n0' }];
    this.vnc = options.vnc;
    this.spice = options.spice;
    this.balloonKind = options.balloon ?? 'pci';
    this.chardevs = [];
    this.notify = notify;
    this.#balloonChanges = new Throttle(time, 1000, (data, atMs) => notify('BALLOON_CHANGE', data, atMs));
    const { version, memoryBytes, clock } = this;
    const onChange = (actual: number) => this.#balloonChanges.run({ actual });
    this.#portChanges = new Throttle(time, 1000, (data, atMs) => notify('VSERPORT_CHANGE', data, atMs));
    const onGuest = (open: boolean) => {
      if (this.hasAgent) this.#portChanges.run({ open, id: 'qga0' });
    };
    this.balloon = new Balloon(options, { version, memoryBytes, clock, time, onChange, onGuest });
    this.setStatus(status);
    if (status === 'prelaunch') this.balloon.boot();
    else if (status === 'inmigrate') this.balloon.arrive();
    else this.balloon.load();
  }

  get status(): RunState {
    return this.#status;
  }

  /** The one place where the state changes; the guest's clock follows it. No event: see {@link stop}. */
  setStatus(status: RunState): void {
    this.#status = status;
    if (status === 'running') this.clock.start();
    else this.clock.stop();
  }

  stop(): void {
    if (this.#status !== 'running') return;
    this.setStatus('paused');
    this.notify('STOP');
  }

  cont(): void {
    if (this.#status === 'running') return;
    if (NEEDS_RESET.has(this.#status)) throw new QmpError('Resetting the Virtual Machine is required');
    this.setStatus('running');
    this.notify('RESUME');
  }

  /** A machine that does not run goes back to where it stands before its first start. */
  reset(): void {
    this.balloon.reset();
    if (this.#status !== 'running') this.setStatus('prelaunch');
    this.notify('RESET', { guest: false, reason: 'host-qmp-system-reset' });
  }

  quit(): void {
    this.setStatus('shutdown');
    this.notify('SHUTDOWN', { guest: false, reason: 'host-qmp-quit' });
  }

  close(): void {
    this.clock.close();
    this.#balloonChanges.close();
    this.#portChanges.close();
  }
}

/** A guest is up for a while before anybody measures it, unless it has never run. */
const UP_BEFORE_MS = 10_000;

const NEEDS_RESET: ReadonlySet<RunState> = new Set(['shutdown', 'internal-error']);

/** Linux gives out thread ids up to 2^22, so these are never somebody's. */
const FIRST_MADE_UP_THREAD_ID = 5_000_001;

function threadIds(vcpus: number | readonly number[]): readonly number[] {
  if (typeof vcpus !== 'number') return vcpus;
  return Array.from({ length: vcpus }, (_, index) => FIRST_MADE_UP_THREAD_ID + index);
}
