import { type JsonValue, parseExactly } from './lossless-parser.js';

/** Only a run of 16 digits can be an integer that a double may round: 2^53 has 16. */
const MAY_BE_ROUNDED = /\d{16}/;

/**
 * Parses JSON without rounding an integer: one that is not a safe integer (beyond ±(2^53 − 1)) becomes a bigint, so that
 * `18446744073709551615` stays itself. Fractions and exponents become numbers as in `JSON.parse`.
 *
 * Without a run of 16 digits, which is nearly always, it costs a `JSON.parse` and a scan.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function parseJson(text: string): JsonValue {
  return MAY_BE_ROUNDED.test(text) ? parseExactly(text) : JSON.parse(text);
}

/**
 * Encodes JSON; a bigint becomes an integer. `undefined` members are left out.
 *
 * Without a bigint, which is nearly always, it costs a `JSON.stringify`; else only the values that contain one are slower.
 *
 * @param indent blanks for each level; 0 puts everything on one line
 */
export function stringifyJson(value: unknown, indent = 0, level = 0): string {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  return (indent === 0 ? withoutBigint(value) : undefined) ?? stringifyMembers(value, indent, level);
}

/** `undefined` when the value contains a bigint, which JSON.stringify refuses. */
function withoutBigint(value: object): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function stringifyMembers(value: object, indent: number, level: number): string {
  const inner = (item: unknown) => stringifyJson(item, indent, level + 1);
  if (Array.isArray(value)) return enclose('[]', value.map(inner), indent, level);
  const colon = indent > 0 ? ': ' : ':';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}${colon}${inner(member)}`);
  return enclose('{}', members, indent, level);
}

function enclose(brackets: string, items: readonly string[], indent: number, level: number): string {
  if (items.length === 0) return brackets;
  if (indent === 0) return `${brackets[0]}${items.join(',')}${brackets[1]}`;
  const outer = `\n${' '.repeat(indent * level)}`;
  const inner = `${outer}${' '.repeat(indent)}`;
  return `${brackets[0]}${inner}${items.join(`,${inner}`)}${outer}${brackets[1]}`;
}
