import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emphasis, StyledLine } from '../../src/support/styled-text.js';
import { cellsOf } from '../../src/terminal/line-cells.js';
import { encodeChanges } from '../../src/terminal/line-changes.js';

/** Some terminals give it two columns, others two for each of the four. */
const FAMILY = '👨\u200d👩\u200d👧\u200d👦';

const spans = fc.array(
  fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '█', '…', '東', FAMILY), maxLength: 12 }),
    emphasis: fc.constantFrom<Emphasis | undefined>(undefined, 'good', 'bad'),
    isSelected: fc.boolean(),
  }),
  { maxLength: 4 },
);

/** A sequence of ECMA-48, or a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character begins what is looked for
const TOKEN = /\u001b\[[\d;]*[HKm]|👨\u200d👩\u200d👧\u200d👦|./gsu;

/** What a terminal makes of it: columns with a character and its style each, several for a wide one. */
function apply(columns: readonly string[], written: string, familyWidth: number): readonly string[] {
  const shown = [...columns];
  let at = 0;
  let style = '';
  for (const [token] of written.matchAll(TOKEN)) {
    if (!token.startsWith('\u001b')) {
      while (shown.length < at) shown.push(' ');
      shown[at++] = style + token;
      for (let more = widthOf(token, familyWidth) - 1; more > 0; more--) shown[at++] = '';
    } else if (token.endsWith('H')) at = Number(/;(\d+)H/.exec(token)?.[1]) - 1;
    else if (token.endsWith('K')) shown.length = Math.min(shown.length, at);
    else style = token === '\u001b[0m' ? '' : token;
  }
  while (shown.at(-1) === ' ') shown.pop();
  return shown;
}

function widthOf(token: string, familyWidth: number): number {
  return token === FAMILY ? familyWidth : token === '東' ? 2 : 1;
}

function drawn(line: StyledLine, familyWidth: number): readonly string[] {
  return apply([], encodeChanges([], cellsOf(line), 0, 'colour'), familyWidth);
}

describe('encodeChanges', () => {
  it('turns any line into any other, whatever width the terminal gives to an emoji', () => {
    fc.assert(
      fc.property(spans, spans, fc.constantFrom(1, 2, 8), (before, after, familyWidth) => {
        const written = encodeChanges(cellsOf(before), cellsOf(after), 0, 'colour');
        expect(apply(drawn(before, familyWidth), written, familyWidth)).toEqual(drawn(after, familyWidth));
      }),
    );
  });

  it('keeps a wide character in the last column, which erasing from there would take', () => {
    const written = encodeChanges(
      cellsOf([{ text: 'web   東 ab' }]),
      cellsOf([{ text: 'web 1 東' }]),
      0,
      'plain',
    );
    expect(written).toBe('\u001b[1;1H\u001b[Kweb 1 東');
  });

  it('writes nothing for a line that looks the same', () => {
    fc.assert(
      fc.property(spans, (line) => {
        const again = [...line, { text: '   ' }];
        expect(encodeChanges(cellsOf(line), cellsOf(again), 0, 'colour')).toBe('');
      }),
    );
  });
});
