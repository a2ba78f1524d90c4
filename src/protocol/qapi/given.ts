import { messageOf } from '../../support/errors.js';
import { parseJson } from '../../support/lossless-json.js';
import { ArgumentError } from './argument-error.js';

/** A value as somebody typed it: what it means depends on the type that is wanted. */
export class TypedText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What `a.b=1 a.c=2` makes of `a`: members by name, or items by number. A Map, because any name may come. */
export type Branch = Map<string, TypedText | Branch>;

/**
 * Gathers `key=value` words, dots and all, as QEMU's own command line does.
 *
 * @param example the name of an argument, for the message about a word without one
 * @throws {ArgumentError}
 */
export function gatherWords(words: readonly string[], example = 'key'): Branch {
  const root: Branch = new Map();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) throw new ArgumentError(`'${word}' is no key=value: write ${example}=${word.slice(at + 1)}`);
    place(root, word.slice(0, at), new TypedText(word.slice(at + 1)));
  }
  return root;
}

function place(root: Branch, key: string, text: TypedText): void {
  const names = key.split('.');
  const last = names.pop() ?? '';
  if (last === '' || names.includes('')) throw new ArgumentError(`'${key}' has a dot with no name beside it`);
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

/** @throws {ArgumentError} that names `what` when the text is no JSON */
export function parseGivenJson(text: string, what: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ArgumentError(`${what} is no JSON: ${messageOf(error)}`);
  }
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The JSON that a text most likely means where nothing says its type: a number, true, false, null, what begins as an object,
 * a list or a quotation does; else the text itself.
 *
 * @throws {ArgumentError} when it begins as JSON does, and is none
 */
export function guessJson(text: string, what = `'${text}'`): unknown {
  if (/^[{["]/.test(text)) return parseGivenJson(text, what);
  return NUMBER.test(text) || /^(?:true|false|null)$/.test(text) ? parseJson(text) : text;
}

/** The value of a branch or text, its types guessed. */
export function guessGiven(given: TypedText | Branch, what: string): unknown {
  if (given instanceof TypedText) return guessJson(given.text, what);
  return Object.fromEntries(
    Array.from(given, ([name, below]) => [name, guessGiven(below, `${what}.${name}`)]),
  );
}
