import type { DomainState } from '../../model/domain-info.js';
import { readRunStatus } from '../../qemu/status.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { state } from '../state.js';
import { describeRunState } from './run-states.js';

/**
 * In these states the guest runs, or is about to run, in another QEMU: this one would run it a second time, on the same disks. A
 * QEMU that was started to load a guest has none yet.
 */
const ELSEWHERE: ReadonlySet<string> = new Set(['postmigrate', 'finish-migrate', 'inmigrate']);

/** In these states cont answers, and does nothing, or refuses. */
const ASLEEP: ReadonlySet<string> = new Set(['suspended', 'shutdown']);

/**
 * Lets the vCPUs run: cont. After an I/O error, QEMU tries the request again.
 *
 * @param options.force also where the guest may run elsewhere, after a migration
 * @returns the state that was read back
 * @throws {ControlRefusedError} then, without `force`; and where only a reset, or waking it up, lets it run
 */
export async function resume(
  reach: ControlReach,
  { force = false, ...options }: CallOptions & { readonly force?: boolean | undefined } = {},
): Promise<DomainState> {
  const { qmp, options: ask } = reach;
  return reach.control.call('resume', options, async (call) => {
    const { runState = '' } = await readRunStatus(qmp, ask);
    if (ASLEEP.has(runState)) throw new ControlRefusedError(reach.name, describeRunState(runState));
    if (ELSEWHERE.has(runState) && !force) {
      const why = `its run state is ${terminalSafe(runState, 30)}: it may run in another QEMU, on the same disks`;
      throw new ControlRefusedError(reach.name, `${why}; where it surely does not, use force (--force)`);
    }
    await call.qemu('cont', undefined, { advice: domCommand('suspend', reach.name) });
    await call.until('the guest to run', {
      event: ({ event }) => (event === 'RESUME' ? true : undefined),
      query: async () => ((await readRunStatus(qmp, ask)).isRunning ? true : undefined),
    });
    return state(reach);
  });
}
