import type { BalloonReport } from '../model/balloon.js';
import { isNewer } from '../model/report-arrivals.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { readReport } from '../qemu/balloon.js';
import type { Clock } from '../support/clock.js';

/** A report, and when its arrival was noticed. */
export interface SeenReport {
  readonly report: BalloonReport;
  /** Milliseconds since the epoch, by our clock: QEMU's own date is cut to whole seconds. */
  readonly seenMs: number;
}

/** How often the report is read while a new one is awaited. */
const PAUSE_MS = 50;

/** The reports of one balloon: keeps every report that is read, with the time of its arrival. */
export class ReportLog {
  readonly #qmp: QemuExecutor;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #seen: SeenReport[] = [];

  /**
   * @param path QOM path of the device
   * @param signal ends {@link awaitNew}, by rejecting with its reason
   */
  constructor(qmp: QemuExecutor, path: string, clock: Clock, signal: AbortSignal) {
    this.#qmp = qmp;
    this.#path = path;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Every report so far, in order; the first may be from before the log was begun. */
  get seen(): readonly SeenReport[] {
    return this.#seen;
  }

  /** The last report; `undefined` while the guest has never reported. */
  get last(): BalloonReport | undefined {
    return this.#seen.at(-1)?.report;
  }

  /** Reads the report that QEMU has now; `undefined` while the guest has never reported. */
  async read(): Promise<BalloonReport | undefined> {
    const report = await readReport(this.#qmp, this.#path);
    if (report === undefined || report.lastUpdateSeconds === 0) return undefined;
    if (isNewer(report, this.last)) this.#seen.push({ report, seenMs: this.#clock.nowMs() });
    return report;
  }

  /** Waits for this many new reports; resolves to those that arrived in time. */
  async awaitNew(count: number, withinMs: number): Promise<readonly SeenReport[]> {
    const from = this.#seen.length;
    const endMs = this.#clock.nowMs() + withinMs;
    for (;;) {
      await this.read();
      const arrived = this.#seen.slice(from);
      if (arrived.length >= count || this.#clock.nowMs() >= endMs) return arrived;
      await this.#clock.sleep(PAUSE_MS, this.#signal);
    }
  }
}
