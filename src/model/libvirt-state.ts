import type { RunState } from './run-state.js';

/** A state and its reason by the numbers of virDomainState and its reasons. */
export interface LibvirtState {
  readonly state: number;
  readonly reason: number;
}

const PAUSED = 3;
const UNKNOWN: LibvirtState = { state: PAUSED, reason: 0 };

/** By QEMU's run state alone, as libvirt judges when it meets a QEMU that already runs. */
const BY_RUN_STATE: { readonly [runState: RunState]: LibvirtState } = {
  running: { state: 1, reason: 0 },
  paused: { state: PAUSED, reason: 1 },
  prelaunch: { state: PAUSED, reason: 1 },
  inmigrate: { state: PAUSED, reason: 2 },
  postmigrate: { state: PAUSED, reason: 2 },
  'finish-migrate': { state: PAUSED, reason: 2 },
  'save-vm': { state: PAUSED, reason: 3 },
  'io-error': { state: PAUSED, reason: 5 },
  watchdog: { state: PAUSED, reason: 6 },
  shutdown: { state: 4, reason: 0 },
  'guest-panicked': { state: 6, reason: 1 },
  suspended: { state: 7, reason: 0 },
};

/** What libvirt says of a guest in this run state; no state for one whose QEMU does not answer. */
export function libvirtStateOf(runState: RunState | undefined): LibvirtState {
  if (runState === undefined) return { state: 0, reason: 0 };
  return Object.hasOwn(BY_RUN_STATE, runState) ? (BY_RUN_STATE[runState] ?? UNKNOWN) : UNKNOWN;
}
