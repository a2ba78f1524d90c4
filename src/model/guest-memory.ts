import { type Evidence, type Judgement, judge, judgeUnasked } from './judge.js';
import type { Problem } from './problem.js';
import type { QemuSample } from './qemu-sample.js';
import { figuresOf, NO_FIGURES, type ReportFigures } from './report-figures.js';
import type { Verdict } from './verdict.js';

/** The guest's own view of its memory, by the last report of its balloon, and whether that can be relied on. */
export interface GuestMemory extends ReportFigures {
  readonly verdict: Verdict;
  /** What is the matter, one line for people; empty when nothing is. */
  readonly explanation: string;
  /** What to do; empty when nothing needs to be done. */
  readonly advice: string;
  /** `undefined` unless the verdict is `ok`: a report that is not fresh says nothing of the present. */
  readonly usedBytes: number | undefined;
}

/** Judges a guest's memory by the balloon in its sample, or by the problem that left none. */
export function judgeMemory(
  sample: QemuSample | undefined,
  problem: Problem | undefined,
  more: Omit<Evidence, 'sample'> = {},
): GuestMemory {
  const figures = sample ? figuresOf(sample) : NO_FIGURES;
  const judgement = sample ? judge({ sample, ...more }) : judgeUnasked(problem);
  const { verdict, advice } = judgement;
  const usedBytes = verdict === 'ok' ? figures.lastUsedBytes : undefined;
  return { ...figures, usedBytes, verdict, explanation: explain(judgement), advice };
}

/** Whether the figures are present ones. */
export function isFresh(memory: GuestMemory): boolean {
  return memory.verdict === 'ok';
}

/** The details of a guest say what a verdict means, and more. */
function explain({ severity, meaning, detail }: Judgement): string {
  return detail === '' && severity !== 'fine' ? meaning : detail;
}
