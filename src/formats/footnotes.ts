import { wrapText } from '../support/fit-text.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** What is said about one guest below a table. */
export interface Footnote {
  readonly name: string;
  readonly text: string;
}

const INDENT = '  ';
const MAX_NAME = 40;
const MAX_TEXT = 600;
/** More guests of whom the same is said are only counted. */
const MAX_NAMES = 8;

/**
 * Lays out what is said about guests below a table, after an empty line: a paragraph for each text, with the guests that it
 * is about, in lines of at most `width` columns. Empty when there is nothing to say.
 */
export function layoutFootnotes(notes: readonly Footnote[], width: number): string {
  const guests = new Map<string, string[]>();
  for (const { name, text } of notes) {
    guests.set(text, [...(guests.get(text) ?? []), terminalSafe(name, MAX_NAME)]);
  }
  const paragraphs = [...guests].map(([text, names]) => {
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    const head = `${names.slice(0, MAX_NAMES).join(', ')}${more}`;
    return hang(`${head}: ${terminalSafe(text, MAX_TEXT)}`, width);
  });
  return paragraphs.length === 0 ? '' : `\n${paragraphs.join('')}`;
}

/** Breaks a text into lines, all but the first indented. */
function hang(text: string, width: number): string {
  return wrapText(text, Math.max(1, width - INDENT.length))
    .map((line, at) => `${at === 0 ? '' : INDENT}${line}\n`)
    .join('');
}
