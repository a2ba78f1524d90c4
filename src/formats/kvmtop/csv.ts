import type { Snapshot } from '../../model/snapshot.js';
import { stripControls } from '../../support/terminal-safe.js';
import type { Printer, PrinterOptions } from '../printer.js';
import { chosenMetrics, GUEST_METRICS } from './catalogue.js';
import { printed } from './metric.js';
import { hostSubjectOf } from './subject.js';

/** What stands before the metrics. */
export const CSV_COLUMNS = ['time', 'name', 'uuid', 'pid'] as const;

/** A spreadsheet takes a cell that begins so for a formula, and would run what a guest's name says. */
const FORMULA = /^[=+\-@]/;

/** CSV (RFC 4180): a row a guest and snapshot, dated in UTC; a cell that nobody knows is empty. Of guests only, as kvmtop's text. */
export function createCsv(options: PrinterOptions): Printer {
  const metrics = chosenMetrics(GUEST_METRICS, options);
  return {
    kind: 'lines',
    header: rowOf([...CSV_COLUMNS, ...metrics.map(({ name }) => name)]),
    print({ takenAtSeconds, host: hostSnapshot, guests }: Snapshot): string {
      const host = hostSubjectOf(hostSnapshot, options);
      const time = new Date(takenAtSeconds * 1000).toISOString();
      const rows = guests.map((guest) => {
        const figures = metrics.map((metric) => printed(metric, { guest, host }));
        return rowOf([time, guest.name, guest.uuid, guest.pid, ...figures]);
      });
      return rows.join('');
    },
  };
}

/** A row with its end (RFC 4180); `undefined` and null are empty cells. */
export function rowOf(cells: readonly (string | number | bigint | null | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** A text that looks like a formula gets an apostrophe before it, by which spreadsheets know a text. */
function cellOf(value: string | number | bigint | null | undefined): string {
  if (typeof value !== 'string') return String(value ?? '');
  const line = stripControls(value);
  const text = FORMULA.test(line) ? `'${line}` : line;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
