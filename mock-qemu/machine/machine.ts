import { introspectionOf } from '../qapi/introspection.js';
import { shapeValue } from '../qapi/shape-value.js';
import { NEWEST_VERSION } from '../qapi/versions.js';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { Backends } from './backends.js';
import { Balloon } from './balloon.js';
import { type DiskOptions, nodeName, qdevPath } from './disk.js';
import { Jobs } from './jobs.js';
import type {
  BalloonKind,
  Chardev,
  DisplayOptions,
  IothreadOptions,
  MachineOptions,
  MemoryDeviceOptions,
  NicOptions,
  VncOptions,
} from './machine-options.js';
import { Migration } from './migration.js';
import { PluggedDevices } from './plugged-devices.js';
import { type EventListener, type RunState, RunStates } from './run-states.js';
import type { TimeSource } from './time-source.js';
import { UserObjects } from './user-objects.js';
import { VirtualClock } from './virtual-clock.js';

export type { EventListener } from './run-states.js';

/** The model behind the commands of a mock QEMU. A test may change its fields while it runs. */
export class Machine extends RunStates {
  readonly balloon: Balloon;
  readonly balloonKind: BalloonKind;
  readonly balloonId: string;
  /** The answers to human-monitor-command that a test has chosen, by the command's line. */
  readonly hmp: Readonly<Record<string, string>>;
  readonly backends = new Backends();
  readonly chardevs: Chardev[];
  readonly jobs: Jobs;
  readonly migration: Migration;
  readonly plugged: PluggedDevices;
  readonly objects: UserObjects;
  readonly time: TimeSource;
  /** Whether a guest agent opens its port once the guest is up. */
  hasAgent = false;
  /** Called when the guest has booted, and when it goes down. */
  readonly onGuestChange = new Set<(isUp: boolean) => void>();
  /** The values that clients have set for QOM properties without a model of their own, by path and name. */
  readonly qomValues = new Map<string, Json>();
  /** The ids of the NICs that `set_link` has taken down. */
  readonly unlinkedNics = new Set<string>();
  name: string;
  uuid: string;
  readonly accelerator: 'kvm' | 'tcg';
  readonly memoryBytes: number;
  readonly memoryDevices: readonly MemoryDeviceOptions[];
  threadIds: readonly number[];
  iothreads: readonly IothreadOptions[];
  disks: readonly DiskOptions[];
  emptyDrive: boolean;
  emptyDriveIsOpen = false;
  nics: readonly NicOptions[];
  vnc: VncOptions | undefined;
  spice: DisplayOptions | 'not-built' | undefined;
  constructor(options: MachineOptions, time: TimeSource, notify: EventListener) {
    const version = options.version ?? NEWEST_VERSION;
    const status = options.status ?? 'running';
    const clock = new VirtualClock(time, status === 'prelaunch' ? 0 : UP_BEFORE_MS);
    const { powerdownMs = POWERDOWN_MS } = options;
    super({ ...options, version, clock, notify, powerdownMs });
    this.time = time;
    this.name = options.name ?? 'mock';
    this.uuid = options.uuid ?? '5f6b9d2e-3c1a-4d7e-8f00-0123456789ab';
    this.accelerator = options.accelerator ?? 'kvm';
    this.memoryBytes = options.memoryBytes ?? 1024 ** 3;
    this.memoryDevices = options.memoryDevices ?? [];
    this.threadIds = threadIds(options.vcpus ?? 2);
    this.iothreads = options.iothreads ?? [];
    this.disks = options.disks ?? [{ id: 'disk0' }];
    this.emptyDrive = options.emptyDrive ?? false;
    this.nics = options.nics ?? [{ id: 'net0', mac: '52:54:00:aa:bb:01', netdev: 'n0' }];
    this.vnc = options.vnc;
    this.spice = options.spice;
    this.balloonKind = options.balloon ?? 'pci';
    this.balloonId = options.balloonId ?? 'balloon0';
    this.hmp = options.hmp ?? {};
    this.chardevs = [];
    this.jobs = new Jobs(notify);
    this.migration = new Migration(this, options.migration ?? {});
    this.plugged = new PluggedDevices(this, options.rootPorts ?? []);
    this.objects = new UserObjects(this);
    const dimms = this.memoryDevices.filter(({ type }) => type === 'dimm');
    const memoryBytes = dimms.reduce((sum, { sizeBytes }) => sum + sizeBytes, this.memoryBytes);
    const onChange = (actual: number) => notify('BALLOON_CHANGE', { actual });
    const onGuest = (open: boolean) => {
      if (this.hasAgent) notify('VSERPORT_CHANGE', { open, id: 'qga0' });
      for (const listener of this.onGuestChange) listener(open);
    };
    this.balloon = new Balloon(options, { version, memoryBytes, clock, time, onChange, onGuest });
    this.setStatus(status);
    if (status === 'prelaunch') this.balloon.boot();
    else if (status === 'inmigrate') this.balloon.arrive();
    else this.balloon.load();
  }

  override setStatus(status: RunState): void {
    super.setStatus(status);
    if (status === 'paused') this.migration.hurry();
  }

  override quit(): void {
    super.quit();
    this.jobs.dismissAll();
  }

  changeDisk(id: string, changes: Partial<DiskOptions>): void {
    this.disks = this.disks.map((disk) => (disk.id === id ? { ...disk, ...changes } : disk));
  }

  /** A disk fails: with `stop` the machine is stopped, in the state io-error, until `cont`. */
  failDisk(id: string, failure: DiskFailure = {}): void {
    const disk = this.disks.find((candidate) => candidate.id === id);
    if (disk === undefined || this.status !== 'running') return;
    const { operation = 'write', nospace = true, action = 'stop' } = failure;
    this.#notifyShaped('BLOCK_IO_ERROR', {
      'qom-path': qdevPath(disk),
      device: disk.device ?? '',
      'node-name': nodeName(disk),
      operation,
      action,
      nospace,
      reason: nospace ? 'No space left on device' : 'Input/output error',
    });
    if (action !== 'stop') return;
    this.changeDisk(id, { ioStatus: nospace ? 'nospace' : 'failed' });
    this.halt('io-error');
  }

  close(): void {
    this.migration.close();
    this.clock.close();
  }

  protected resetDevices(): void {
    this.plugged.removePending();
    this.balloon.reset();
  }

  protected clearErrors(): void {
    this.disks = this.disks.map((disk) => (disk.ioStatus === undefined ? disk : { ...disk, ioStatus: 'ok' }));
  }

  #notifyShaped(event: string, data: JsonObject): void {
    const schema = introspectionOf(this.version);
    const shaped = shapeValue(schema, schema.events.get(event)?.['arg-type'] ?? '', data);
    if (isJsonObject(shaped)) this.notify(event, shaped);
  }
}

/** An I/O error of a disk, as BLOCK_IO_ERROR reports it. */
export interface DiskFailure {
  readonly operation?: 'read' | 'write';
  /** Whether the disk is full; else it has an I/O error. */
  readonly nospace?: boolean;
  readonly action?: 'stop' | 'report' | 'ignore';
}

/** A guest that is running at the start has been up for this long. */
const UP_BEFORE_MS = 10_000;

const POWERDOWN_MS = 2000;

/** Linux assigns thread ids up to 2^22, so these never belong to a real thread. */
export const FIRST_MADE_UP_THREAD_ID = 5_000_001;

function threadIds(vcpus: number | readonly number[]): readonly number[] {
  if (typeof vcpus !== 'number') return vcpus;
  return Array.from({ length: vcpus }, (_, index) => FIRST_MADE_UP_THREAD_ID + index);
}
