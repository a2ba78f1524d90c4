import type { MonitorSocket } from '../discover/target.js';
import type { Problem } from '../model/problem.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/**
 * What a {@link Monitor} does at the moment:
 *
 * - `idle`: no connection, and nothing known against one
 * - `blocked`: its QEMU has no monitor, has ended, or is stopped
 * - `probing`: each of its sockets serves another client; they are probed again in a moment
 * - `backing-off`: no connection until `retryAtMs` (by performance.now())
 * - `opening`: connecting, or waiting for the greeting; `before` is what was wrong until then
 * - `open`: connected for one use
 * - `held`: connected until it is closed
 * - `lost`: a held connection has ended by itself
 * - `closed`: for good
 */
export type MonitorState =
  | { readonly name: 'idle' | 'lost' | 'closed' }
  | { readonly name: 'blocked' | 'probing'; readonly problem: Problem }
  | { readonly name: 'backing-off'; readonly problem: Problem; readonly retryAtMs: number }
  | { readonly name: 'opening'; readonly socket: MonitorSocket; readonly before: Problem | undefined }
  | { readonly name: 'open' | 'held'; readonly socket: MonitorSocket; readonly client: QmpClient };

/** What keeps a monitor from being connected to in this state; `undefined` where nothing does. */
export function obstacleOf(state: MonitorState): Problem | undefined {
  if ('problem' in state) return state.problem;
  return state.name === 'opening' ? state.before : undefined;
}

/** One line for the debug log. */
export function describeState(state: MonitorState): string {
  return 'problem' in state ? `${state.name}: ${state.problem.message}` : state.name;
}
