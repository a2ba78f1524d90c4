import { messageOf } from '../../support/errors.js';
import { parseJson } from '../../support/lossless-json.js';
import { ArgumentError } from './argument-error.js';

/** A value as it was typed: its meaning depends on the type that is expected. */
export class TypedText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The value of `a` in `a.b=1 a.c=2`: members by name, or items by number. A Map, because a name may be any word. */
export type Branch = Map<string, TypedText | Branch>;

/**
 * Gathers `key=value` words with dotted keys, as QEMU's own command line does.
 *
 * @param example an argument's name, for the message about a word without a key
 * @throws {ArgumentError}
 */
export function gatherWords(words: readonly string[], example = 'key'): Branch {
  const root: Branch = new Map();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1)
      throw new ArgumentError(
        `'${word}' is not of the form key=value: write ${example}=${word.slice(at + 1)}`,
      );
    place(root, word.slice(0, at), new TypedText(word.slice(at + 1)));
  }
  return root;
}

function place(root: Branch, key: string, text: TypedText): void {
  const names = key.split('.');
  const last = names.pop() ?? '';
  if (last === '' || names.includes(''))
    throw new ArgumentError(`'${key}' has a dot without a name beside it`);
  let branch = root;
  for (const name of names) {
    const below = branch.get(name) ?? new Map();
    if (below instanceof TypedText) throw givenTwice(key);
    branch.set(name, below);
    branch = below;
  }
  if (branch.has(last)) throw givenTwice(key);
  branch.set(last, text);
}

function givenTwice(key: string): ArgumentError {
  return new ArgumentError(`'${key}' is given twice, or as a whole and in parts`);
}

/** @throws {ArgumentError} that names `what` when the text is not valid JSON */
export function parseGivenJson(text: string, what: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ArgumentError(`${what} is not valid JSON: ${messageOf(error)}`);
  }
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The likeliest JSON value of a text of unknown type: a number, true, false or null; an object, list or quoted string by its first
 * character; else the text itself.
 *
 * @throws {ArgumentError} when the text begins like JSON, and is not valid
 */
export function guessJson(text: string, what = `'${text}'`): unknown {
  if (/^[{["]/.test(text)) return parseGivenJson(text, what);
  return NUMBER.test(text) || /^(?:true|false|null)$/.test(text) ? parseJson(text) : text;
}

/** The value of a branch or text, with guessed types. */
export function guessGiven(given: TypedText | Branch, what: string): unknown {
  if (given instanceof TypedText) return guessJson(given.text, what);
  return Object.fromEntries(
    Array.from(given, ([name, below]) => [name, guessGiven(below, `${what}.${name}`)]),
  );
}
