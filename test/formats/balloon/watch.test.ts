import { describe, expect, it } from 'vitest';
import { createWatchPrinter } from '../../../src/formats/balloon/watch.js';
import { parseJson } from '../../../src/support/lossless-json.js';
import { expectGolden } from '../golden.js';
import { INTRO, ITEMS, SAMPLE } from './watched-balloon.js';

/** What only a line end may be. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the test searches for control characters
const CONTROLS = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

function print(format: 'lines' | 'csv' | 'ndjson'): string {
  const { header, print } = createWatchPrinter(format, INTRO);
  return header + ITEMS.map(print).join('');
}

describe('a balloon that is watched', () => {
  it.each([
    ['lines', 'balloon-watch.txt'],
    ['csv', 'balloon-watch.csv'],
    ['ndjson', 'balloon-watch.ndjson'],
  ] as const)('is printed as %s, and nothing in it is an order to a terminal', async (format, file) => {
    const text = print(format);
    await expectGolden(text, file);
    expect(text).not.toMatch(CONTROLS);
  });

  it('has columns that never move', () => {
    const [header = '', ...lines] = print('lines').split('\n');
    const at = header.indexOf('VERDICT');
    const samples = lines.filter((line) => /^\S+ {2}(running|paused|-|guest-pan)/.test(line));
    expect(samples).toHaveLength(6);
    for (const line of samples) expect(line.slice(at - 2, at + 1)).toMatch(/^ {2}\S$/);
  });

  it('has exact integers in JSON, and null for what is unknown', () => {
    const { print } = createWatchPrinter('ndjson', INTRO);
    expect(parseJson(print(SAMPLE))).toMatchObject({
      type: 'sample',
      stats: { 'stat-swap-in': 2n ** 63n, 'stat-oom-kills': null },
    });
  });

  it('has as many cells in each row of CSV as columns', () => {
    const rows = print('csv').split('\r\n').slice(0, -1);
    // Quoted cells hold commas.
    const widths = rows.map((row) => row.replace(/"(?:[^"]|"")*"/g, 'x').split(',').length);
    expect(new Set(widths)).toEqual(new Set([1 + 9 + INTRO.stats.length]));
    expect(rows).toHaveLength(1 + ITEMS.filter(({ type }) => type === 'sample').length);
  });
});
