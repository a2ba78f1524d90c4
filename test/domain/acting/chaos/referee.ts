import { messageOf } from '../../../../src/support/errors.js';
import type { ChaosCall } from './chaos-calls.js';

/** How a call has ended. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Its process was killed before it ended. */
  | { readonly kind: 'killed' };

/** How a guest is found. */
export interface GuestLook {
  readonly runState: string;
  readonly isThrottled: boolean;
  /** Whether what writes to its file system waits; a guest that does not run writes nothing. */
  readonly isFrozen: boolean;
}

/** What an earlier call may lead to later, beside run states: a freeze that was under way. */
export const FROZEN = 'frozen';

/** What is known of one call. */
export interface CallFacts {
  readonly call: ChaosCall;
  readonly outcome: Outcome;
  readonly before: GuestLook;
  /** `undefined` when QEMU has ended. */
  readonly after: GuestLook | undefined;
  /** To what earlier calls may lead later: run states, and {@link FROZEN}. */
  readonly late: ReadonlySet<string>;
}

/** What is wrong with how a call has left its guest; `undefined` when nothing is. */
export function judge(facts: CallFacts): string | undefined {
  const { after } = facts;
  return after && (judgeRunState(facts, after) ?? judgeThrottle(facts, after) ?? judgeFreeze(facts, after));
}

function judgeRunState(
  { call, outcome, before, late }: CallFacts,
  { runState }: GuestLook,
): string | undefined {
  const [verb] = call.typed;
  if (outcome.kind === 'done' && verb === 'suspend' && runState === 'running')
    return 'it says that the guest has stopped, and it runs';
  if (outcome.kind === 'done' && verb === 'resume' && runState !== 'running' && !late.has(runState))
    return `it says that the guest runs, and it is ${runState}`;
  if (runState === 'running' || before.runState !== 'running' || late.has(runState)) return undefined;
  if (call.stops === undefined) return `it has left the guest ${runState}`;
  return isSaid(outcome, call.stops.says)
    ? undefined
    : `it has left the guest ${runState}, and does not say so${told(outcome)}`;
}

const THROTTLED = /(?:changed|not known whether done): [^;]*block_set_io_throttle/;

function judgeThrottle({ call, outcome, before }: CallFacts, { isThrottled }: GuestLook): string | undefined {
  if (!isThrottled && call.throttles && outcome.kind === 'done') return 'it says that the disk is throttled';
  if (!isThrottled || before.isThrottled) return undefined;
  return call.throttles && isSaid(outcome, THROTTLED)
    ? undefined
    : `it has left the disk throttled, and does not say so${told(outcome)}`;
}

const FROZEN_BY_CALL = /(?:changed|not known whether done): [^;]*guest-fsfreeze-freeze/;

function judgeFreeze(
  { call, outcome, before, late }: CallFacts,
  { isFrozen }: GuestLook,
): string | undefined {
  if (!isFrozen) return undefined;
  if (outcome.kind === 'done' && call.typed[0] === 'domfsthaw')
    return 'it says that the guest is thawed, and it is frozen';
  if (before.isFrozen || late.has(FROZEN)) return undefined;
  return call.freezes && isSaid(outcome, FROZEN_BY_CALL)
    ? undefined
    : `it has left the guest frozen, and does not say so${told(outcome)}`;
}

/** A call that has done what it was to do has said so; a caller that was killed cannot. */
function isSaid(outcome: Outcome, says: RegExp): boolean {
  return outcome.kind !== 'failed' || says.test(messageOf(outcome.error));
}

function told(outcome: Outcome): string {
  return outcome.kind === 'failed' ? `: ${messageOf(outcome.error)}` : '';
}
