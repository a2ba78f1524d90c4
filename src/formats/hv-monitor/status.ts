import type { ProblemKind } from '../../model/problem.js';
import type { RunState, RunStatus } from '../../model/run-state.js';

/** HV::Monitor's status_int. */
const RUNNING = 1;
const PAUSED = 3;
const SHUTDOWN = 4;
const SHUTOFF = 5;
const CRASHED = 6;
const PMSUSPENDED = 7;
const UNKNOWN = 9;

const STATUS: ReadonlyMap<RunState, number> = new Map([
  ['running', RUNNING],
  ['paused', PAUSED],
  ['prelaunch', PAUSED],
  ['preconfig', PAUSED],
  ['inmigrate', PAUSED],
  ['postmigrate', PAUSED],
  ['finish-migrate', PAUSED],
  ['restore-vm', PAUSED],
  ['save-vm', PAUSED],
  ['debug', PAUSED],
  ['watchdog', PAUSED],
  ['colo', PAUSED],
  ['io-error', PAUSED],
  ['shutdown', SHUTDOWN],
  ['guest-panicked', CRASHED],
  ['internal-error', CRASHED],
  ['suspended', PMSUSPENDED],
]);

/**
 * The status_int of a guest: 5 for an expected guest that is absent, 9 for one that did not answer. A state that only a later
 * QEMU has is 1 when QEMU says that the guest runs in it, else 9.
 */
export function statusOf(status: RunStatus | undefined, problem?: ProblemKind): number {
  if (problem === 'absent') return SHUTOFF;
  return STATUS.get(status?.runState ?? '') ?? (status?.isRunning ? RUNNING : UNKNOWN);
}
