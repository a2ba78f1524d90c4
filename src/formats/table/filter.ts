import { parseDuration } from '../../support/duration.js';
import { parseSize } from '../../support/size.js';
import { findColumn } from './choose-columns.js';
import type { Figure, FigureUnit, TableColumn } from './table-column.js';
import { TableError } from './table-error.js';

/** Whether a row is shown. */
export type Filter<Item> = (item: Item) => boolean;

type Operator = '>=' | '<=' | '!=' | '!~' | ':' | '=' | '~' | '>' | '<';

/** How a term is written, for messages. */
const FORMS =
  "write a word, or a column, one of : = != ~ !~ > >= < <= and a value, such as 'state:paused cpu>50 name~web'";
/** What is written for a figure that is unknown. */
const UNKNOWN = '-';
const MAX_TERMS = 32;

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
 * Case does not matter. A value with blanks stands in quotes: `name:"my guest"`. An unknown figure is neither more nor less
 * than any value.
 *
 * @throws {TableError} when the text is not a filter of these columns
 */
export function parseFilter<Item>(text: string, columns: readonly TableColumn<Item>[]): Filter<Item> {
  const terms = splitTerms(text).map((term) => parseTerm(term, columns));
  return (item) => terms.every((matches) => matches(item));
}

/** Blanks within quotes separate nothing. */
function splitTerms(text: string): readonly string[] {
  const terms = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  if (terms.length > MAX_TERMS)
    throw new TableError(`a filter has at most ${MAX_TERMS} terms, not ${terms.length}`);
  if (/["']/.test(text.replace(/"[^"]*"|'[^']*'/g, '')))
    throw new TableError(`${text}: a quote is not closed`);
  return terms;
}

function parseTerm<Item>(term: string, columns: readonly TableColumn<Item>[]): Filter<Item> {
  if (term.startsWith('!')) {
    const matches = parseTerm(term.slice(1), columns);
    return (item) => !matches(item);
  }
  const [, name = '', operator = '', value = ''] = /^([\w.-]+)(>=|<=|!=|!~|[:=~<>])(.*)$/s.exec(term) ?? [];
  if (name === '') return containsWord(term, columns);
  if (value === '') throw new TableError(`${term}: a value is missing; ${FORMS}`);
  const column = findColumn(columns, name);
  const { figureOf } = column;
  const matches = comparison(operator as Operator, unquoted(value), column.unit, term);
  return (item) => matches(figureOf(item));
}

function containsWord<Item>(term: string, columns: readonly TableColumn<Item>[]): Filter<Item> {
  const word = unquoted(term).toLowerCase();
  if (word === '') throw new TableError(`${term}: a word is missing; ${FORMS}`);
  const texts = columns.filter(({ unit, isSearched = true }) => unit === 'text' && isSearched);
  return (item) => texts.some(({ figureOf }) => textOf(figureOf(item)).includes(word));
}

function unquoted(text: string): string {
  return text.replace(
    /"([^"]*)"|'([^']*)'/g,
    (_, double?: string, single?: string) => double ?? single ?? '',
  );
}

function textOf(figure: Figure): string {
  return figure === undefined ? '' : String(figure).toLowerCase();
}

type Matches = (figure: Figure) => boolean;

function comparison(operator: Operator, value: string, unit: FigureUnit, term: string): Matches {
  switch (operator) {
    case ':':
    case '=':
      return oneOf(value, unit, term);
    case '!=':
      return negated(oneOf(value, unit, term));
    case '~':
      return (figure) => textOf(figure).includes(value.toLowerCase());
    case '!~':
      return (figure) => !textOf(figure).includes(value.toLowerCase());
    default:
      return ordered(operator, parseFigure(value, unit, term), term, unit);
  }
}

function negated(matches: Matches): Matches {
  return (figure) => !matches(figure);
}

function oneOf(value: string, unit: FigureUnit, term: string): Matches {
  const alternatives = value.split(',').map((one): Matches => {
    if (one === UNKNOWN) return (figure) => figure === undefined;
    if (unit === 'text') return matchesPattern(one);
    const wanted = parseFigure(one, unit, term);
    return (figure) => figure !== undefined && Number(figure) === wanted;
  });
  return (figure) => alternatives.some((matches) => matches(figure));
}

/** `*` stands for any characters. Without a regular expression, which a hostile text could keep busy. */
function matchesPattern(pattern: string): Matches {
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const last = rest.pop();
  return (figure) => {
    if (figure === undefined) return false;
    const text = textOf(figure);
    if (last === undefined) return text === first;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}

function ordered(operator: '>' | '>=' | '<' | '<=', limit: number, term: string, unit: FigureUnit): Matches {
  if (unit === 'text')
    throw new TableError(`${term}: the column is a text, which has no more and less; ${FORMS}`);
  return (figure) => {
    if (figure === undefined) return false;
    const value = Number(figure);
    if (operator === '>') return value > limit;
    if (operator === '>=') return value >= limit;
    return operator === '<' ? value < limit : value <= limit;
  };
}

const EXPECTED: { readonly [unit in FigureUnit]: string } = {
  text: 'a text',
  bytes: 'a size, such as 512M or 1.5G',
  seconds: 'a time, such as 10ms, 30s or 5m',
  percent: 'a number of percent, such as 50',
  count: 'a number, such as 100 or 2k',
};

function parseFigure(text: string, unit: FigureUnit, term: string): number {
  const figure = unit === 'text' ? 0 : PARSERS[unit](text);
  if (figure !== undefined && Number.isFinite(figure)) return figure;
  throw new TableError(`${term}: '${text}' is not ${EXPECTED[unit]}`);
}

const PARSERS: { readonly [unit in Exclude<FigureUnit, 'text'>]: (text: string) => number | undefined } = {
  bytes: (text) => parseSize(text) ?? plainNumber(text),
  seconds: (text) => parseDuration(text) ?? plainNumber(text),
  percent: (text) => plainNumber(text.replace(/%$/, '')),
  count: (text) => parseCount(text),
};

function plainNumber(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const POWERS: { readonly [letter: string]: number } = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

function parseCount(text: string): number | undefined {
  const [, digits = '', letter = ''] = /^(-?\d+(?:\.\d+)?)([kmg]?)$/i.exec(text) ?? [];
  return digits === '' ? undefined : Number(digits) * (POWERS[letter.toLowerCase()] ?? 1);
}
