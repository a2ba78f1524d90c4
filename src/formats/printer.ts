import type { Snapshot } from '../model/snapshot.js';
import type { MetricGroup } from '../model/vocabulary.js';

/** Encodes snapshots as text of one format. */
export interface Printer {
  /** Lines are appended; a document replaces the previous one. */
  readonly kind: 'lines' | 'document';
  /** Precedes the first text, with its line end; empty in formats without a header. */
  readonly header: string;
  /** Encodes one snapshot as whole lines. */
  print(snapshot: Snapshot): string;
  /** A second form of a document, for readers that cannot take the first: a file beside the document's file. */
  readonly beside?: BesideDocument | undefined;
}

/** A second form of a document. */
export interface BesideDocument {
  /** Follows the name of the document's file. */
  readonly suffix: string;
  /** Encodes what {@link Printer.print} has returned. */
  encode(text: string): Promise<string>;
}

/** What a printer prints. */
export interface PrinterOptions {
  /** Ignored by ndjson and hv-monitor, which print everything. */
  readonly groups: readonly MetricGroup[];
  /** Adds the metrics that kvmtop prints only with `--verbose`. */
  readonly verbose: boolean;
  /** The host's network interfaces to sum. Default: all physical ones. */
  readonly netdev?: readonly string[] | undefined;
  /** The host's block devices to sum. Default: all physical ones. */
  readonly storedev?: readonly string[] | undefined;
  /** How wide the terminal is now, for the table: columns without room are left out. Default: every column has room. */
  readonly width?: (() => number | undefined) | undefined;
  /** For a terminal that cannot show UTF-8: the table is in ASCII (default: false). */
  readonly isAscii?: boolean | undefined;
}
