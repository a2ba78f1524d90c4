/** The formats in which `stream` prints snapshots. */
export const PRINTER_NAMES = ['json', 'text', 'table', 'ndjson', 'csv', 'influx', 'hv-monitor'] as const;
export type PrinterName = (typeof PRINTER_NAMES)[number];

/** The formats in which `collect` prints one snapshot. */
export const COLLECT_FORMATS = ['hv-monitor', 'prometheus'] as const;
export type CollectFormat = (typeof COLLECT_FORMATS)[number];

/** The groups in which metrics are chosen: kvmtop's, and `balloon`. */
export const METRIC_GROUPS = ['cpu', 'mem', 'disk', 'net', 'io', 'host', 'pressure', 'balloon'] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/** What `stream` writes to. */
export const OUTPUT_NAMES = ['stdout', 'file', 'tcp', 'udp'] as const;
export type OutputName = (typeof OUTPUT_NAMES)[number];

/** The formats in which the report of a conformance run is written. */
export const CHECK_FORMATS = ['table', 'tap', 'junit', 'json'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** The encodings in which a guest reads its own statistics. */
export const STAT_ENCODINGS = ['text', 'xml', 'json', 'yaml'] as const;
export type StatEncoding = (typeof STAT_ENCODINGS)[number];

export const DEFAULT_PRINTER: PrinterName = 'text';
/** For people: where standard output is a terminal. */
export const TERMINAL_PRINTER: PrinterName = 'table';
/** As in kvmtop. */
export const DEFAULT_METRIC_GROUPS: readonly MetricGroup[] = ['cpu', 'mem'];
export const DEFAULT_OUTPUT: OutputName = 'stdout';

/** What a timeout is for, as the configuration file names it; {@link Timeouts} has the same names with their unit. */
export const TIMEOUT_NAMES = ['greeting', 'command', 'slowCommand', 'guest'] as const;
export type TimeoutName = (typeof TIMEOUT_NAMES)[number];

/** Milliseconds. */
export interface Timeouts {
  /** How long a monitor may take to greet. Default 1000. */
  readonly greetingMs?: number | undefined;
  /** How long a command of the fast lane may take. Default 2000. */
  readonly commandMs?: number | undefined;
  /** How long a command of the slow lane may take. Default 10000. */
  readonly slowCommandMs?: number | undefined;
  /** How long one guest may take in all; a sweep waits no longer, and never longer than its interval. Default 3000. */
  readonly guestMs?: number | undefined;
}
