import { asciiJson } from './transcript-line.js';

/** The place of a string: the names of the members around it, outermost first, without array indexes. */
export type MemberPath = readonly string[];

/** Returns the replacement of a string. */
export interface StringRewriter {
  readonly value: (text: string, path: MemberPath) => string;
  readonly key: (text: string) => string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/**
 * Replaces strings in a JSON text and changes nothing else: numbers keep their digits, members their order, and white space
 * stays. A string that `rewrite` returns unchanged keeps its bytes.
 *
 * @param json must be valid
 */
export function rewriteStrings(json: string, rewrite: StringRewriter): string {
  const place = new Place();
  return json.replace(TOKEN, (token) => {
    if (!token.startsWith('"')) {
      place.pass(token);
      return token;
    }
    const text: string = JSON.parse(token);
    const rewritten = place.awaitsKey() ? rewrite.key(text) : rewrite.value(text, place.path());
    if (place.awaitsKey()) place.enter(text);
    return rewritten === text ? token : asciiJson(rewritten);
  });
}

interface Level {
  readonly isObject: boolean;
  /** The member whose value follows; `undefined` where a key comes next. */
  key: string | undefined;
}

/** Tracks the place in a JSON text by its brackets, commas and keys. */
class Place {
  readonly #levels: Level[] = [];

  awaitsKey(): boolean {
    const level = this.#levels.at(-1);
    return level?.isObject === true && level.key === undefined;
  }

  enter(key: string): void {
    const level = this.#levels.at(-1);
    if (level !== undefined) level.key = key;
  }

  path(): MemberPath {
    return this.#levels.flatMap(({ key }) => (key === undefined ? [] : [key]));
  }

  pass(punctuation: string): void {
    const level = this.#levels.at(-1);
    if (punctuation === ',' && level !== undefined) level.key = undefined;
    if (punctuation === '{' || punctuation === '[') {
      this.#levels.push({ isObject: punctuation === '{', key: undefined });
    }
    if (punctuation === '}' || punctuation === ']') this.#levels.pop();
  }
}
