import { whereIs } from '../discover/name-target.js';
import type { Target } from '../discover/target.js';
import type { Problem, ProblemKind } from '../model/problem.js';
import { problemOfLateness, provesNothing } from '../monitor/lateness.js';
import { LOOP_CLOCK, type Waited } from '../support/loop-clock.js';

/** What an exchange with a QEMU is for: the fast lane, the slow lane, or to let go of its monitor. */
export type Lane = 'fast' | 'slow' | 'letting-go';

/** An exchange with a QEMU that is in progress. */
export interface Exchange {
  readonly promise: Promise<void>;
  readonly lane: Lane;
  readonly waited: () => Waited;
}

/**
 * How the guest behaved in the last sweep: it kept nobody waiting, it was late through no fault of its own, or it was silent.
 */
export type Past = 'prompt' | 'late' | 'silent';

/** Begins to measure an exchange. */
export function startExchange(promise: Promise<void>, lane: Lane): Exchange {
  return { promise, lane, waited: LOOP_CLOCK.startWait() };
}

/** Problems that are noticed without a wait. */
const PROMPT: ReadonlySet<ProblemKind> = new Set([
  ...(['stopped', 'frozen', 'waiting', 'busy', 'lent', 'denied', 'gone', 'no-monitor', 'foreign'] as const),
]);

/** What the problem of a sweep says of the guest's behaviour in it. */
export function pastOf(problem: ProblemKind | undefined): Past {
  if (problem === 'late') return 'late';
  return problem === undefined || PROMPT.has(problem) ? 'prompt' : 'silent';
}

/** What a sweep knows of a guest that is still occupied. */
export interface Occupied {
  readonly past: Past;
  /** The problem that has prevented a connection so far. */
  readonly obstacle: Problem | undefined;
  /** How long a monitor may take to greet. */
  readonly greetingMs: number;
}

const WHY: { readonly [lane in Lane]: string } = {
  fast: 'its QEMU hangs, or another client holds the monitor',
  slow: 'it is reading the sizes of its disks, possibly from slow storage',
  'letting-go': 'its monitor was lent, and is being taken up again',
};

/** Why a guest that an earlier exchange occupies does not answer. */
export function explainOccupied(
  target: Target,
  { lane, waited: measure }: Exchange,
  { past, obstacle, greetingMs }: Occupied,
): Problem {
  const waited = measure();
  // Until the guest has had time to answer, the earlier problem persists.
  if (lane === 'fast' && waited.ranMs < greetingMs && obstacle) return obstacle;
  // A guest that was silent before needs no further proof.
  const limitMs = past === 'silent' ? 0 : greetingMs;
  if (provesNothing(waited, limitMs)) return problemOfLateness(whereIs(target), waited);
  const seconds = ((waited.ranMs + waited.lateMs) / 1000).toFixed(1);
  return { kind: 'hung', message: `${whereIs(target)}: no answer for ${seconds} s: ${WHY[lane]}` };
}
