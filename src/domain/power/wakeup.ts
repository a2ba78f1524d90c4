import type { DomainState } from '../../model/domain-info.js';
import { readRunStatus } from '../../qemu/status.js';
import { asRecord } from '../../support/decode.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { state } from '../state.js';

/**
 * Wakes a guest up that sleeps with its state in memory: system_wakeup.
 *
 * @returns the state that was read back
 * @throws {ControlRefusedError} when it does not sleep
 * @throws {UnsupportedError} when its machine cannot be woken
 */
export async function wakeup(reach: ControlReach, options: CallOptions = {}): Promise<DomainState> {
  const { name, qmp, options: ask } = reach;
  return reach.control.call('wakeup', options, async (call) => {
    const { runState = 'not known' } = await readRunStatus(qmp, ask);
    if (runState !== 'suspended')
      throw new ControlRefusedError(
        name,
        `it does not sleep: its run state is ${terminalSafe(runState, 30)}`,
      );
    if (!(await canWakeUp(reach))) throw new UnsupportedError(name, 'its machine cannot be woken up');
    await call.qemu('system_wakeup');
    await call.until('the guest to wake up', {
      event: ({ event }) => (event === 'WAKEUP' ? true : undefined),
      query: async () => ((await readRunStatus(qmp, ask)).runState === 'suspended' ? undefined : true),
    });
    return state(reach);
  });
}

/** Whether something can wake the machine up: query-current-machine. */
export async function canWakeUp({ qmp, options }: ControlReach): Promise<boolean> {
  const machine = asRecord(await qmp.execute('query-current-machine', undefined, options));
  return machine?.['wakeup-suspend-support'] === true;
}
