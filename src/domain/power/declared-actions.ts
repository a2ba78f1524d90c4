import { type CommandLineOption, readCommandLine } from '../command-line-options.js';
import type { ProcessReach } from '../own-process.js';

/** What a QEMU was started to do when its guest resets or shuts down. set-action changes it, and no command tells it. */
export interface DeclaredActions {
  readonly reboot: string;
  readonly shutdown: string;
}

/**
 * Reads what a QEMU does when its guest resets or shuts down, from its command line.
 *
 * @throws {UnsupportedError} when its process is not on this host, or does not show its command line
 */
export function readDeclaredActions(reach: ProcessReach): DeclaredActions {
  return declaredActions(readCommandLine(reach));
}

/** Of `-no-reboot`, `-no-shutdown` and `-action`, the last one counts. */
export function declaredActions(options: readonly CommandLineOption[]): DeclaredActions {
  let actions: DeclaredActions = { reboot: 'reset', shutdown: 'poweroff' };
  for (const { name, parts } of options) {
    if (name === 'no-reboot') actions = { ...actions, reboot: 'shutdown' };
    else if (name === 'no-shutdown') actions = { ...actions, shutdown: 'pause' };
    else if (name === 'action') actions = { ...actions, ...parts };
  }
  return actions;
}
