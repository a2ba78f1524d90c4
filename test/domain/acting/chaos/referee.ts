import { messageOf } from '../../../../src/support/errors.js';
import type { ChaosCall } from './chaos-calls.js';

/** How a call has ended. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Its process was killed before it ended. */
  | { readonly kind: 'killed' };

/** What is known of one call. */
export interface CallFacts {
  readonly call: ChaosCall;
  readonly outcome: Outcome;
  /** The run state before it. */
  readonly before: string;
  /** The run state after it; `undefined` when QEMU has ended. */
  readonly after: string | undefined;
  /** The run states to which earlier calls may lead later. */
  readonly late: ReadonlySet<string>;
}

/** What is wrong with how a call has left its guest; `undefined` when nothing is. */
export function judge({ call, outcome, before, after, late }: CallFacts): string | undefined {
  const [verb] = call.typed;
  if (after === undefined) return undefined;
  if (outcome.kind === 'done' && verb === 'suspend' && after === 'running')
    return 'it says that the guest has stopped, and it runs';
  if (outcome.kind === 'done' && verb === 'resume' && after !== 'running' && !late.has(after))
    return `it says that the guest runs, and it is ${after}`;
  if (after === 'running' || before !== 'running' || late.has(after)) return undefined;
  if (call.stops === undefined) return `it has left the guest ${after}`;
  if (outcome.kind !== 'failed' || call.stops.says.test(messageOf(outcome.error))) return undefined;
  return `it has left the guest ${after}, and does not say so: ${messageOf(outcome.error)}`;
}
