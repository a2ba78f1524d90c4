import type { GuestSnapshot } from '../model/snapshot.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** Characters of a name in a message; more would only fill the line. */
const MAX_NAME = 100;

/** The name of a guest as messages begin with it. */
export function shownName({ name }: Pick<GuestSnapshot, 'name'>): string {
  return terminalSafe(name, MAX_NAME);
}

/** A line about each problem of a guest: why it did not answer, or which parts did not. */
export function explainProblems(guest: GuestSnapshot): readonly string[] {
  const { problem, qemu } = guest;
  const failures = qemu?.failures ?? [];
  return [
    ...(problem ? [explainProblem(guest, problem.message)] : []),
    ...failures.map(({ part, why }) => `${shownName(guest)}: ${part}: ${why}`),
  ];
}

/** Why a guest did not answer. */
export function explainProblem(guest: GuestSnapshot, message: string): string {
  if (!guest.isNeverSeen) return `${shownName(guest)}: ${message}`;
  return `${message} (left out: its guest was never seen; NAME=ADDRESS names it)`;
}
