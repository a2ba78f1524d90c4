import { parseExactly } from './lossless-parser.js';

/** A JSON value in which an integer beyond ±(2^53 − 1) is a bigint. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JsonValue[]
  | { [key: string]: JsonValue };

/** Only a run of 16 digits can be an integer that a double may round: 2^53 has 16. */
const MAY_BE_ROUNDED = /\d{16}/;

/**
 * Parses JSON without rounding an integer: one that is no safe integer (beyond ±(2^53 − 1)) becomes a bigint,
 * so that `18446744073709551615` stays itself. Fractions and exponents become numbers as in `JSON.parse`.
 *
 * Costs a `JSON.parse` and a scan where no run of 16 digits occurs, which is nearly always.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function parseJson(text: string): JsonValue {
  return MAY_BE_ROUNDED.test(text) ? parseExactly(text) : JSON.parse(text);
}

/** Writes JSON on one line; a bigint is written as the integer it is. `undefined` members are left out. */
export function stringifyJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map((item) => stringifyJson(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}:${stringifyJson(member)}`);
  return `{${members.join(',')}}`;
}
