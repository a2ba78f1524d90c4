/** A JSON value in which an integer beyond ±(2^53 − 1) is a bigint. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JsonValue[]
  | { [key: string]: JsonValue };

/** QEMU's own limit on nesting; deeper text is refused, which bounds the recursion. */
const MAX_NESTING = 1024;

const WHITESPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const LITERALS: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** `JSON.parse` that keeps integers: see parseJson, which calls it only where it makes a difference. */
export function parseExactly(text: string): JsonValue {
  const parser = new Parser(text);
  const value = parser.value(0);
  parser.end();
  return value;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonValue {
    if (depth > MAX_NESTING) throw this.#error(`nested deeper than ${MAX_NESTING}`);
    this.#skipWhitespace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#literalOrNumber();
    }
  }

  end(): void {
    this.#skipWhitespace();
    if (this.#at < this.#text.length) throw this.#error('text after the value');
  }

  #object(depth: number): JsonValue {
    const members: { [key: string]: JsonValue } = {};
    this.#at++;
    if (this.#take('}')) return members;
    do {
      this.#skipWhitespace();
      const key = this.#string();
      this.#expect(':');
      const member = this.value(depth + 1);
      // Plain assignment to __proto__ would set the prototype instead of a member.
      if (key === '__proto__') Object.defineProperty(members, key, { value: member, ...PLAIN });
      else members[key] = member;
    } while (this.#take(','));
    this.#expect('}');
    return members;
  }

  #array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    this.#at++;
    if (this.#take(']')) return items;
    do items.push(this.value(depth + 1));
    while (this.#take(','));
    this.#expect(']');
    return items;
  }

  #string(): string {
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#error('expected a string');
    let end = this.#text.indexOf('"', start + 1);
    while (end >= 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) throw this.#error('a string without end');
    this.#at = end + 1;
    // It decodes the escapes, and refuses what may not stand in a string.
    return JSON.parse(this.#text.slice(start, end + 1));
  }

  /** A quote after an odd number of backslashes is part of the string. */
  #isEscaped(quote: number): boolean {
    let backslashes = 0;
    while (this.#text[quote - 1 - backslashes] === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  #literalOrNumber(): JsonValue {
    for (const [word, value] of LITERALS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    const match = this.#match(NUMBER);
    if (match === undefined) throw this.#error('expected a value');
    const number = Number(match[0]);
    const isInteger = match[1] === undefined && match[2] === undefined;
    return isInteger && !Number.isSafeInteger(number) ? BigInt(match[0]) : number;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  #skipWhitespace(): void {
    // The common case, no white space at all, costs one comparison.
    if (this.#text.charCodeAt(this.#at) <= 32) this.#match(WHITESPACE);
  }

  #take(character: string): boolean {
    this.#skipWhitespace();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw this.#error(`expected '${character}'`);
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(`${what} at position ${this.#at} of ${this.#text.length}`);
  }
}

const PLAIN = { enumerable: true, configurable: true, writable: true } as const;
