import type { BalloonDevice, BalloonReport } from '../model/balloon.js';
import type { BalloonDeviceState } from '../model/balloon-device-state.js';
import { isNewer } from '../model/report-arrivals.js';
import type { RunInGuest } from '../monitor/with-agent.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readInterval, readReport, setPollingInterval } from '../qemu/balloon.js';
import { type DriverQuestion, readBalloonDevice } from '../qemu/balloon-device.js';
import { readRunState } from '../qemu/status.js';
import { type Clock, REAL_CLOCK } from '../support/clock.js';
import { needActual, type Resized, type ResizeOptions, resizeBalloon } from './resize-balloon.js';

/** A report as it was seen to arrive. */
export interface SeenReport {
  readonly report: BalloonReport;
  /** Milliseconds since the epoch, by our clock: QEMU's own date is cut to whole seconds. */
  readonly seenMs: number;
}

export interface DriverBenchOptions {
  readonly question: DriverQuestion;
  /** Ends the waiting; what was found is put back all the same. */
  readonly signal: AbortSignal;
  readonly clock?: Clock | undefined;
  /** Runs a command line in the guest, by its agent; resolves to what it ended with. */
  readonly runInGuest?: RunInGuest | undefined;
}

/** How often to look whether a report has come. */
const LOOK_MS = 50;
const FRESH_MS = 2000;

/**
 * A balloon on the bench: what a case does with it goes through here, so that every report that comes is seen and every
 * change is known.
 */
export class DriverBench {
  readonly qmp: QemuExecutor;
  readonly device: BalloonDevice;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly runInGuest: DriverBenchOptions['runInGuest'];
  readonly #question: DriverQuestion;
  /** What the device offers, and the driver has taken, when the run began. */
  readonly state: BalloonDeviceState;
  readonly #seen: SeenReport[] = [];
  #isResized = false;
  readonly #undos = new Set<Undo>();

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
  }

  static async open(
    qmp: QemuExecutor,
    device: BalloonDevice,
    options: DriverBenchOptions,
  ): Promise<DriverBench> {
    const state = await readBalloonDevice(qmp, device, options.question);
    const bench = new DriverBench(qmp, device, state, options);
    await bench.read();
    return bench;
  }

  /** Every report of the run, the last that was there before included. */
  get seen(): readonly SeenReport[] {
    return this.#seen;
  }

  /** Whether the guest was told another size: it may still be on its way there. */
  get isResized(): boolean {
    return this.#isResized;
  }

  /** What the device offers, and the driver has taken, by now. */
  readState(): Promise<BalloonDeviceState> {
    return readBalloonDevice(this.qmp, this.device, this.#question);
  }

  sleep(ms: number): Promise<void> {
    return this.clock.sleep(ms, this.signal);
  }

  /** A report that was asked for now; `undefined` from a driver that does not answer soon. Leaves the interval at 1 s. */
  async freshReport(): Promise<SeenReport | undefined> {
    if (this.state.driver?.hasStats === false) return undefined;
    await this.quieten();
    await this.setInterval(1);
    const [fresh] = await this.awaitReports(1, FRESH_MS);
    return fresh;
  }

  /** The report that is there now; `undefined` when none has come. */
  async read(): Promise<BalloonReport | undefined> {
    const report = await readReport(this.qmp, this.device.path);
    if (report === undefined || report.lastUpdateSeconds === 0) return undefined;
    if (isNewer(report, this.#seen.at(-1)?.report)) this.#seen.push({ report, seenMs: this.clock.nowMs() });
    return report;
  }

  /** Waits for so many reports that have not been seen; resolves to those that came in time. */
  async awaitReports(count: number, withinMs: number): Promise<readonly SeenReport[]> {
    const from = this.#seen.length;
    const endMs = this.clock.nowMs() + withinMs;
    for (;;) {
      await this.read();
      const came = this.#seen.slice(from);
      if (came.length >= count || this.clock.nowMs() >= endMs) return came;
      await this.sleep(LOOK_MS);
    }
  }

  interval(): Promise<number | undefined> {
    return readInterval(this.qmp, this.device.path);
  }

  setInterval(seconds: number): Promise<void> {
    return setPollingInterval(this.qmp, this.device.path, seconds);
  }

  /** Switches polling off until every report that may still come has come, and the next is of another second. */
  async quieten(): Promise<void> {
    await this.setInterval(0);
    await this.sleep(1100);
    await this.read();
  }

  actual(): Promise<number> {
    return needActual(this.qmp);
  }

  runState(): Promise<string | undefined> {
    return readRunState(this.qmp);
  }

  /** Tells the guest another size, and does not wait for it. */
  async setTarget(bytes: number): Promise<void> {
    this.#isResized = true;
    await this.qmp.execute('balloon', { value: bytes });
  }

  /** As {@link resizeBalloon}. */
  resize(bytes: number, options: ResizeOptions = {}): Promise<Resized> {
    this.#isResized = true;
    return resizeBalloon(this.qmp, bytes, { clock: this.clock, signal: this.signal, ...options });
  }

  /** Has `undo` called when the run ends early, until the function that is returned is called. */
  undoUnless(undo: Undo): () => void {
    this.#undos.add(undo);
    return () => this.#undos.delete(undo);
  }

  /** What was begun and not ended. */
  get undos(): Iterable<Undo> {
    return this.#undos;
  }
}

export interface Undo {
  /** What is left when it cannot be undone. */
  readonly leaves: string;
  run(): Promise<unknown>;
}
