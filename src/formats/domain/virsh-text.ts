import { terminalSafe } from '../../support/terminal-safe.js';
import { textWidth } from '../../support/text-width.js';

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

/** A table as virsh draws it: its columns are as wide as their widest cell, below a line of dashes. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (Printable | undefined)[])[],
): string {
  const cells = rows.map((row) => headings.map((_, at) => safe(row[at] ?? NONE)));
  const widths = headings.map((heading, at) =>
    Math.max(textWidth(heading), ...cells.map((row) => textWidth(row[at] ?? ''))),
  );
  const line = (row: readonly string[]) => {
    const padded = row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - textWidth(cell)));
    return ` ${padded.join(' '.repeat(GAP))}`.trimEnd();
  };
  const dashes = '-'.repeat(widths.reduce((sum, width) => sum + width + GAP, 0));
  return [line(headings), dashes, ...cells.map(line)].map((text) => `${text}\n`).join('');
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
