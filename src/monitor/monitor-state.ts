import type { MonitorSocket } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/**
 * The state of a {@link Monitor}:
 *
 * - `idle`: no connection, and no reason against one
 * - `blocked`: its QEMU has no monitor, has ended, or is stopped
 * - `probing`: every socket serves another client; they are probed again in a moment
 * - `backing-off`: the next attempt is at `retryAtMs` (by performance.now())
 * - `opening`: connecting, or waiting for the greeting; `before` is the problem until then
 * - `open`: connected for one use
 * - `held`: connected until it is closed
 * - `lost`: the connection has ended unexpectedly
 * - `closed`: for good
 */
export type MonitorState =
  | { readonly name: 'idle' | 'lost' | 'closed' }
  | { readonly name: 'blocked' | 'probing'; readonly problem: Problem }
  | { readonly name: 'backing-off'; readonly problem: Problem; readonly retryAtMs: number }
  | { readonly name: 'opening'; readonly socket: MonitorSocket; readonly before: Problem | undefined }
  | { readonly name: 'open' | 'held'; readonly socket: MonitorSocket; readonly client: QmpClient };

/** The problem that prevents a connection in this state; `undefined` when there is none. */
export function obstacleOf(state: MonitorState): Problem | undefined {
  if ('problem' in state) return state.problem;
  return state.name === 'opening' ? state.before : undefined;
}

/** One line for the debug log. */
export function describeState(state: MonitorState): string {
  return 'problem' in state ? `${state.name}: ${state.problem.message}` : state.name;
}
