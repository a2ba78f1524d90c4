import { QmpClient } from '../protocol/qmp/qmp-client.js';
import { parseAddress } from '../protocol/transport/address.js';
import type { Context } from './context.js';
import { ensureFree } from './ensure-free.js';

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

/** Connects to a monitor that nobody else holds; each command on it has the time of `--timeout`. */
export async function openMonitor(
  text: string,
  { control, unstable, timeout }: MonitorOptions,
  { signal }: Pick<Context, 'signal'>,
): Promise<QmpClient> {
  const address = parseAddress(text);
  await ensureFree(address, signal);
  return QmpClient.connect(address, { control, unstable, commandTimeoutMs: timeout * 1000, signal });
}
