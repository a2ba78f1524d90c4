import type { SinkConfig } from '../../config/config.js';
import type { MetricGroup } from '../../formats/printer.js';

/** As kvmtop has it. */
export const DEFAULT_INTERVAL_SECONDS = 1;

/** The balloon's. */
export const DEFAULT_POLLING_SECONDS = 10;

/** What is printed where neither an option nor the configuration names metrics; as kvmtop has it. */
export const DEFAULT_GROUPS: readonly MetricGroup[] = ['cpu', 'mem'];

/** Where snapshots go, and how, where neither an option nor the configuration says. */
export const DEFAULT_SINK: SinkConfig = {
  printer: 'text',
  metrics: undefined,
  verbose: false,
  netdev: undefined,
  storedev: undefined,
  output: 'stdout',
  target: undefined,
  spool: undefined,
};
