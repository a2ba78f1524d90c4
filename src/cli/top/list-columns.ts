import { encodeItems } from '../../formats/table/layout.js';
import { tableColumn } from '../../formats/table/table-column.js';
import type { TopScreen } from '../../formats/top/top-screen.js';

type Listed = TopScreen['columns'][number];

const column = tableColumn<Listed>;

/** What `--columns help` prints: every column of a screen, those that are shown without it marked. */
export function listColumns({ columns, shown }: TopScreen): string {
  return encodeItems(
    [
      column({ name: 'name', heading: 'NAME', unit: 'text', figureOf: ({ name }) => name }),
      column({
        ...{ name: 'shown', heading: 'SHOWN', unit: 'text' },
        figureOf: ({ name }) => (shown.includes(name) ? 'yes' : 'no'),
      }),
      column({ name: 'unit', heading: 'UNIT', unit: 'text', figureOf: ({ unit }) => unit }),
      column({
        ...{ name: 'about', heading: 'WHAT IT SHOWS', unit: 'text' },
        figureOf: ({ about }) => about,
        cell: ({ about = '' }) => about,
      }),
    ],
    columns,
  );
}
