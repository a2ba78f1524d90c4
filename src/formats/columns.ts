import stringWidth from 'string-width';

/** A column of a table for people. */
export interface Column {
  readonly heading: string;
  readonly align: 'left' | 'right';
}

const GAP = '  ';

/**
 * Lays out cells, which must be safe for a terminal, in columns: a line of headings and a line for each row, without
 * trailing blanks.
 */
export function layoutColumns(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const all = [columns.map(({ heading }) => heading), ...rows];
  const widths = columns.map((_, at) => Math.max(...all.map((row) => stringWidth(row[at] ?? ''))));
  const lines = all.map((row) =>
    columns.map(({ align }, at) => pad(row[at] ?? '', widths[at] ?? 0, align)).join(GAP),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function pad(text: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}
