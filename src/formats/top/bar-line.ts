import { type GaugeStyle, gauge } from '../../support/fit-text.js';
import { type Emphasis, lineText, type Span, type StyledLine } from '../../support/styled-text.js';
import { textWidth } from '../../support/text-width.js';

/** A line with a gauge between its label and its facts, and more facts at its right end. */
export interface BarLine {
  readonly label: string;
  /** One part of a whole or two, 0 to 1; without it there is no gauge. */
  readonly parts?: readonly [number, number] | undefined;
  readonly emphasis?: Emphasis | undefined;
  /** What matters most first: what does not fit is left out. */
  readonly facts: readonly StyledLine[];
  /** What matters most last. */
  readonly right?: readonly StyledLine[] | undefined;
}

const GAP = 2;
const LEAST_GAUGE = 8;
const MOST_GAUGE = 32;

/** Lays out such a line in a width: the first fact stays, then come those at the right, a gauge, and the others. */
export function layoutBarLine(
  { label, parts, emphasis, facts, right = [] }: BarLine,
  width: number,
  style: GaugeStyle,
): StyledLine {
  const first = facts.slice(0, 1);
  const head = textWidth(label) + 1;
  const atRight = take(right.toReversed(), width - head - widthOf(first) - GAP).toReversed();
  const room = width - head - (atRight.length > 0 ? widthOf(atRight) + GAP : 0);
  const reserved = parts === undefined ? 0 : LEAST_GAUGE + 1;
  const atLeft = room - widthOf(first) < reserved ? first : take(facts, room - reserved);
  const bar = gaugeSpans(parts, room - widthOf(atLeft) - 1, style, emphasis);
  const left: StyledLine = [{ text: label, emphasis: 'heading' }, { text: ' ' }, ...bar, ...joined(atLeft)];
  if (atRight.length === 0) return left;
  const blanks = width - textWidth(lineText(left)) - widthOf(atRight);
  return [...left, { text: ' '.repeat(Math.max(GAP, blanks)) }, ...joined(atRight)];
}

function gaugeSpans(
  parts: BarLine['parts'],
  room: number,
  style: GaugeStyle,
  emphasis: Emphasis | undefined,
): readonly Span[] {
  if (parts === undefined || room < LEAST_GAUGE) return [];
  return [{ text: gauge(parts, Math.min(MOST_GAUGE, room), style), emphasis }, { text: ' ' }];
}

/** As many from the first on as have room. */
function take(facts: readonly StyledLine[], room: number): readonly StyledLine[] {
  const end = facts.findIndex((_, at) => widthOf(facts.slice(0, at + 1)) > room);
  return end < 0 ? facts : facts.slice(0, end);
}

function widthOf(facts: readonly StyledLine[]): number {
  return facts.reduce((sum, fact) => sum + textWidth(lineText(fact)) + GAP, facts.length > 0 ? -GAP : 0);
}

function joined(facts: readonly StyledLine[]): StyledLine {
  return facts.flatMap((fact, at) => (at === 0 ? fact : [{ text: ' '.repeat(GAP) }, ...fact]));
}
