/**
 * What must not reach a terminal, a page or a log line from a guest: C0 and C1 control characters (escape sequences
 * start with one), line and paragraph separators, and the characters that turn the direction of writing.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** A high surrogate without its low one, or the reverse: it has no UTF-8 encoding. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Replaces every character that could move a cursor, end a line or turn the text by `replacement`. */
export function stripControls(text: string, replacement = '?'): string {
  return text.replace(UNSAFE, replacement).replace(LONE_SURROGATE, replacement);
}

/** `text` safe for one line of a terminal, and at most `maxCharacters` long (code points, the last one an ellipsis). */
export function terminalSafe(text: string, maxCharacters = 200): string {
  // A code point is at most two units, so the slice keeps enough and the spread stays cheap for a hostile megabyte.
  const points = [...stripControls(text.slice(0, 2 * maxCharacters + 2))];
  if (points.length <= maxCharacters) return points.join('');
  return `${points.slice(0, maxCharacters - 1).join('')}…`;
}

/** The same JSON with what a terminal would obey written as `\\u` escapes; line breaks and blanks of its layout stay. */
export function escapeControls(json: string): string {
  return json.replace(UNSAFE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
