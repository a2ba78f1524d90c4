import type { RunState } from './run-state.js';
import { coldState, numberState } from './state-and-reason.js';

/** A state and its reason by the numbers of virDomainState and its reasons. */
export interface LibvirtState {
  readonly state: number;
  readonly reason: number;
}

/** What libvirt says of a guest in this run state; no state for one whose QEMU does not answer. */
export function libvirtStateOf(runState: RunState | undefined): LibvirtState {
  const { stateNumber, reasonNumber } = numberState(coldState({ runState }));
  return { state: stateNumber, reason: reasonNumber };
}
