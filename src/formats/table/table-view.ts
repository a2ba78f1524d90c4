import { lineText, type StyledLine } from '../../support/styled-text.js';
import { type Footnote, layoutFootnotes } from '../footnotes.js';
import { chooseColumns } from './choose-columns.js';
import { parseFilter } from './filter.js';
import { layoutTable } from './layout.js';
import { parseSort, sortItems } from './sort-items.js';
import type { TableColumn } from './table-column.js';

/** A table for people, as it is declared. */
export interface ItemTable<Item> {
  /** All columns, as they stand where nothing is left out; the first names the item. */
  readonly columns: readonly TableColumn<Item>[];
  /** The names of those that a terminal shows only if they are chosen. */
  readonly wide: readonly string[];
  /** What is said about an item below the table of a terminal. */
  readonly notesOf: (item: Item) => readonly Footnote[];
  /** The column that says the same: where it is chosen, nothing is said below. */
  readonly notesColumn?: string | undefined;
}

/** What the user has chosen of a table, as texts of `--columns`, `--sort` and `--filter`. */
export interface TableChoice {
  readonly columns?: string | undefined;
  readonly sort?: string | undefined;
  readonly filter?: string | undefined;
}

/** A table with what the user has chosen of it. */
export interface TableView<Item> {
  /** The items that pass the filter, in order. */
  pick(items: readonly Item[]): readonly Item[];
  /**
   * Lays out items that are picked: headings, a line for each, and below an empty line what is said about them.
   *
   * @param width that of the terminal, in which every line fits (default: no column is left out, and nothing is cut or said
   * below)
   */
  layout(picked: readonly Item[], width?: number): readonly StyledLine[];
}

/**
 * Chooses what to show of a table.
 *
 * @throws {TableError} when the choice does not fit the table
 */
export function viewTable<Item>(table: ItemTable<Item>, choice: TableChoice): TableView<Item> {
  const { columns: all, wide, notesOf, notesColumn } = table;
  const choose = (shown: readonly TableColumn<Item>[]) =>
    choice.columns === undefined ? shown : chooseColumns(choice.columns, all, shown);
  const everywhere = choose(all);
  const onTerminal = choose(all.filter(({ name }) => !wide.includes(name)));
  const isNoted = !onTerminal.some(({ name }) => name === notesColumn);
  const order = choice.sort === undefined ? undefined : parseSort(choice.sort, all);
  const matches = choice.filter === undefined ? undefined : parseFilter(choice.filter, all);
  return {
    pick: (items) => {
      const some = matches ? items.filter(matches) : items;
      return order ? sortItems(some, order) : some;
    },
    layout: (picked, width) => {
      const { headings, rows } = layoutTable(width === undefined ? everywhere : onTerminal, picked, {
        width,
      });
      const notes = width !== undefined && isNoted ? linesOfNotes(picked.flatMap(notesOf), width) : [];
      return [headings, ...rows, ...notes];
    },
  };
}

/** Encodes lines as text. */
export function textOfLines(lines: readonly StyledLine[]): string {
  return lines.map((line) => `${lineText(line)}\n`).join('');
}

function linesOfNotes(notes: readonly Footnote[], width: number): readonly StyledLine[] {
  const lines = layoutFootnotes(notes, width).split('\n').slice(0, -1);
  return lines.map((text) => [{ text }]);
}
