/**
 * What must not get from a guest to a terminal, a page or a log: C0 and C1 control characters (escape sequences start
 * with one), line and paragraph separators, and characters that change the direction of writing.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Half of a surrogate pair, which has no UTF-8 encoding. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Replaces every character that could move a cursor, end a line or change the direction of the text. */
export function stripControls(text: string, replacement = '?'): string {
  return text.replace(UNSAFE, replacement).replace(LONE_SURROGATE, replacement);
}

/** Makes a text safe for one line of a terminal; a text of more than `maxCharacters` code points ends in an ellipsis. */
export function terminalSafe(text: string, maxCharacters = 200): string {
  // A code point is at most two units, so the slice keeps enough and the spread stays cheap for a hostile megabyte.
  const points = [...stripControls(text.slice(0, 2 * maxCharacters + 2))];
  if (points.length <= maxCharacters) return points.join('');
  return `${points.slice(0, maxCharacters - 1).join('')}…`;
}

/** Replaces what a terminal would obey by `\\u` escapes in a JSON text; line breaks and blanks of its layout stay. */
export function escapeControls(json: string): string {
  return json.replace(UNSAFE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
