import { createPrinter } from '../../src/formats/printers.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { METRIC_GROUPS } from '../../src/model/vocabulary.js';

export type KvmtopRow = Readonly<Record<string, number | string | null>>;

/** A snapshot in kvmtop's JSON, as a consumer parses it: every metric, of the default devices. */
export function printKvmtop(snapshot: Snapshot): {
  readonly host: KvmtopRow;
  readonly domains: readonly KvmtopRow[];
} {
  return JSON.parse(createPrinter('json', { groups: METRIC_GROUPS, verbose: true }).print(snapshot));
}

/** The row of the only guest. */
export function onlyDomain(snapshot: Snapshot): KvmtopRow {
  const { domains } = printKvmtop(snapshot);
  const [domain] = domains;
  if (domain === undefined || domains.length > 1) throw new Error(`there are ${domains.length} domains`);
  return domain;
}
