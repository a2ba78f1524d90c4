import type { DomainState } from '../../model/domain-info.js';
import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';
import { state } from '../state.js';

/**
 * Resets the machine at once, as its reset button does: system_reset. What the guest has not written to its disks is lost; its
 * counters start anew. A guest that was stopped stays so.
 *
 * @returns the state that was read back
 */
export async function reset(reach: ControlReach, options: CallOptions = {}): Promise<DomainState> {
  return reach.control.call('reset', options, async (call) => {
    await call.qemu('system_reset');
    await call.until('the reset', { event: ({ event }) => (event === 'RESET' ? true : undefined) });
    return state(reach);
  });
}
