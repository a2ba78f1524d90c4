import { didYouMean } from '../../support/nearest-word.js';
import { TableError } from './table-error.js';

/** Any table's columns, as far as their names go. */
type Named = { readonly name: string };

/** More names would hide the one that was meant. */
const MAX_NAMES = 30;

/**
 * Finds a column by its name; case does not matter.
 *
 * @throws {TableError} when there is none
 */
export function findColumn<Column extends Named>(columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  const names = columns.map((column) => column.name);
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  const listed = `${names.slice(0, MAX_NAMES).join(', ')}${more}`;
  // First what is most likely meant: a line of a terminal has no room for the rest.
  throw new TableError(
    `'${name}' is not a column${didYouMean(name, names) || ':'} expected one of ${listed}`,
  );
}

/**
 * Chooses columns by names with commas between them. `+name` adds one to those shown by default, `-name` takes one away.
 *
 * @throws {TableError} when there is no such column, or none is left
 */
export function chooseColumns<Column extends Named>(
  text: string,
  all: readonly Column[],
  shown: readonly Column[],
): readonly Column[] {
  const words = text.split(',').map((word) => word.trim());
  const isChange = words.every((word) => /^[+-]/.test(word));
  const chosen = new Set(isChange ? shown : []);
  for (const word of words) {
    const column = findColumn(all, word.replace(/^[+-]/, ''));
    if (word.startsWith('-')) chosen.delete(column);
    else chosen.add(column);
  }
  if (chosen.size === 0) throw new TableError(`--columns ${text}: no column is left`);
  return [...chosen];
}
