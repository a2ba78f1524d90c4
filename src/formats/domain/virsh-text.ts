import { fitMiddle, fitText } from '../../support/fit-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { textWidth } from '../../support/text-width.js';
import { narrowWidths } from './narrow-widths.js';

/** The longest text of a guest or a path that is printed. */
const MAX_TEXT = 4096;
const LABEL_COLUMNS = 15;
const GAP = 3;

/** What virsh prints for a value that is not known. */
export const NONE = '-';

/** `Id:             1`, a line each; a label without a value is left out. */
export function labelled(rows: readonly (readonly [label: string, value: Printable | undefined])[]): string {
  return rows
    .flatMap(([label, value]) =>
      value === undefined ? [] : [`${`${label}:`.padEnd(LABEL_COLUMNS)} ${safe(value)}\n`],
    )
    .join('');
}

/** `rd_req 398`, a line each; a name without a value is left out. */
export function listed(
  rows: readonly (readonly [name: string, value: Printable | undefined])[],
  separator = ' ',
): string {
  return rows
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}${separator}${safe(value)}\n`]))
    .join('');
}

/** For whom a table is drawn. */
export interface TableTextOptions {
  /** That of a terminal, in which each line fits: wide texts are cut in their middle (default: nothing is cut). */
  readonly width?: number | undefined;
}

/** A table as virsh draws it: its columns are as wide as their widest cell, below a line of dashes. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (Printable | undefined)[])[],
  { width = Number.POSITIVE_INFINITY }: TableTextOptions = {},
): string {
  const cells = rows.map((row) => headings.map((_, at) => safe(row[at] ?? NONE)));
  const full = headings.map((heading, at) =>
    Math.max(textWidth(heading), ...cells.map((row) => textWidth(row[at] ?? ''))),
  );
  const isText = headings.map((_, at) => rows.some((row) => typeof row[at] === 'string'));
  const lineWidth = full.reduce((sum, column) => sum + column + GAP, 1 - GAP);
  const widths = width < lineWidth ? narrowWidths(full, isText, lineWidth - width) : full;
  const line = (row: readonly string[]) => {
    const padded = row.map((cell, at) => padTo(fitMiddle(cell, widths[at] ?? 0), widths[at] ?? 0));
    return fitText(` ${padded.join(' '.repeat(GAP))}`.trimEnd(), width);
  };
  const dashes = '-'.repeat(
    Math.min(
      width,
      widths.reduce((sum, column) => sum + column + GAP, 0),
    ),
  );
  return [line(headings), dashes, ...cells.map(line)].map((text) => `${text}\n`).join('');
}

function padTo(text: string, columns: number): string {
  return text + ' '.repeat(columns - textWidth(text));
}

const SIZE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
const FACTOR = 1024;

/** A size as virsh prints it for people: `192.008 KiB`. */
export function prettySize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= FACTOR && unit < SIZE_UNITS.length - 1) {
    value /= FACTOR;
    unit++;
  }
  return `${value.toFixed(3)} ${SIZE_UNITS[unit]}`;
}

export type Printable = string | number | bigint | boolean;

function safe(value: Printable): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? terminalSafe(value, MAX_TEXT) : String(value);
}
