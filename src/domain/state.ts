import type { DomainState } from '../model/domain-info.js';
import { coldState, numberState } from '../model/state-and-reason.js';
import { type Happening, stateFromHistory } from '../model/state-history.js';
import { readDump } from '../qemu/dump.js';
import { readRunStatus } from '../qemu/status.js';
import type { QmpReach } from './qmp-reach.js';

/**
 * Reads the state of the guest: query-status, and query-dump where that decides. QEMU does not remember why it is in a state:
 * without a history the reason is what libvirt says of a guest that it meets, `unknown` while it runs.
 *
 * @param history what happened since the guest's start, or since it was last seen in another state
 */
export async function state(
  { qmp, options }: Pick<QmpReach, 'qmp' | 'options'>,
  history?: readonly Happening[],
): Promise<DomainState> {
  const status = await readRunStatus(qmp, options);
  const dump = status.runState === 'save-vm' ? await readDump(qmp, options) : undefined;
  const look = { runState: status.runState, isDumping: dump?.status === 'active' };
  const named = history === undefined ? coldState(look) : stateFromHistory(look, history);
  return { ...numberState(named), ...status };
}
