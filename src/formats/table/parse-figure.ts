import { parseDuration } from '../../support/duration.js';
import { parseSize } from '../../support/size.js';
import type { FigureUnit } from './table-column.js';
import { TableError } from './table-error.js';

/** The unit of a column of figures. */
export type NumericUnit = Exclude<FigureUnit, 'text'>;

/**
 * Parses a value that figures of a unit are compared with; without a unit of its own it is in bytes, seconds, percent.
 *
 * @param term where the value stands, for the message
 * @throws {TableError} when it is not a value of that unit
 */
export function parseFigure(text: string, unit: NumericUnit, term: string): number {
  const figure = PARSERS[unit](text) ?? plainNumber(text);
  if (figure !== undefined && Number.isFinite(figure)) return figure;
  throw new TableError(`${term}: '${text}' is not ${EXPECTED[unit]}`);
}

const EXPECTED: { readonly [unit in NumericUnit]: string } = {
  bytes: 'a size, such as 512M or 1.5G',
  seconds: 'a time, such as 10ms, 30s or 5m',
  percent: 'a number of percent, such as 50',
  count: 'a number, such as 100 or 2k',
};

const PARSERS: { readonly [unit in NumericUnit]: (text: string) => number | undefined } = {
  bytes: parseSize,
  seconds: (text) => parseDuration(text) ?? scaled(text, SECONDS),
  percent: (text) => scaled(text, { '%': 1 }),
  count: (text) => scaled(text.toLowerCase(), POWERS),
};

/** What tables print beside the units that durations have. */
const SECONDS: Scale = { µs: 1e-6, us: 1e-6, d: 86_400 };
const POWERS: Scale = { k: 1e3, m: 1e6, g: 1e9 };

type Scale = { readonly [unit: string]: number };

function plainNumber(text: string): number | undefined {
  return scaled(text, { '': 1 });
}

function scaled(text: string, scale: Scale): number | undefined {
  const [, digits = '', unit = ''] = /^(-?\d+(?:\.\d+)?)(\D*)$/.exec(text) ?? [];
  const factor = Object.hasOwn(scale, unit) ? scale[unit] : undefined;
  return digits === '' || factor === undefined ? undefined : Number(digits) * factor;
}
