import type { DomainState } from '../../model/domain-info.js';
import { readRunStatus } from '../../qemu/status.js';
import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { state } from '../state.js';

/**
 * Stops the vCPUs: stop. One that is stopped already stays as it is; so does one that sleeps (run state `suspended`), which
 * wakes up stopped.
 *
 * @returns the state that was read back
 */
export async function suspend(reach: ControlReach, options: CallOptions = {}): Promise<DomainState> {
  return reach.control.call('suspend', options, async (call) => {
    await call.qemu('stop', undefined, { advice: domCommand('resume', reach.name) });
    await call.until('the guest to stop', {
      event: ({ event }) => (event === 'STOP' ? true : undefined),
      query: async () => ((await readRunStatus(reach.qmp, reach.options)).isRunning ? undefined : true),
    });
    return state(reach);
  });
}
