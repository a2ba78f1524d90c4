import type { BalloonDevice } from '../model/balloon.js';
import type { BalloonDeviceState } from '../model/balloon-device-state.js';
import type { RunStatus } from '../model/run-state.js';
import type { RunInGuest } from '../monitor/with-agent.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { needActual, readInterval, setPollingInterval } from '../qemu/balloon.js';
import { type DriverQuestion, readBalloonDevice } from '../qemu/balloon-device.js';
import type { Resized } from '../qemu/balloon-progress.js';
import { readRunStatus } from '../qemu/status.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';
import { ReportLog, type SeenReport } from './report-log.js';
import { type ResizeOptions, resizeBalloon } from './resize-balloon.js';

/** How to drive a balloon. */
export interface DriverBenchOptions {
  /** Whether, and of which QEMU version, to ask for the driver's state. */
  readonly question: DriverQuestion;
  /** Ends all waiting, by rejecting with its reason; what was changed is restored all the same. */
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
  /** Runs a program in the guest, through its agent; `undefined` without one. */
  readonly runInGuest?: RunInGuest | undefined;
}

/** Undoes a change when the run ends early. */
export interface Undo {
  /** What is left behind when it fails, for the user. */
  readonly leaves: string;
  run(): Promise<unknown>;
}

/** What was changed in a guest, and must be restored. */
export interface Changes {
  /** The balloon's target was set: the guest may still be moving to it. */
  readonly isResized: boolean;
  /** How to undo what a case has begun and not finished. */
  readonly undos: Iterable<Undo>;
}

/** How long a driver may take to answer {@link DriverBench.freshReport}. */
const FRESH_MS = 2000;
/** Reports are dated in whole seconds: after this long the next one has another date. */
const QUIET_MS = 1100;

/** A balloon on the bench: the cases drive it through here, so that every report is seen, and every change is known. */
export class DriverBench {
  readonly qmp: QemuExecutor;
  readonly device: BalloonDevice;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly runInGuest: DriverBenchOptions['runInGuest'];
  /** Every report since the bench was opened, and the last one before. */
  readonly reports: ReportLog;
  /** What the device offers, and what the driver had negotiated, when the bench was opened. */
  readonly state: BalloonDeviceState;
  readonly #question: DriverQuestion;
  readonly #changes = { isResized: false, undos: new Set<Undo>() };

  private constructor(
    qmp: QemuExecutor,
    device: BalloonDevice,
    state: BalloonDeviceState,
    { question, signal, clock = REAL_CLOCK, runInGuest }: DriverBenchOptions,
  ) {
    this.#question = question;
    this.qmp = qmp;
    this.device = device;
    this.state = state;
    this.clock = clock;
    this.signal = signal;
    this.runInGuest = runInGuest;
    this.reports = new ReportLog(qmp, device.path, clock, signal);
  }

  /** Reads the device's state and its last report. */
  static async open(
    qmp: QemuExecutor,
    device: BalloonDevice,
    options: DriverBenchOptions,
  ): Promise<DriverBench> {
    const state = await readBalloonDevice(qmp, device, options.question);
    const bench = new DriverBench(qmp, device, state, options);
    await bench.reports.read();
    return bench;
  }

  /** What was changed so far. */
  get changes(): Changes {
    return this.#changes;
  }

  /** Reads what the device offers, and what the driver has negotiated by now. */
  readState(): Promise<BalloonDeviceState> {
    return readBalloonDevice(this.qmp, this.device, this.#question);
  }

  /** Waits; rejects with the signal's reason when that fires. */
  sleep(ms: number): Promise<void> {
    return this.clock.sleep(ms, this.signal);
  }

  /**
   * Requests a report now. Leaves the interval at 1 s.
   *
   * @returns `undefined` when the driver has no statistics, or does not answer within 2 s
   */
  async freshReport(): Promise<SeenReport | undefined> {
    if (this.state.driver?.hasStats === false) return undefined;
    await this.quieten();
    await this.setInterval(1);
    const [fresh] = await this.reports.awaitNew(1, FRESH_MS);
    return fresh;
  }

  /** Reads the polling interval in seconds, 0 when polling is off. */
  interval(): Promise<number | undefined> {
    return readInterval(this.qmp, this.device.path);
  }

  /** Sets the polling interval in seconds; 0 switches polling off. */
  setInterval(seconds: number): Promise<void> {
    return setPollingInterval(this.qmp, this.device.path, seconds);
  }

  /** Switches polling off, and waits until a pending report has arrived and the next one has another date. */
  async quieten(): Promise<void> {
    await this.setInterval(0);
    await this.sleep(QUIET_MS);
    await this.reports.read();
  }

  /** What the guest may use now, in bytes. @throws {Error} without a balloon */
  actual(): Promise<number> {
    return needActual(this.qmp);
  }

  runStatus(): Promise<RunStatus> {
    return readRunStatus(this.qmp);
  }

  /** Sets the balloon's target, and does not wait until it is reached. */
  async setTarget(bytes: number): Promise<void> {
    this.#changes.isResized = true;
    await this.qmp.execute('balloon', { value: bytes });
  }

  /** As {@link resizeBalloon}. */
  resize(bytes: number, options: ResizeOptions = {}): Promise<Resized> {
    this.#changes.isResized = true;
    return resizeBalloon(this.qmp, bytes, { clock: this.clock, signal: this.signal, ...options });
  }

  /** Registers what is to be undone when the run ends. Returns a function that cancels it. */
  undoAtEnd(undo: Undo): () => void {
    this.#changes.undos.add(undo);
    return () => this.#changes.undos.delete(undo);
  }
}
