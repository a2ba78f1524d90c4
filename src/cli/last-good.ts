import type { ProblemKind } from '../model/problem.js';
import type { GuestSnapshot, Snapshot } from '../model/snapshot.js';
import { explainProblem } from './explain-problem.js';

/** What is another's doing, and may be over by the time a user reads it: QEMU itself is well, as far as is known. */
const PASSING: ReadonlySet<ProblemKind> = new Set(['busy', 'lent', 'late'] as const);

/** Older figures are no longer those of now. */
const MAX_AGE_SECONDS = 60;

/** A guest as it is printed, and what is to be said of it. */
export interface Refilled {
  readonly guest: GuestSnapshot;
  readonly warnings: readonly string[];
}

/**
 * Gives a guest that a daemon could not ask in its last sweep, through no fault of the guest, the figures of the last sweep in which it
 * could, with a warning that says how old they are. The guest is not asked instead: its monitor is in use, as far as is known, and
 * beside a daemon nobody pays for a reader.
 *
 * @returns the guest itself, without warnings, where there is nothing to give
 */
export function withLastGood(guest: GuestSnapshot, takenAtSeconds: Snapshot['takenAtSeconds']): Refilled {
  const { problem, lastGood } = guest;
  if (problem === undefined || lastGood === undefined || !PASSING.has(problem.kind))
    return { guest, warnings: [] };
  const ageSeconds = lastGood.ageSeconds + Math.max(0, Date.now() / 1000 - takenAtSeconds);
  if (ageSeconds > MAX_AGE_SECONDS) return { guest, warnings: [] };
  const { qemu } = lastGood;
  return {
    guest: { ...guest, qemu, problem: undefined },
    warnings: [
      explainProblem(
        guest,
        `${problem.message}; QEMU's figures are those of ${Math.round(ageSeconds)} s ago`,
      ),
    ],
  };
}
