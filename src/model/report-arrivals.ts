import type { BalloonReport } from './balloon.js';

/** A report that has arrived since the previous sample. */
export interface Arrival {
  /** How long the driver took to answer; `undefined` when the time of QEMU's request is unknown. */
  readonly answerMs: number | undefined;
}

/** When QEMU requests a report, as exactly as it is known: within the `earlyMs` before `atMs`. */
interface Request {
  readonly atMs: number;
  readonly earlyMs: number;
}

/**
 * Detects from samples of a balloon's report when a new one has arrived, and how long the guest took to answer.
 *
 * QEMU requests a report one interval after the last one arrived, and at once when the interval goes from 0 to N. So the
 * answer took as long as the gap between two reports exceeds the interval; the closer the samples, the more exact it is.
 * Times are milliseconds of a monotonic clock.
 */
export class ReportArrivals {
  #report: BalloonReport | undefined;
  #intervalSeconds: number | undefined;
  #sampledAtMs: number | undefined;
  #request: Request | undefined;

  /** The earliest time of the next report; `undefined` when it is unknown. */
  get dueMs(): number | undefined {
    return this.#request?.atMs;
  }

  /** Records that the interval was set from 0 to this many seconds. */
  asked(atMs: number, intervalSeconds: number): void {
    this.#intervalSeconds = intervalSeconds;
    this.#request = { atMs, earlyMs: 0 };
  }

  /** Records that the guest's clock stood still, or its driver restarted: the time of QEMU's next request is unknown. */
  disturb(): void {
    this.#request = undefined;
  }

  /** Takes the next sample; the first one is the state to start from. */
  add(
    report: BalloonReport | undefined,
    intervalSeconds: number | undefined,
    atMs: number,
  ): Arrival | undefined {
    if (intervalSeconds !== this.#intervalSeconds) this.disturb();
    const before = this.#report;
    const earlyMs = atMs - (this.#sampledAtMs ?? atMs);
    const isFirst = this.#sampledAtMs === undefined;
    this.#report = report ?? before;
    this.#intervalSeconds = intervalSeconds;
    this.#sampledAtMs = atMs;
    if (isFirst || report === undefined || !isNewer(report, before)) return undefined;
    const answerMs = this.#request && answerTime(this.#request, atMs);
    this.#request = intervalSeconds ? { atMs: atMs + intervalSeconds * 1000, earlyMs } : undefined;
    return { answerMs };
  }
}

/** `undefined` for a report before the request: a driver reports by itself when it is loaded. */
function answerTime({ atMs, earlyMs }: Request, arrivedAtMs: number): number | undefined {
  return arrivedAtMs < atMs - earlyMs ? undefined : Math.max(0, arrivedAtMs - atMs);
}

/**
 * Whether a report differs from the one before. Dates are whole seconds: two of one second are told apart by their
 * figures.
 */
export function isNewer(report: BalloonReport, before: BalloonReport | undefined): boolean {
  if (report.lastUpdateSeconds === 0) return false;
  if (before === undefined || report.lastUpdateSeconds !== before.lastUpdateSeconds) return true;
  const stats = Object.entries(report.supplied);
  return stats.some(([stat, figure]) => figure !== before.supplied[stat]);
}
