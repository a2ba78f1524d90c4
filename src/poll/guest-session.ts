import {
  awaitReport,
  findBalloon,
  readActual,
  readInterval,
  readReport,
  startPolling,
} from '../guest/balloon.js';
import {
  type DiskImages,
  type DiskTraffic,
  joinDisks,
  readDiskCounters,
  readDiskImages,
} from '../guest/block.js';
import { readVcpus } from '../guest/cpus.js';
import { type Device, readDevices } from '../guest/devices.js';
import { readDisplay } from '../guest/display.js';
import { type Identity, readIdentity } from '../guest/identity.js';
import { readMemorySize } from '../guest/memory.js';
import { readNics } from '../guest/nics.js';
import type { QemuExecutor } from '../guest/qemu-executor.js';
import { readRunState } from '../guest/status.js';
import type { BalloonSample } from '../model/balloon.js';
import type { Display, GuestNic, GuestSample, MemorySize, Vcpu } from '../model/guest-sample.js';
import type { RunState } from '../model/run-state.js';
import type { ExecuteOptions } from '../qmp/executor.js';
import { Failures } from './failures.js';

/**
 * What is known of a machine before it is asked, and need not be asked then: every byte of a request costs the guest's
 * main loop a system call.
 */
export interface MachineHints {
  /** Whether it may have a network card that no -device has made. */
  readonly builtInNics: boolean;
  readonly vnc: boolean;
  readonly spice: boolean;
}

export interface SessionOptions {
  /** Switches polling on, to this many seconds, where it is off; `undefined` writes nothing. */
  readonly pollingSeconds?: number | undefined;
  /** How long to wait for the first report when polling was just switched on. Default 1000. */
  readonly firstReportMs?: number | undefined;
  /** Default: nothing is known, and everything is asked. */
  readonly hints?: MachineHints | undefined;
}

/** What moves: asked with every sample. */
interface Moving {
  readonly runState: RunState | undefined;
  readonly vcpus: readonly Vcpu[] | undefined;
  readonly actualBytes: number | undefined;
  readonly traffic: readonly DiskTraffic[] | undefined;
}

/** What a guest keeps for its life, or changes seldom: asked with the first sample. */
interface Facts {
  readonly identity: Identity | undefined;
  readonly memory: MemorySize | undefined;
  readonly display: Display | null | undefined;
  readonly nics: readonly GuestNic[] | undefined;
  readonly images: DiskImages | undefined;
  /** The balloon as it was last seen; `undefined` when it did not answer. */
  readonly balloon: Omit<BalloonSample, 'actualBytes'> | undefined;
}

/** query-block opens the files of every chain, on network storage too: ARCHITECTURE's slow lane. */
const SLOW_COMMAND_MS = 10_000;
const NO_HINTS: MachineHints = { builtInNics: true, vnc: true, spice: true };
const NO_BALLOON = {
  device: undefined,
  report: undefined,
  intervalSeconds: undefined,
} as const;

/**
 * One life of a guest on one connection.
 *
 * The first sample asks everything, in as few rounds as the questions depend on each other: what is there; the devices
 * that were found; the slow and the rest. Each later one asks only what moves, in a single write.
 */
export class GuestSession {
  readonly #qmp: QemuExecutor;
  readonly #options: SessionOptions;
  #facts: Facts | undefined;

  constructor(qmp: QemuExecutor, options: SessionOptions = {}) {
    this.#qmp = qmp;
    this.#options = options;
  }

  /**
   * Takes a sample. Never rejects: a part that fails is `undefined` in the sample, and `failures` holds its error.
   *
   * @param signal ends the sample early, with what has arrived
   */
  sample(signal: AbortSignal, failures = new Failures()): Promise<GuestSample> {
    return this.#facts
      ? this.#sampleAgain(this.#facts, failures, { signal })
      : this.#sampleFirst(failures, { signal });
  }

  async #sampleFirst(failures: Failures, options: ExecuteOptions): Promise<GuestSample> {
    const qmp = this.#qmp;
    const { hints = NO_HINTS } = this.#options;
    const moving = this.#readMoving(failures, options);
    const still = Promise.all([
      failures.catch('identity', readIdentity(qmp, options)),
      failures.catch('memory', readMemorySize(qmp, options)),
      failures.catch('display', readDisplay(qmp, hints, options)),
    ]);
    const devices = await failures.catch('devices', readDevices(qmp, hints.builtInNics, options));
    const nics = devices && failures.catch('nics', readNics(qmp, devices, options));
    const asked = devices && (await failures.catch('balloon', this.#askBalloon(devices, options)));
    const { runState } = await moving;
    const balloon = asked && (await this.#startBalloon(asked, runState, failures, options));
    // A monitor answers in order: what may be slow goes last, and to a guest that answers nothing not at all.
    const images = runState && (await failures.catch('disk sizes', this.#readImages(options)));
    const [identity, memory, display] = await still;
    const facts = {
      identity,
      memory,
      display,
      nics: await nics,
      images: images || undefined,
      balloon,
    };
    if (runState !== undefined) this.#facts = facts;
    return assemble(await moving, facts, failures);
  }

  async #sampleAgain(facts: Facts, failures: Failures, options: ExecuteOptions): Promise<GuestSample> {
    const path = facts.balloon?.device?.path;
    const [moving, report] = await Promise.all([
      this.#readMoving(failures, options),
      path && failures.catch('balloon', readReport(this.#qmp, path, options)),
    ]);
    const balloon = facts.balloon && {
      ...facts.balloon,
      report: report || undefined,
      readAtSeconds: now(),
    };
    return assemble(moving, { ...facts, balloon }, failures);
  }

  async #readMoving(failures: Failures, options: ExecuteOptions): Promise<Moving> {
    const qmp = this.#qmp;
    const [runState, vcpus, actualBytes, traffic] = await Promise.all([
      failures.catch('status', readRunState(qmp, options)),
      failures.catch('vcpus', readVcpus(qmp, options)),
      failures.catch('balloon', readActual(qmp, options)),
      failures.catch('disks', readDiskCounters(qmp, options)),
    ]);
    return { runState, vcpus, actualBytes, traffic };
  }

  async #askBalloon(
    devices: readonly Device[],
    options: ExecuteOptions,
  ): Promise<NonNullable<Facts['balloon']>> {
    const device = findBalloon(devices);
    if (device === undefined) return NO_BALLOON;
    const [report, intervalSeconds] = await Promise.all([
      readReport(this.#qmp, device.path, options),
      readInterval(this.#qmp, device.path, options),
    ]);
    return { device, report, readAtSeconds: now(), intervalSeconds };
  }

  #readImages(options: ExecuteOptions): Promise<DiskImages> {
    return readDiskImages(this.#qmp, { ...options, timeoutMs: SLOW_COMMAND_MS });
  }

  /** Switches polling on where nobody has; an interval that somebody else has set stays as it is. */
  async #startBalloon(
    balloon: NonNullable<Facts['balloon']>,
    runState: RunState | undefined,
    failures: Failures,
    options: ExecuteOptions,
  ): Promise<NonNullable<Facts['balloon']>> {
    const { device, intervalSeconds, report } = balloon;
    const { pollingSeconds, firstReportMs = 1000 } = this.#options;
    if (device === undefined || intervalSeconds !== 0 || pollingSeconds === undefined) return balloon;
    const qmp = this.#qmp;
    const isSet = startPolling(qmp, device.path, pollingSeconds, options).then(() => true);
    if (!(await failures.catch('balloon', isSet))) return balloon;
    const polled = { ...balloon, intervalSeconds: pollingSeconds };
    // A guest that does not run cannot answer.
    if (runState !== 'running') return polled;
    const first = await failures.catch(
      'balloon',
      awaitReport(qmp, device.path, report, firstReportMs, options),
    );
    // A report from before keeps the time at which it was read: its age counts from there.
    return first === undefined ? polled : { ...polled, report: first, readAtSeconds: now() };
  }
}

function now(): number {
  return Date.now() / 1000;
}

function assemble(moving: Moving, facts: Facts, failures: Failures): GuestSample {
  const { runState, vcpus, actualBytes, traffic } = moving;
  return {
    name: facts.identity?.name,
    uuid: facts.identity?.uuid,
    runState,
    vcpus,
    memory: facts.memory,
    balloon: facts.balloon && { ...facts.balloon, actualBytes },
    disks: traffic && joinDisks(traffic, facts.images),
    nics: facts.nics,
    display: facts.display,
    takenAtSeconds: now(),
    failures: failures.list(),
  };
}
