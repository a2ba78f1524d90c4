import type { TableView } from '../formats/table/table-view.js';
import { wrapText } from '../support/fit-text.js';
import { paintLine, type StyledLine } from '../support/styled-text.js';
import { lookOf, shownLine, type TerminalLook } from '../terminal/terminal.js';
import type { Context } from './context.js';
import type { Listing, PrintOptions, TableCommand } from './table-command.js';
import { tableWidth } from './table-width.js';

/** How a command prints what it finds. */
export interface Printing<Item> {
  readonly command: TableCommand<Item>;
  readonly options: PrintOptions;
  /** Loaded already where the options choose something. */
  readonly view: TableView<Item> | undefined;
}

/** @throws {TableError} when the options do not fit the table */
export async function loadView<Item>(
  { loadTable }: TableCommand<Item>,
  options: PrintOptions,
): Promise<TableView<Item>> {
  const [{ viewTable }, table] = await Promise.all([import('../formats/table/table-view.js'), loadTable()]);
  return viewTable(table, options);
}

/** A pipe takes any text, and no colours. */
const PIPE: TerminalLook = { palette: 'plain', isAscii: false };

/** Formats a listing for standard output, whatever that is. */
export async function formatListing<Item>(
  listing: Listing<Item>,
  printing: Printing<Item>,
  context: Context,
): Promise<string> {
  const { command, options, view } = printing;
  if (options.json) {
    const items = view?.pick(listing.items) ?? listing.items;
    return command.encodeJson({ ...listing, items });
  }
  const look = context.terminal === undefined ? PIPE : lookOf(process.env);
  const layout = await layoutListing(listing, printing);
  const lines = layout(tableWidth(context, options.wide));
  return lines.map((line) => `${paintLine(shownLine(line, look), look.palette)}\n`).join('');
}

/** Prepares the lines of a table for a terminal of any width; without one for a pipe. */
export async function layoutListing<Item>(
  { items }: Listing<Item>,
  { command, options, view }: Printing<Item>,
): Promise<(width?: number) => readonly StyledLine[]> {
  if (items.length === 0) return (width) => linesOf(command.whenEmpty, width);
  const { pick, layout } = view ?? (await loadView(command, options));
  const picked = pick(items);
  return (width) => layout(picked, width);
}

function linesOf(text: string, width: number | undefined): readonly StyledLine[] {
  const lines = width === undefined ? [text] : wrapText(text, width);
  return lines.map((line) => [{ text: line }]);
}
