import type { BalloonReport } from './balloon.js';

/** A report that has come since the look before. */
export interface Arrival {
  /** How long the driver took to answer; `undefined` where nobody knows when QEMU asked. */
  readonly answerMs: number | undefined;
}

/** When QEMU asks the guest, as far as it can be told from here: some time within `earlyMs` before `atMs`. */
interface Asking {
  readonly atMs: number;
  readonly earlyMs: number;
}

/**
 * Tells from looks at a balloon's report when one has come, and how long the guest took over it.
 *
 * QEMU asks an interval after it has got the last report, and at once when the interval goes from 0 to N. So the answer
 * took what the gap between two reports is longer than the interval, as exactly as the looks are close together. Times are
 * milliseconds of a clock that is never set.
 */
export class ReportArrivals {
  #report: BalloonReport | undefined;
  #intervalSeconds: number | undefined;
  #lookedAtMs: number | undefined;
  #asking: Asking | undefined;

  /** When the next report may come at the earliest; `undefined` where nobody knows. */
  get dueMs(): number | undefined {
    return this.#asking?.atMs;
  }

  /** Takes note that the interval has been set from 0 to this many seconds. */
  asked(atMs: number, intervalSeconds: number): void {
    this.#intervalSeconds = intervalSeconds;
    this.#asking = { atMs, earlyMs: 0 };
  }

  /** Takes note that the guest's clock stood still, or its driver began anew: when QEMU asks next is not known. */
  disturb(): void {
    this.#asking = undefined;
  }

  /** Takes a look; the first only says what is there already. Looks are told in order. */
  look(
    report: BalloonReport | undefined,
    intervalSeconds: number | undefined,
    atMs: number,
  ): Arrival | undefined {
    if (intervalSeconds !== this.#intervalSeconds) this.disturb();
    const before = this.#report;
    const earlyMs = atMs - (this.#lookedAtMs ?? atMs);
    const isFirst = this.#lookedAtMs === undefined;
    this.#report = report ?? before;
    this.#intervalSeconds = intervalSeconds;
    this.#lookedAtMs = atMs;
    if (isFirst || report === undefined || !isNewer(report, before)) return undefined;
    const answerMs = this.#asking && answerTime(this.#asking, atMs);
    this.#asking = intervalSeconds ? { atMs: atMs + intervalSeconds * 1000, earlyMs } : undefined;
    return { answerMs };
  }
}

/** One that comes before QEMU can have asked is no answer: a driver that loads reports by itself. */
function answerTime({ atMs, earlyMs }: Asking, arrivedAtMs: number): number | undefined {
  return arrivedAtMs < atMs - earlyMs ? undefined : Math.max(0, arrivedAtMs - atMs);
}

/** Whether a report has come since. Dates are whole seconds: two of the same second are told apart by their figures. */
export function isNewer(report: BalloonReport, before: BalloonReport | undefined): boolean {
  if (report.lastUpdateSeconds === 0) return false;
  if (before === undefined || report.lastUpdateSeconds !== before.lastUpdateSeconds) return true;
  const stats = Object.entries(report.supplied);
  return stats.some(([stat, figure]) => figure !== before.supplied[stat]);
}
