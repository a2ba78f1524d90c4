import { wrapText } from '../../../support/fit-text.js';
import { type Emphasis, lineText, type Span, type StyledLine } from '../../../support/styled-text.js';
import { stripControls, terminalSafe } from '../../../support/terminal-safe.js';
import { textWidth } from '../../../support/text-width.js';
import type { DrawCourse, PageMetric, PageSource } from './page-options.js';

/** A date has room for itself, and a blank after it. */
export const LABEL = 11;
const MAX_TEXT = 600;
const GAP = 2;
const LEAST_COURSE = 10;
/** Where the courses of a page begin, if there is room: below each other they are easier to compare. */
const COURSE_AT = 44;

/** A line of spans after its label. */
export function labelled(label: string, spans: StyledLine): StyledLine {
  return [{ text: label.padEnd(LABEL), emphasis: 'faint' }, ...spans];
}

/** A text after its label, on as many lines as it needs. It need not be safe for a terminal. */
export function wrapped(
  label: string,
  text: string,
  { width }: Pick<PageSource, 'width'>,
  emphasis?: Emphasis,
): readonly StyledLine[] {
  const lines = wrapText(terminalSafe(text, MAX_TEXT), Math.max(1, width - LABEL));
  return lines.map((line, at) => labelled(at === 0 ? label : '', [{ text: line, emphasis }]));
}

/**
 * Texts with two blanks between them, on as many lines as they need, after a label; those that are `undefined` are left out.
 * They need not be safe for a terminal.
 */
export function flowing(
  label: string,
  texts: readonly (Span | undefined)[],
  { width }: Pick<PageSource, 'width'>,
): readonly StyledLine[] {
  const lines: Span[][] = [];
  for (const unsafe of texts) {
    if (unsafe === undefined) continue;
    const span = { ...unsafe, text: stripControls(unsafe.text) };
    const line = lines.at(-1);
    const used = line && LABEL + textWidth(lineText(line)) + GAP + textWidth(span.text);
    if (line !== undefined && used !== undefined && used <= width) line.push({ text: ' '.repeat(GAP) }, span);
    else lines.push([span]);
  }
  return lines.map((line, at) => labelled(at === 0 ? label : '', line));
}

/** Adds the course of a figure to its line, as far as there is room. */
export function withCourse(
  line: StyledLine,
  metric: PageMetric,
  { width, sparkline }: { readonly width: number; readonly sparkline: DrawCourse | undefined },
): StyledLine {
  const used = textWidth(lineText(line));
  const blanks = Math.max(GAP, Math.min(COURSE_AT, width - LEAST_COURSE) - used);
  const room = width - used - blanks;
  if (sparkline === undefined || room < LEAST_COURSE) return line;
  return [...line, { text: ' '.repeat(blanks) }, { text: sparkline(metric, room) }];
}
