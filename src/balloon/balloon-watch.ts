import type { WatchSample } from '../model/balloon-watch.js';
import { type Judgement, judge, judgeUnasked } from '../model/judge.js';
import type { Problem } from '../model/problem.js';
import type { QemuSample } from '../model/qemu-sample.js';
import { ReportArrivals } from '../model/report-arrivals.js';
import { figuresOf } from '../model/report-figures.js';
import { doesRun } from '../model/run-state.js';

/** A sample of a QEMU with its balloon, and when it was taken. */
export interface TimedSample {
  readonly sample: QemuSample;
  /** The machine was reset, and no report has arrived since. */
  readonly isReset?: boolean | undefined;
  /** When it was taken, by a monotonic clock. */
  readonly atMs: number;
}

/** How late a report may be before its absence is shown: most arrive within milliseconds. */
const LATE_MS = 1000;

/**
 * Turns samples of a balloon into what is shown of it: one {@link WatchSample} a report, and one an interval while no report
 * arrives. Pure: it never waits, and knows no time but that of its samples.
 */
export class BalloonWatch {
  readonly #arrivals = new ReportArrivals();
  readonly #paceSeconds: number;
  #last: TimedSample | undefined;
  #shown: { readonly atMs: number; readonly isSilence: boolean } | undefined;

  /** @param paceSeconds how often to report silence while polling is off */
  constructor(paceSeconds: number) {
    this.#paceSeconds = paceSeconds;
  }

  /** The earliest time of the next report; `undefined` when it is unknown. */
  get dueMs(): number | undefined {
    return this.#arrivals.dueMs;
  }

  /** Records that the interval was set from 0 to this many seconds. */
  asked(atMs: number, intervalSeconds: number): void {
    this.#arrivals.asked(atMs, intervalSeconds);
  }

  /** Records that the guest's clock stood still, or its driver restarted. */
  disturb(): void {
    this.#arrivals.disturb();
  }

  /** Takes the next sample; returns what is to be shown of it, if anything. The first one is always shown. */
  add(timed: TimedSample): WatchSample | undefined {
    const { balloon } = timed.sample;
    if (!doesRun(timed.sample)) this.disturb();
    const isFirst = this.#last === undefined;
    this.#last = timed;
    const arrival = this.#arrivals.add(balloon?.report, balloon?.intervalSeconds, timed.atMs);
    if (arrival === undefined && !isFirst && !this.#isOverdue(timed.atMs)) return undefined;
    const reason = arrival ? 'report' : isFirst ? 'first' : 'silence';
    this.#shown = { atMs: timed.atMs, isSilence: reason === 'silence' };
    return watchSampleOf(timed, reason, arrival?.answerMs);
  }

  /**
   * Records that QEMU itself has not answered, and why. Returns the present as far as it is known: once an interval with the
   * reason `silence`, else `present`. `undefined` before the first sample.
   */
  unanswered(problem: Problem, atMs: number): WatchSample | undefined {
    if (this.#last === undefined) return undefined;
    this.disturb();
    const isOverdue = this.#isOverdue(atMs);
    if (isOverdue) this.#shown = { atMs, isSilence: true };
    const present = postpone(this.#last, atMs);
    return watchSampleOf(present, isOverdue ? 'silence' : 'present', undefined, judgeUnasked(problem));
  }

  #isOverdue(atMs: number): boolean {
    const { atMs: shownAtMs = 0, isSilence = false } = this.#shown ?? {};
    const paceSeconds = this.#last?.sample.balloon?.intervalSeconds || this.#paceSeconds;
    return atMs >= shownAtMs + paceSeconds * 1000 + (isSilence ? 0 : LATE_MS);
  }
}

/** A sample as it is shown between two reports. */
export function presentOf(timed: TimedSample): WatchSample {
  return watchSampleOf(timed, 'present', undefined);
}

function watchSampleOf(
  { sample, isReset }: TimedSample,
  reason: WatchSample['reason'],
  answerMs: number | undefined,
  judgement: Judgement = judge({ sample, isReset }),
): WatchSample {
  const { balloon } = sample;
  const { lastUsedBytes, totalBytes, ageSeconds } = figuresOf(sample);
  const { verdict, severity, meaning, detail, advice } = judgement;
  return {
    type: 'sample',
    reason,
    timeSeconds: sample.takenAtSeconds,
    state: sample.runState,
    actualBytes: balloon?.actualBytes,
    intervalSeconds: balloon?.intervalSeconds,
    ageSeconds,
    answerSeconds: answerMs === undefined ? undefined : answerMs / 1000,
    usedBytes: lastUsedBytes,
    totalBytes,
    report: balloon?.report,
    verdict,
    severity,
    meaning,
    detail,
    advice,
  };
}

/** The same sample at a later time: only its age has changed. */
function postpone({ sample, isReset, atMs }: TimedSample, laterMs: number): TimedSample {
  const takenAtSeconds = sample.takenAtSeconds + (laterMs - atMs) / 1000;
  const { balloon } = sample;
  return {
    isReset,
    atMs: laterMs,
    sample: { ...sample, takenAtSeconds, balloon: balloon && { ...balloon, readAtSeconds: takenAtSeconds } },
  };
}
