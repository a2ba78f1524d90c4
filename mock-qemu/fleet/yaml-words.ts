import type { ErrorCode, YAMLError } from 'yaml';

const OUT_OF_PLACE = 'the character has a meaning in YAML here: put a text that contains it in quotes';
const NO_VALUE = "a key is not followed by ': ' and its value";

/** What to say of a syntax error instead of the parser's words, which describe its internals. */
const WORDS: { readonly [code in ErrorCode]?: string } = {
  ALIAS_PROPS: OUT_OF_PLACE,
  BAD_ALIAS: OUT_OF_PLACE,
  BAD_PROP_ORDER: OUT_OF_PLACE,
  MULTIPLE_ANCHORS: OUT_OF_PLACE,
  MULTIPLE_TAGS: OUT_OF_PLACE,
  BAD_INDENT: 'the items of a list, and the keys of an object, must be indented alike',
  BLOCK_AS_IMPLICIT_KEY:
    "the line has a second key, or is not indented like its neighbours; a value with ': ' in it needs quotes",
  BLOCK_IN_FLOW: 'within brackets, lists and objects need brackets too',
  DUPLICATE_KEY: 'the key occurs twice',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MULTILINE_IMPLICIT_KEY: NO_VALUE,
  MULTIPLE_DOCS: 'a second document begins here: a file is a single document',
  RESOURCE_EXHAUSTION: 'the value that begins here is nested too deeply',
  TAB_AS_INDENT: 'tabs cannot indent lines: use blanks',
  TAG_RESOLVE_FAILED: 'tags are not supported: remove it',
  UNEXPECTED_TOKEN: 'this does not belong here: a bracket, a quote or the indentation before it is wrong',
};

/** As {@link WORDS}, where the parser has one code for several errors. Tried first, in order. */
const BY_MESSAGE: readonly (readonly [pattern: RegExp, words: (found: string) => string])[] = [
  [/end with a ([\]}])/, (bracket) => `a ${bracket} is missing: its bracket is opened before and not closed`],
  [/^Missing closing (.)/, (quote) => `a ${quote} is missing: its quote is opened before and not closed`],
  [/^(Missing ,)/, () => 'a comma is missing between two items'],
  [/^(Implicit map keys need)/, () => NO_VALUE],
  [/^(Sequence item without -)/, () => "a line of a list is not indented like the others, or lacks its '- '"],
  [/cannot start with .* (\S)$/, (character) => `a text that begins with ${character} needs quotes`],
  [/^Invalid escape sequence (.+)$/s, (sequence) => `${sequence} is not an escape: use single quotes`],
];

/**
 * Explains the syntax errors of the YAML parser in plain words. Of the errors in one line the first is kept: the others follow
 * from it.
 */
export function explainSyntaxErrors(
  errors: readonly Pick<YAMLError, 'code' | 'message' | 'pos'>[],
  lineOf: (offset: number) => number,
): readonly { readonly offset: number; readonly message: string }[] {
  const lines = new Set<number>();
  return errors.flatMap(({ code, message, pos: [offset] }) => {
    const line = lineOf(offset);
    if (lines.has(line)) return [];
    lines.add(line);
    return [{ offset, message: explain(code, message) }];
  });
}

function explain(code: ErrorCode, message: string): string {
  for (const [pattern, words] of BY_MESSAGE) {
    const found = pattern.exec(message)?.[1];
    if (found !== undefined) return words(found);
  }
  return WORDS[code] ?? message;
}
