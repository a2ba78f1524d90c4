import type { GuestStatsOptions } from '../model/guest-stats-options.js';
import {
  DEFAULT_OUTPUT,
  DEFAULT_PRINTER,
  type MetricGroup,
  type OutputName,
  type PrinterName,
  type Timeouts,
} from '../model/vocabulary.js';

/** A configuration file in base units. What the file does not set is `undefined` or empty. */
export interface Config {
  readonly intervalSeconds: number | undefined;
  readonly slowIntervalSeconds: number | undefined;
  readonly timeouts: Timeouts;
  readonly hold: boolean | undefined;
  /** `off`: nothing is written to any guest. */
  readonly polling: PollingConfig | undefined;
  readonly guests: readonly GuestConfig[];
  readonly discover: boolean | undefined;
  /** Names, including those of guests with `expected: true`. */
  readonly expected: readonly string[];
  /** The `hold` of guests that the file names without an address. */
  readonly holdByName: ReadonlyMap<string, boolean>;
  readonly procfs: string | undefined;
  readonly sysfs: string | undefined;
  readonly cgroup: string | undefined;
  readonly numa: boolean | undefined;
  readonly guestStats: boolean | undefined;
  /** The guests that may ask what the host knows of them. */
  readonly channels: readonly ChannelConfig[];
  readonly agent: boolean | undefined;
  readonly sinks: readonly SinkConfig[];
}

/** Whole seconds, as QEMU counts them. */
export type PollingConfig = 'off' | number;

/** A guest at an address that the file names. */
export interface GuestConfig {
  readonly name: string | undefined;
  /** As `parseAddress` reads it. */
  readonly address: string;
  /** `undefined`: as for all guests. */
  readonly hold: boolean | undefined;
}

/** Where a guest's port `org.qgauge.0` is on the host, and what the guest is told there. */
export interface ChannelConfig {
  /** The name of the guest. */
  readonly name: string;
  /** `connect`: QEMU listens there. `listen`: QEMU connects there. */
  readonly way: 'connect' | 'listen';
  readonly path: string;
  readonly options: GuestStatsOptions;
}

/** Where snapshots are printed to, and how. */
export interface SinkConfig {
  readonly printer: PrinterName;
  /** `undefined`: the default, {@link DEFAULT_METRIC_GROUPS}. */
  readonly metrics: readonly MetricGroup[] | undefined;
  readonly verbose: boolean;
  readonly netdev: readonly string[] | undefined;
  readonly storedev: readonly string[] | undefined;
  readonly output: OutputName;
  /** `undefined` for standard output only. */
  readonly target: string | undefined;
  readonly spool: SpoolConfig | undefined;
}

/** Where a tcp sink keeps what it cannot send now. */
export interface SpoolConfig {
  readonly directory: string;
  /** `undefined`: the sink's own default. */
  readonly limitBytes: number | undefined;
}

/** The sink of a stream that declares none, and the defaults of one that does. */
export const DEFAULT_SINK: SinkConfig = {
  printer: DEFAULT_PRINTER,
  metrics: undefined,
  verbose: false,
  netdev: undefined,
  storedev: undefined,
  output: DEFAULT_OUTPUT,
  target: undefined,
  spool: undefined,
};
