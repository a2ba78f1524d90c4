import { findColumn } from './choose-columns.js';
import { matchPattern } from './match-pattern.js';
import { parseFigure } from './parse-figure.js';
import type { Figure, FigureUnit, TableColumn } from './table-column.js';
import { TableError } from './table-error.js';

/** Whether a row is shown. */
export type Filter<Item> = (item: Item) => boolean;

/** How a term is written, for messages. */
const FORMS =
  "write a word, or a column, one of : = != ~ !~ > >= < <= and a value, such as 'state:paused cpu>50 name~web'";
/** What is written for a figure that is unknown. */
const UNKNOWN = '-';
const MAX_TERMS = 32;

const QUOTED = /"([^"]*)"|'([^']*)'/g;
/** Blanks within quotes separate no terms, */
const TERMS = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;
/** and commas no values. */
const VALUES = /(?:"[^"]*"|'[^']*'|[^,"'])+/g;

/**
 * Parses a filter: terms with blanks between them, all of which must hold.
 *
 * - `word`: a text of the row contains it
 * - `state:paused,shutdown`, `state=paused`: the column is one of these; `*` stands for any characters, `-` for unknown
 * - `state!=running`: it is none of these
 * - `name~web`, `name!~web`: it contains that, or does not
 * - `cpu>50`, `rss>=4G`, `age<30s`, `read>10M`: a figure, with the unit of its column where it has one
 * - `!term`: the term does not hold
 *
 * Case does not matter. A value with blanks or commas stands in quotes, `name:"my guest"`, and so does a word that would be
 * a term: `"52:54:00"`. An unknown figure is neither more nor less than any value.
 *
 * @throws {TableError} when the text is not a filter of these columns
 */
export function parseFilter<Item>(text: string, columns: readonly TableColumn<Item>[]): Filter<Item> {
  const terms = text.match(TERMS) ?? [];
  if (terms.length > MAX_TERMS)
    throw new TableError(`a filter has at most ${MAX_TERMS} terms, not ${terms.length}`);
  if (/["']/.test(text.replace(QUOTED, ''))) throw new TableError(`${text}: a quote is not closed`);
  const filters = terms.map((term) => parseTerm(term, columns));
  return (item) => filters.every((matches) => matches(item));
}

function parseTerm<Item>(term: string, columns: readonly TableColumn<Item>[]): Filter<Item> {
  const [negations = ''] = /^!*/.exec(term) ?? [];
  const matches = parsePositive(term.slice(negations.length), columns);
  return negations.length % 2 === 0 ? matches : (item) => !matches(item);
}

function parsePositive<Item>(term: string, columns: readonly TableColumn<Item>[]): Filter<Item> {
  const [, name = '', operator = '', value = ''] =
    /^([\w.-]+)(>=|<=|!=|!~|==|[:=~<>])(.*)$/s.exec(term) ?? [];
  if (name === '') return containsWord(term, columns);
  if (/^,*$/.test(value)) throw new TableError(`${term}: a value is missing; ${FORMS}`);
  const { unit, figureOf } = findColumn(columns, name);
  const matches = comparison(operator, value, unit, term);
  return (item) => matches(figureOf(item));
}

function containsWord<Item>(term: string, columns: readonly TableColumn<Item>[]): Filter<Item> {
  const word = unquoted(term);
  if (word === '') throw new TableError(`a word is missing; ${FORMS}`);
  const matches = contains(word);
  const texts = columns.filter(({ unit, isSearched = true }) => unit === 'text' && isSearched);
  return (item) => texts.some(({ figureOf }) => matches(figureOf(item)));
}

function unquoted(text: string): string {
  return text.replace(QUOTED, (_, double?: string, single?: string) => double ?? single ?? '');
}

type Matches = (figure: Figure) => boolean;

function comparison(operator: string, value: string, unit: FigureUnit, term: string): Matches {
  switch (operator) {
    case '!=':
      return not(oneOf(value, unit, term));
    case '~':
      return contains(unquoted(value));
    case '!~':
      return not(contains(unquoted(value)));
    case '>':
    case '>=':
    case '<':
    case '<=':
      return ordered(operator, unquoted(value), unit, term);
    default:
      return oneOf(value, unit, term);
  }
}

function not(matches: Matches): Matches {
  return (figure) => !matches(figure);
}

function contains(word: string): Matches {
  const wanted = word.toLowerCase();
  return (figure) => textOf(figure).includes(wanted);
}

function textOf(figure: Figure): string {
  return figure === undefined ? '' : String(figure).toLowerCase();
}

function oneOf(value: string, unit: FigureUnit, term: string): Matches {
  const alternatives = (value.match(VALUES) ?? []).map((one): Matches => {
    if (one === UNKNOWN) return (figure) => figure === undefined;
    if (unit === 'text') return isLike(unquoted(one));
    const wanted = parseFigure(unquoted(one), unit, term);
    return (figure) => figure !== undefined && Number(figure) === wanted;
  });
  return (figure) => alternatives.some((matches) => matches(figure));
}

function isLike(pattern: string): Matches {
  const wanted = pattern.toLowerCase();
  return (figure) => figure !== undefined && matchPattern(textOf(figure), wanted);
}

function ordered(operator: Order, value: string, unit: FigureUnit, term: string): Matches {
  if (unit === 'text')
    throw new TableError(`${term}: the column is a text, which has no more and less; ${FORMS}`);
  const limit = parseFigure(value, unit, term);
  const holds = ORDERS[operator];
  return (figure) => figure !== undefined && holds(Number(figure), limit);
}

type Order = '>' | '>=' | '<' | '<=';

const ORDERS: { readonly [operator in Order]: (value: number, limit: number) => boolean } = {
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
};
