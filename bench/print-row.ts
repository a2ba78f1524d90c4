import type { Row } from './statistics.js';

const HEADINGS = { what: 'WHAT', ours: 'OURS', ratio: 'RATIO', target: 'TARGET', met: 'MET', floor: 'FLOOR' };

/** Prints the headings of the columns. */
export function printHeadings(): void {
  console.log(lineOf(HEADINGS));
}

/** Prints one row, under the headings. */
export function printRow(row: Row): void {
  const met = row.target === '' ? '' : row.isMet ? 'yes' : 'NO';
  console.log(lineOf({ ...row, met }));
}

/** The floor comes last: it is a sentence, of any length. */
function lineOf({ what, ours, ratio, target, met, floor }: typeof HEADINGS): string {
  const columns = [
    what.padEnd(66),
    ours.padEnd(22),
    ratio.padEnd(6),
    target.padEnd(18),
    met.padEnd(4),
    floor,
  ];
  return columns.join(' ').trimEnd();
}
