import { readRunStatus } from '../../qemu/status.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { QmpReach } from '../qmp-reach.js';

/** What makes a guest run again that is in this run state. */
const ADVICE: { readonly [runState: string]: string } = {
  paused: 'resume it first',
  prelaunch: 'it has not been started yet: resume it first',
  suspended: 'wake it up first',
  shutdown: 'it has shut down: reset it, and resume it, to start it again',
  'guest-panicked': 'its system has crashed: reset it, and resume it',
};

/**
 * Expects a guest whose vCPUs run, so that it can react.
 *
 * @param more other run states in which it can
 * @throws {ControlRefusedError} when they do not
 */
export async function expectRunning(
  { name, qmp, options }: Pick<QmpReach, 'name' | 'qmp' | 'options'>,
  ...more: readonly string[]
): Promise<void> {
  const { runState = 'not known', isRunning } = await readRunStatus(qmp, options);
  if (isRunning === true || more.includes(runState)) return;
  throw new ControlRefusedError(name, describeRunState(runState));
}

/** A run state in which a guest does not react, and what to do: `its run state is paused: resume it first` */
export function describeRunState(runState: string): string {
  const advice = Object.hasOwn(ADVICE, runState) ? ADVICE[runState] : 'it does not run now';
  return `its run state is ${terminalSafe(runState, 30)}: ${advice}`;
}
