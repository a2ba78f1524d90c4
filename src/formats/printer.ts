import type { Snapshot } from '../model/snapshot.js';
import type { MetricGroup } from '../model/vocabulary.js';

/** Turns one snapshot after the other into text of one format. */
export interface Printer {
  /** Lines go one after the other; a document takes the place of the one before it. */
  readonly kind: 'lines' | 'document';
  /** What stands once before the first text, with its line end; empty where the format has no such thing. */
  readonly header: string;
  /** The text of one snapshot, whole lines. */
  print(snapshot: Snapshot): string;
}

export interface PrinterOptions {
  /** What to print; kvmtop's default are cpu and mem. ndjson and hv-monitor print all that they have. */
  readonly groups: readonly MetricGroup[];
  /** Adds the figures that kvmtop prints with --verbose only. */
  readonly verbose: boolean;
  /** The host's network interfaces to sum; default all physical ones. */
  readonly netdev?: readonly string[] | undefined;
  /** The host's block devices to sum; default all physical ones. */
  readonly storedev?: readonly string[] | undefined;
}
