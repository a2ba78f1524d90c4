import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { topHeader } from '../../../src/formats/top/header.js';
import { headerLines } from '../../../src/formats/top/header-lines.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import { lineText } from '../../../src/support/styled-text.js';
import { expectGolden } from '../golden.js';
import { AFTER } from '../moving-snapshot.js';
import { RICH } from '../rich-snapshot.js';
import { arbitrarySnapshot } from './arbitrary-snapshot.js';
import { SICK } from './sick-snapshot.js';

const MIB = 1024 ** 2;
const { sample } = AFTER.host;
const SWAPPING: Snapshot = {
  ...AFTER,
  host: {
    ...AFTER.host,
    sample: sample && { ...sample, memory: { ...sample.memory, SwapTotal: 1024 * MIB, SwapFree: 256 * MIB } },
  },
};

function linesOf(snapshot: Snapshot, width: number, isAscii = false): readonly string[] {
  return headerLines(topHeader({ snapshot }), { width, isAscii }).map(lineText);
}

describe('the header', () => {
  it.each([80, 120])('is the golden text at %i columns', async (width) => {
    const headers = [AFTER, SWAPPING, SICK, RICH].map((snapshot) => linesOf(snapshot, width).join('\n'));
    await expectGolden(`${headers.join('\n\n')}\n`, `top-header-${width}.txt`);
  });

  it('does without UTF-8', () => {
    expect(linesOf(SWAPPING, 80, true).join('')).toMatch(/^[ -~]+$/);
  });

  it('is never wider than the terminal', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, fc.integer({ min: 20, max: 250 }), (snapshot, width) => {
        const lines = linesOf(snapshot, width);
        expect(lines).toHaveLength(3);
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('leaves out on a narrow terminal what matters least', () => {
    expect(linesOf(SWAPPING, 60)).toEqual([
      'CPU [███▓▓▓░░░░░░░] 45%  guests 21%  host1.example  20:17:59',
      'MEM [███████░░░░░░░░░░] 7.0G/16G  PSI cpu 1.3 mem 1.3 io 1.3',
      'GUESTS 3  problems 2  unanswered 2    oldest 10s  sweep 50ms',
    ]);
    expect(linesOf(SWAPPING, 20)).toEqual(['CPU 45%     20:17:59', 'MEM 7.0G/16G', 'GUESTS 3  sweep 50ms']);
  });

  it('emphasises what is too much', () => {
    const line = headerLines(topHeader({ snapshot: SICK }), { width: 120 })[2];
    expect(line?.filter(({ emphasis }) => emphasis === 'bad')).toEqual([
      { text: '2', emphasis: 'bad' },
      { text: '1', emphasis: 'bad' },
    ]);
  });
});
