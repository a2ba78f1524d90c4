/** What a configuration file says, in base units. What it says nothing of is `undefined` or empty. */
export interface Config {
  readonly intervalSeconds: number | undefined;
  readonly slowIntervalSeconds: number | undefined;
  readonly timeouts: TimeoutsConfig;
  readonly hold: boolean | undefined;
  /** `off`: nothing is to be written to any guest. */
  readonly polling: PollingConfig | undefined;
  readonly guests: readonly GuestConfig[];
  readonly discover: boolean | undefined;
  /** Names; those of guests with `expected: true` are among them. */
  readonly expected: readonly string[];
  readonly procfs: string | undefined;
  readonly sysfs: string | undefined;
  readonly cgroup: string | undefined;
  readonly numa: boolean | undefined;
  readonly agent: boolean | undefined;
  readonly sinks: readonly SinkConfig[];
}

/** Seconds as QEMU counts them, whole. */
export type PollingConfig = 'off' | number;

export interface TimeoutsConfig {
  readonly greetingMs: number | undefined;
  readonly commandMs: number | undefined;
  readonly slowCommandMs: number | undefined;
  readonly guestMs: number | undefined;
}

export interface GuestConfig {
  readonly name: string | undefined;
  /** As `parseAddress` takes it. */
  readonly address: string;
}

export interface SinkConfig {
  readonly printer: 'json' | 'text' | 'ndjson' | 'csv' | 'influx' | 'hv-monitor';
  /** `undefined`: kvmtop's default, cpu and mem. */
  readonly metrics: readonly MetricsConfig[] | undefined;
  readonly verbose: boolean;
  readonly netdev: readonly string[] | undefined;
  readonly storedev: readonly string[] | undefined;
  readonly output: 'stdout' | 'file' | 'tcp' | 'udp';
  /** `undefined` for standard output only. */
  readonly target: string | undefined;
  readonly spool: SpoolConfig | undefined;
}

export type MetricsConfig = 'cpu' | 'mem' | 'disk' | 'net' | 'io' | 'host' | 'pressure' | 'balloon';

export interface SpoolConfig {
  readonly directory: string;
  readonly limitBytes: number | undefined;
}
