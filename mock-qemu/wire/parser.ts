import type { Json } from './json.js';
import type { Token } from './lexer.js';
import { ParseError } from './parse-error.js';
import { parseString } from './parse-string.js';

/**
 * Parses the tokens of one message.
 *
 * @throws {ParseError} with QEMU's message, for the first error
 */
export function parseTokens(tokens: readonly Token[]): Json {
  return parseValue(new Cursor(tokens));
}

class Cursor {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new ParseError('premature EOI');
    return token;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }
}

function parseValue(cursor: Cursor): Json {
  const token = cursor.take();
  switch (token.type) {
    case '{':
      return parseObject(cursor);
    case '[':
      return parseArray(cursor);
    case 'string':
      return parseString(token.text);
    case 'integer':
      return parseInteger(token.text);
    case 'float':
      return Number(token.text);
    case 'keyword':
      return parseKeyword(token.text);
    default:
      throw new ParseError('expecting value');
  }
}

function parseObject(cursor: Cursor): Json {
  const object: Record<string, Json> = {};
  if (cursor.peek().type === '}') {
    cursor.take();
    return object;
  }
  for (;;) {
    parseMember(cursor, object);
    const separator = cursor.take();
    if (separator.type === '}') return object;
    if (separator.type !== ',') throw new ParseError('expected separator in dict');
  }
}

function parseMember(cursor: Cursor, object: Record<string, Json>): void {
  const key = parseValue(cursor);
  if (typeof key !== 'string') throw new ParseError('key is not a string in object');
  if (cursor.take().type !== ':') throw new ParseError('missing : in object pair');
  const value = parseValue(cursor);
  if (Object.hasOwn(object, key)) throw new ParseError('duplicate key');
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function parseArray(cursor: Cursor): Json {
  const items: Json[] = [];
  if (cursor.peek().type === ']') {
    cursor.take();
    return items;
  }
  for (;;) {
    items.push(parseValue(cursor));
    const separator = cursor.take();
    if (separator.type === ']') return items;
    if (separator.type !== ',') throw new ParseError('expected separator in list');
  }
}

function parseKeyword(text: string): Json {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  throw new ParseError(`invalid keyword '${text}'`);
}

/** Integers are int64, else uint64, else double. */
function parseInteger(text: string): Json {
  const value = BigInt(text);
  return value >= -(2n ** 63n) && value < 2n ** 64n ? value : Number(text);
}
