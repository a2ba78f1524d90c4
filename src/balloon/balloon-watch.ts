import type { WatchSample } from '../model/balloon-watch.js';
import type { Problem } from '../model/problem.js';
import type { QemuSample } from '../model/qemu-sample.js';
import { ReportArrivals } from '../model/report-arrivals.js';
import { judgeMemory } from '../model/verdict.js';
import { type Judgement, judge, judgeUnasked } from './judge.js';
import { VERDICTS } from './verdicts.js';

/** What was seen of a balloon at one moment. */
export interface BalloonLook {
  /** With the balloon as it is now. */
  readonly sample: QemuSample;
  /** The machine was reset, and nothing has been reported since. */
  readonly isReset?: boolean | undefined;
  /** By a clock that is never set. */
  readonly atMs: number;
}

/** How much later than an interval a report may come before its absence is told: most come within milliseconds. */
const LATE_MS = 1000;

/**
 * Makes samples of looks at a balloon: one a report, and where none comes, one an interval that says so. Pure: it waits for
 * nothing, and knows no time but that of the looks.
 */
export class BalloonWatch {
  readonly #arrivals = new ReportArrivals();
  readonly #paceSeconds: number;
  #last: BalloonLook | undefined;
  #told: { readonly atMs: number; readonly isSilence: boolean } | undefined;

  /** @param paceSeconds how often to tell that no report comes, where the guest is not asked for any */
  constructor(paceSeconds: number) {
    this.#paceSeconds = paceSeconds;
  }

  /** When the next report may come at the earliest; `undefined` where nobody knows. */
  get dueMs(): number | undefined {
    return this.#arrivals.dueMs;
  }

  /** The interval has been set from 0 to this many seconds. */
  asked(atMs: number, intervalSeconds: number): void {
    this.#arrivals.asked(atMs, intervalSeconds);
  }

  /** The guest's clock stood still, or its driver began anew. */
  disturb(): void {
    this.#arrivals.disturb();
  }

  /** Takes a look, and returns the sample that it makes, if any; the first look makes one. */
  look(look: BalloonLook): WatchSample | undefined {
    const { balloon, runState } = look.sample;
    if (runState !== 'running') this.disturb();
    const isFirst = this.#last === undefined;
    this.#last = look;
    const arrival = this.#arrivals.add(balloon?.report, balloon?.intervalSeconds, look.atMs);
    if (arrival === undefined && !isFirst && !this.#isOverdue(look.atMs)) return undefined;
    const reason = arrival ? 'report' : isFirst ? 'first' : 'silence';
    this.#told = { atMs: look.atMs, isSilence: reason === 'silence' };
    return sampleOf(look, reason, arrival?.answerMs);
  }

  /**
   * QEMU itself has not answered until now, for this reason: the present as far as it is known, which is a sample of its own
   * once an interval. `undefined` before the first look.
   */
  unanswered(problem: Problem, atMs: number): WatchSample | undefined {
    if (this.#last === undefined) return undefined;
    this.disturb();
    const isOverdue = this.#isOverdue(atMs);
    if (isOverdue) this.#told = { atMs, isSilence: true };
    const look = lookAgain(this.#last, atMs);
    return sampleOf(look, isOverdue ? 'silence' : 'present', undefined, judgeUnasked(problem));
  }

  #isOverdue(atMs: number): boolean {
    const { atMs: toldAtMs = 0, isSilence = false } = this.#told ?? {};
    const paceSeconds = this.#last?.sample.balloon?.intervalSeconds || this.#paceSeconds;
    return atMs >= toldAtMs + paceSeconds * 1000 + (isSilence ? 0 : LATE_MS);
  }
}

/** The balloon as a look shows it. */
export function presentOf(look: BalloonLook): WatchSample {
  return sampleOf(look, 'present', undefined);
}

function sampleOf(
  { sample, isReset }: BalloonLook,
  reason: WatchSample['reason'],
  answerMs: number | undefined,
  judgement: Judgement = judge({ sample, device: undefined, later: undefined, isReset }),
): WatchSample {
  const { balloon } = sample;
  const { lastUsedBytes, totalBytes, ageSeconds } = judgeMemory(sample, undefined);
  const { verdict, detail } = judgement;
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
    detail,
    ...VERDICTS[verdict],
  };
}

/** The same look at a later time: nothing but the time has changed. */
function lookAgain({ sample, isReset, atMs }: BalloonLook, laterMs: number): BalloonLook {
  const takenAtSeconds = sample.takenAtSeconds + (laterMs - atMs) / 1000;
  const { balloon } = sample;
  return {
    isReset,
    atMs: laterMs,
    sample: { ...sample, takenAtSeconds, balloon: balloon && { ...balloon, readAtSeconds: takenAtSeconds } },
  };
}
