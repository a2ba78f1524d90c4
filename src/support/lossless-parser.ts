import { randomUUID } from 'node:crypto';

/** A JSON value in which an integer beyond ±(2^53 − 1) is a bigint. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JsonValue[]
  | { [key: string]: JsonValue };

/** QEMU's own limit on nesting; refusing deeper text bounds the recursion. */
const MAX_NESTING = 1024;
/** Marks an integer that was turned into a string; random, so that no text can contain it. */
const MARK = randomUUID();
const LONG_RUN = /\d{16,}/g;
const BLANKS = ' \t\r\n';

/**
 * `JSON.parse` that keeps integers. `parseJson` calls it only for a text that may contain a large one.
 *
 * Long integers become marked strings before JSON.parse reads the text, and bigints after it: that costs a fraction of
 * what a parser in JavaScript would.
 *
 * @throws {SyntaxError} when the text is not JSON
 */
export function parseExactly(text: string): JsonValue {
  return restore(JSON.parse(markIntegers(text)), 0);
}

function markIntegers(text: string): string {
  let marked = '';
  let copied = 0;
  let outside = 0; // scanned up to here, which is outside of any string
  LONG_RUN.lastIndex = 0;
  for (let run = LONG_RUN.exec(text); run; run = LONG_RUN.exec(text)) {
    outside = skipStrings(text, outside, run.index);
    if (outside > run.index) {
      LONG_RUN.lastIndex = outside;
      continue;
    }
    const start = text[run.index - 1] === '-' ? run.index - 1 : run.index;
    const end = run.index + run[0].length;
    if (run[0].startsWith('0') || !isWholeValue(text, start, end)) continue;
    const digits = text.slice(start, end);
    if (Number.isSafeInteger(Number(digits))) continue;
    marked += `${text.slice(copied, start)}"${MARK}${digits}"`;
    copied = end;
  }
  return copied === 0 ? text : marked + text.slice(copied);
}

/** Skips the strings that begin before `at`; returns the end of the last one, or `from` when there is none. */
function skipStrings(text: string, from: number, at: number): number {
  let outside = from;
  for (let quote = text.indexOf('"', from); quote >= 0 && quote < at; quote = text.indexOf('"', outside)) {
    outside = findStringEnd(text, quote);
  }
  return outside;
}

/** The index after the closing quote; the length of the text when there is none. */
function findStringEnd(text: string, open: number): number {
  for (let quote = text.indexOf('"', open + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** Whether this is a whole value: not a part of a fraction or an exponent, nor the name of a member. */
function isWholeValue(text: string, start: number, end: number): boolean {
  const before = text[start - 1];
  let at = end;
  while (BLANKS.includes(text[at] ?? 'x')) at++;
  return (
    (before === undefined || `:,[${BLANKS}`.includes(before)) &&
    (at === text.length || ',]}'.includes(text[at] ?? ''))
  );
}

function restore(value: JsonValue, depth: number): JsonValue {
  if (typeof value === 'string') return value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_NESTING) throw new SyntaxError(`nested deeper than ${MAX_NESTING}`);
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) value[at] = restore(item, depth + 1);
    return value;
  }
  for (const key in value) {
    const member = value[key] as JsonValue;
    const restored = restore(member, depth + 1);
    if (restored !== member) setOwn(value, key, restored);
  }
  return value;
}

function setOwn(object: { [key: string]: JsonValue }, key: string, value: JsonValue): void {
  // An assignment to __proto__ would set the prototype instead of a member.
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
