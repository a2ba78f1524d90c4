import type { Problem } from '../model/problem.js';
import { CommandTimeoutError, GreetingTimeoutError } from '../protocol/qmp/errors.js';
import { ConnectError } from '../protocol/transport/connect-error.js';
import { DeadlineExceeded } from '../support/deadline.js';
import { type Waited, wasLate } from '../support/loop-clock.js';

/** A sweep may end long before the time limit of an answer: silence for this share of the limit is enough for a verdict. */
const ENOUGH_SHARE = 1 / 4;

/** Whether a wait that was broken off says nothing of the guest: we were late ourselves, or it was too short. */
export function provesNothing(waited: Waited, limitMs: number): boolean {
  return wasLate(waited) || waited.ranMs < ENOUGH_SHARE * limitMs;
}

/**
 * Whether a wait that ended with this error says nothing of the guest.
 *
 * @param limitMs the time limit of an answer, where the wait had another
 */
export function isOurLateness(error: unknown, waited: Waited, limitMs: number): boolean {
  if (error instanceof DeadlineExceeded) return provesNothing(waited, limitMs);
  const isTimeout =
    error instanceof GreetingTimeoutError ||
    error instanceof CommandTimeoutError ||
    (error instanceof ConnectError && error.reason === 'timeout');
  return isTimeout && wasLate(waited);
}

/** The problem of a monitor that is busy, possibly with a connection of ours that QEMU has not let go of yet. */
export function problemOfOwnConnection(where: string, { ranMs, lateMs }: Waited): Problem {
  const why = `QEMU serves a client, maybe our last connection, which was closed ${seconds(ranMs + lateMs)} s ago`;
  return { kind: 'late', message: `${where}: no answer yet: ${why}` };
}

/** The problem of a guest that has not answered yet, after a wait that says nothing of it. */
export function problemOfLateness(where: string, waited: Waited): Problem {
  const { ranMs, lateMs } = waited;
  const why = wasLate(waited)
    ? `qgauge itself did not run for ${seconds(lateMs)} of ${seconds(ranMs + lateMs)} s: its host or control group has no CPU to spare`
    : `it was asked ${seconds(ranMs)} s ago`;
  return { kind: 'late', message: `${where}: no answer yet: ${why}` };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
