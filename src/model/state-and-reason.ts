import type { RunState } from './run-state.js';

/** The reasons of each of libvirt's states, both in the order of their numbers (virDomainState, virDomainRunningReason …). */
const REASONS = {
  nostate: ['unknown'],
  running: [
    'unknown',
    'booted',
    'migrated',
    'restored',
    'from-snapshot',
    'unpaused',
    'migration-canceled',
    'save-canceled',
    'wakeup',
    'crashed',
    'postcopy',
    'postcopy-failed',
  ],
  blocked: ['unknown'],
  paused: [
    'unknown',
    'user',
    'migration',
    'save',
    'dump',
    'ioerror',
    'watchdog',
    'from-snapshot',
    'shutting-down',
    'snapshot',
    'crashed',
    'starting-up',
    'postcopy',
    'postcopy-failed',
    'api-error',
  ],
  shutdown: ['unknown', 'user'],
  shutoff: [
    'unknown',
    'shutdown',
    'destroyed',
    'crashed',
    'migrated',
    'saved',
    'failed',
    'from-snapshot',
    'daemon',
  ],
  crashed: ['unknown', 'panicked'],
  pmsuspended: ['unknown'],
} as const;

type Reasons = typeof REASONS;
export type StateName = keyof Reasons;
export type ReasonOf<State extends StateName> = Reasons[State][number];
export type ReasonName = { [State in StateName]: ReasonOf<State> }[StateName];

/** The state of a guest by libvirt's words, and their numbers. */
export interface NamedState {
  readonly state: StateName;
  readonly reason: ReasonName;
  /** VIR_DOMAIN_RUNNING is 1. */
  readonly stateNumber: number;
  /** The same number means something else in each state. */
  readonly reasonNumber: number;
}

/** A state as its name and that of its reason. */
export type StateAndReason = { [State in StateName]: readonly [State, ReasonOf<State>] }[StateName];

/** Adds libvirt's numbers to a state. */
export function numberState([state, reason]: StateAndReason): NamedState {
  const reasons: readonly string[] = REASONS[state];
  const stateNumber = Object.keys(REASONS).indexOf(state);
  return { state, reason, stateNumber, reasonNumber: reasons.indexOf(reason) };
}

/** What is known of a QEMU at one moment. */
export interface StateLook {
  /** `undefined` when QEMU does not answer. */
  readonly runState: RunState | undefined;
  /** Whether it writes a dump (query-dump), which the run state does not tell from a snapshot. */
  readonly isDumping?: boolean | undefined;
}

/** What libvirt says of a guest that it meets in this run state, for instance after libvirt was started anew. */
const COLD: { readonly [runState: RunState]: StateAndReason } = {
  running: ['running', 'unknown'],
  paused: ['paused', 'user'],
  prelaunch: ['paused', 'user'],
  inmigrate: ['paused', 'migration'],
  postmigrate: ['paused', 'migration'],
  'finish-migrate': ['paused', 'migration'],
  'io-error': ['paused', 'ioerror'],
  'save-vm': ['paused', 'save'],
  watchdog: ['paused', 'watchdog'],
  shutdown: ['shutdown', 'unknown'],
  'guest-panicked': ['crashed', 'panicked'],
  suspended: ['pmsuspended', 'unknown'],
};

/** The state that can be told without a history; see {@link COLD}. A run state that only a later QEMU has is paused. */
export function coldState({ runState, isDumping = false }: StateLook): StateAndReason {
  if (runState === undefined) return ['nostate', 'unknown'];
  if (runState === 'save-vm' && isDumping) return ['paused', 'dump'];
  return (Object.hasOwn(COLD, runState) ? COLD[runState] : undefined) ?? ['paused', 'unknown'];
}
