import type { Snapshot } from '../../model/snapshot.js';
import { stripControls } from '../../support/terminal-safe.js';
import type { Printer, PrinterOptions } from '../printer.js';
import { chosenMetrics, GUEST_METRICS } from './catalogue.js';
import { printed } from './metric.js';
import { hostSubjectOf } from './subject.js';

/** The columns before the metrics. */
export const CSV_COLUMNS = ['time', 'name', 'uuid', 'pid'] as const;

/** A spreadsheet evaluates a cell that begins so: a guest's name must not become a formula. */
const FORMULA = /^[=+\-@]/;

/**
 * CSV (RFC 4180): a row for each guest, dated in UTC; an unknown cell is empty. Like kvmtop's text, it leaves out the
 * host.
 */
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

/** Encodes a row with its line end (RFC 4180); `undefined` and null are empty cells. */
export function rowOf(cells: readonly (string | number | bigint | null | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** A text that looks like a formula gets a leading apostrophe, which marks a text in spreadsheets. */
function cellOf(value: string | number | bigint | null | undefined): string {
  if (typeof value !== 'string') return String(value ?? '');
  const line = stripControls(value);
  const text = FORMULA.test(line) ? `'${line}` : line;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
