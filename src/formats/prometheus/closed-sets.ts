import { PROBLEM_VERDICTS, VERDICTS } from '../../model/verdict.js';

/** Stands for every state that is not in its set: one of a later QEMU. */
export const OTHER = 'other';

/** QEMU's RunState (qapi/run-state.json), with {@link OTHER}. */
export const RUN_STATES: readonly string[] = [
  ...[
    'running',
    'paused',
    'suspended',
    'shutdown',
    'io-error',
    'internal-error',
    'guest-panicked',
    'watchdog',
  ],
  ...['prelaunch', 'preconfig', 'inmigrate', 'postmigrate', 'finish-migrate', 'save-vm', 'restore-vm'],
  ...['debug', 'colo', OTHER],
];

/** Why a guest does not answer. */
export const PROBLEM_KINDS: readonly string[] = Object.keys(PROBLEM_VERDICTS);

/**
 * What the balloon's reports say of a guest's memory. Of a guest that does not answer, the kind of its problem is the verdict,
 * which has a set of its own; only `failed` is in both, since a guest may answer all but the question for its balloon.
 */
export const MEMORY_VERDICTS: readonly string[] = Object.keys(VERDICTS).filter(
  (verdict) => verdict === 'failed' || !(verdict in PROBLEM_VERDICTS),
);

/** What a disk's device says of its I/O. */
export const IO_STATUSES: readonly string[] = ['ok', 'nospace', 'failed'];

/** This end of a migration within one host; the guest itself is at the other. */
export const MIGRATION_ENDS: readonly string[] = ['incoming', 'outgoing'];

/** The member of a set that a state counts as; `undefined` while the state is unknown. */
export function memberOf(members: readonly string[], state: string | undefined): string | undefined {
  return state === undefined || members.includes(state) ? state : OTHER;
}
