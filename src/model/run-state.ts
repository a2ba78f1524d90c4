/**
 * QEMU's RunState (qapi/run-state.json). Any string, since a later QEMU may add states.
 *
 * Known: debug, inmigrate, internal-error, io-error, paused, postmigrate, prelaunch, finish-migrate, restore-vm,
 * running, save-vm, shutdown, suspended, watchdog, guest-panicked, colo, preconfig.
 */
export type RunState = string;

/** Whether a guest runs, as query-status reports it. */
export interface RunStatus {
  readonly runState: RunState | undefined;
  /** Whether its vCPUs run, which QEMU says beside the state; `undefined` when it does not. */
  readonly isRunning?: boolean | undefined;
}

/** Whether a guest runs. What QEMU says beside the state decides: a later QEMU may have more states in which a guest runs. */
export function doesRun({ runState, isRunning }: RunStatus): boolean {
  return isRunning ?? runState === 'running';
}

/** States that a guest does not leave by itself, and that nobody has asked for. */
export const BROKEN_STATES: ReadonlySet<RunState> = new Set(['internal-error', 'io-error', 'guest-panicked']);
