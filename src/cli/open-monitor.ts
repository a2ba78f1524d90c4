import { findTarget } from '../discover/find-guest.js';
import { holdMonitor } from '../monitor/with-monitor.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import { parseAddress } from '../protocol/transport/address.js';
import type { Context } from './context.js';

/** The options of a command that speaks to one monitor, as commander hands them over. */
export interface MonitorOptions {
  readonly control?: boolean;
  readonly unstable?: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** Those of `qgauge qmp`. */
export interface QmpOptions extends MonitorOptions {
  readonly compact?: boolean;
}

/** Holds a monitor that no other client holds; each command on it has the time of `--timeout`. */
export function openMonitor(
  text: string,
  { control, unstable, timeout }: MonitorOptions,
  { signal }: Pick<Context, 'signal'>,
): Promise<QmpClient> {
  const target = findTarget(parseAddress(text));
  return holdMonitor(target, { control, unstable, commandTimeoutMs: timeout * 1000, signal });
}
