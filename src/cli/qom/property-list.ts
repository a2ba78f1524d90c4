import { tableColumn } from '../../formats/table/table-column.js';
import { type ItemTable, type TableChoice, viewTable } from '../../formats/table/table-view.js';
import { lineText } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { Property } from './read-properties.js';

const column = tableColumn<Property>;

const PROPERTIES: ItemTable<Property> = {
  columns: [
    column({
      ...{ name: 'name', heading: '', unit: 'text', figureOf: ({ name }) => name },
      cell: ({ name }) => terminalSafe(name),
    }),
    column({
      ...{
        name: 'type',
        heading: '',
        unit: 'text',
        isElastic: true,
        cutTo: 16,
        figureOf: ({ type }) => type,
      },
      cell: ({ type }) => terminalSafe(type),
    }),
  ],
  wide: [],
  notesOf: () => [],
};

/** Prints properties, a line each, without headings; `width` is that of a terminal. */
export type PropertyPrinter = (properties: readonly Property[], width: number | undefined) => string;

/** @throws {TableError} when there is no such column, or the filter is not valid */
export function propertyPrinter(choice: TableChoice): PropertyPrinter {
  const { pick, layout } = viewTable(PROPERTIES, choice);
  return (properties, width) => {
    const picked = pick(properties);
    if (width === undefined && choice.columns === undefined) return encodeForPipe(picked);
    const [, ...lines] = layout(picked, width);
    return lines.map((line) => `${lineText(line)}\n`).join('');
  };
}

/** A name of more than this is not aligned with. */
const LONG_NAME = 40;

function encodeForPipe(properties: readonly Property[]): string {
  const width = Math.min(LONG_NAME, Math.max(0, ...properties.map(({ name }) => name.length)));
  return properties
    .map(({ name, type }) => `${terminalSafe(name).padEnd(width)}  ${terminalSafe(type)}\n`)
    .join('');
}
