import { ArgumentError, orOneOf } from './argument-error.js';
import { guessGiven, guessJson, TypedText } from './given.js';
import type { BuiltinType, EnumType } from './introspection.js';

/**
 * Converts a text, or JSON, to a value of a scalar type. `what` begins the error message.
 *
 * @throws {ArgumentError}
 */
export function convertScalar(type: BuiltinType | EnumType, given: unknown, what: string): unknown {
  if (type['meta-type'] === 'enum') return convertEnum(type, given, what);
  const kind = type['json-type'];
  const value = given instanceof TypedText ? OF_TEXT[kind](given.text, what) : given;
  if (kind === 'value') return value instanceof Map ? guessGiven(value, what) : value;
  if (value !== undefined && IS_OF[kind](value)) return value;
  const shown = given instanceof TypedText ? `, not '${given.text}'` : '';
  throw new ArgumentError(`${what} takes ${NAMES[kind]}${shown}`);
}

type Kind = BuiltinType['json-type'];

const NAMES: Readonly<Record<Kind, string>> = {
  string: 'a string',
  value: 'a value or JSON',
  boolean: 'true or false',
  int: 'an integer of 64 bits',
  null: 'null',
  number: 'a number',
};

/** Conversions from text; `undefined` when the text is not such a value. */
const OF_TEXT: Readonly<Record<Kind, (text: string, what: string) => unknown>> = {
  string: (text) => text,
  value: guessJson,
  boolean: (text) => BOOLEANS.get(text),
  int: parseInteger,
  null: (text) => (text === 'null' ? null : undefined),
  number: (text) => (text.trim() === '' ? undefined : Number(text)),
};

/** The words that QEMU's own command line accepts. */
const BOOLEANS = new Map([
  ...['true', 'on', 'yes'].map((word) => [word, true] as const),
  ...['false', 'off', 'no'].map((word) => [word, false] as const),
]);

/** QEMU's integers have 64 bits, signed or unsigned. */
function isInteger(value: unknown): boolean {
  if (typeof value === 'bigint') return value >= -(2n ** 63n) && value < 2n ** 64n;
  return Number.isSafeInteger(value);
}

const IS_OF: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  value: () => false,
  boolean: (value) => typeof value === 'boolean',
  int: isInteger,
  null: (value) => value === null,
  number: (value) => Number.isFinite(value) || typeof value === 'bigint',
};

function parseInteger(text: string): number | bigint | undefined {
  if (!/^-?(?:\d+|0x[\da-fA-F]+)$/.test(text)) return undefined;
  const size = BigInt(text.replace('-', ''));
  const value = text.startsWith('-') ? -size : size;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function convertEnum({ values }: EnumType, given: unknown, what: string): string {
  const word = given instanceof TypedText ? given.text : given;
  if (typeof word !== 'string')
    throw new ArgumentError(`${what} takes a word${orOneOf('', values, 'one of')}`);
  if (values.includes(word)) return word;
  throw new ArgumentError(`${what} cannot be '${word}'${orOneOf(word, values, 'it is one of')}`);
}
