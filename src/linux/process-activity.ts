import type { ProcStat } from './proc-stat.js';

/**
 * Whether a process can do anything at present:
 *
 * - `running`: also when it sleeps
 * - `stopped`: by SIGSTOP or a debugger
 * - `frozen`: by the freezer of its control group, as `docker pause` does
 */
export type Activity = 'running' | 'stopped' | 'frozen';

/**
 * Where a frozen thread waits in the kernel: with control groups v1 in state D (kernel/freezer.c), with v2 in state S, on the
 * way to handle signals (kernel/signal.c: do_freezer_trap, which the compiler may have put into get_signal).
 */
const FROZEN_AT: { readonly [state: string]: readonly string[] } = {
  D: ['__refrigerator'],
  S: ['do_freezer_trap', 'get_signal'],
};

/**
 * What a process is doing.
 *
 * @param readWchan reads /proc/PID/wchan, in which a user who may not know finds 0
 */
export function activityOf({ state }: ProcStat, readWchan: () => string | undefined): Activity {
  if (state === 'T' || state === 't') return 'stopped';
  const places = FROZEN_AT[state];
  return places?.includes(readWchan() ?? '') ? 'frozen' : 'running';
}
