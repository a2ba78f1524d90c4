import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Emphasis, StyledLine } from '../../src/support/styled-text.js';
import { cellsOf } from '../../src/terminal/line-cells.js';
import { encodeChanges } from '../../src/terminal/line-changes.js';

const spans = fc.array(
  fc.record({
    text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '█', '…', '東'), maxLength: 12 }),
    emphasis: fc.constantFrom<Emphasis | undefined>(undefined, 'good', 'bad'),
    isSelected: fc.boolean(),
  }),
  { maxLength: 4 },
);

/** A sequence of ECMA-48, or a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a control character begins what is looked for
const TOKEN = /\u001b\[[\d;]*[HKm]|./gsu;
const WIDE = '東';

/** What a terminal makes of it: columns with a character and its style each, two for a wide one. */
function apply(columns: readonly string[], written: string): readonly string[] {
  const shown = [...columns];
  let at = 0;
  let style = '';
  for (const [token] of written.matchAll(TOKEN)) {
    if (!token.startsWith('\u001b')) {
      while (shown.length < at) shown.push(' ');
      shown[at++] = style + token;
      if (token === WIDE) shown[at++] = '';
    } else if (token.endsWith('H')) at = Number(/;(\d+)H/.exec(token)?.[1]) - 1;
    else if (token.endsWith('K')) shown.length = Math.min(shown.length, at);
    else style = token === '\u001b[0m' ? '' : token;
  }
  while (shown.at(-1) === ' ') shown.pop();
  return shown;
}

function drawn(line: StyledLine): readonly string[] {
  return apply([], encodeChanges([], cellsOf(line), 0, 'colour'));
}

describe('encodeChanges', () => {
  it('turns any line into any other', () => {
    fc.assert(
      fc.property(spans, spans, (before, after) => {
        const written = encodeChanges(cellsOf(before), cellsOf(after), 0, 'colour');
        expect(apply(drawn(before), written)).toEqual(drawn(after));
      }),
    );
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
