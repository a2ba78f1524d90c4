/** The headings and names of the columns that a page describes in the table with this heading. */
export function documentedColumns(page: string, heading: string): readonly (readonly string[])[] {
  const [, rest = ''] = page.split(heading);
  const [table = ''] = rest.split('\n\n');
  const rows = table.matchAll(/^\| ([A-Z/, ]+) \| ([a-z`, ]+) \|/gm);
  return Array.from(rows, ([, headings = '', names = '']) => {
    const words = names.replaceAll('`', '').split(', ');
    return headings.split(', ').map((one, at) => [one, words[at] ?? '']);
  }).flat();
}
