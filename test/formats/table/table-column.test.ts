import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FigureUnit,
  formatFigure,
  formatTime,
  tableColumn,
} from '../../../src/formats/table/table-column.js';

describe('tableColumn', () => {
  const declared = { name: 'x', heading: 'X', figureOf: ({ x }: { x?: number }) => x };

  it('aligns texts to the left and figures to the right, and shows the figure', () => {
    expect(tableColumn({ ...declared, unit: 'text' }).align).toBe('left');
    const column = tableColumn({ ...declared, unit: 'bytes' });
    expect(column.align).toBe('right');
    expect(column.cell({ x: 2048 }, (bytes) => `${bytes / 1024} KiB`)).toBe('2 KiB');
    expect(column.cell({}, String)).toBe('-');
  });

  it('keeps what is declared', () => {
    const column = tableColumn({ ...declared, unit: 'count', align: 'left', cell: () => 'cell' });
    expect([column.align, column.cell({ x: 1 }, String)]).toEqual(['left', 'cell']);
  });
});

describe('formatFigure', () => {
  it.each([
    [undefined, 'bytes', '-'],
    ['web', 'text', 'web'],
    ['', 'text', ''],
    ['x'.repeat(50), 'text', `${'x'.repeat(39)}…`],
    ['\u001b[2J', 'text', '?[2J'],
    ['unlimited', 'bytes', 'unlimited'],
    [1536, 'bytes', '1.5K'],
    [2n ** 64n, 'bytes', '16E'],
    [0, 'seconds', '0s'],
    [12e-6, 'seconds', '12µs'],
    [0.9996e-3, 'seconds', '1ms'],
    [0.0034, 'seconds', '3.4ms'],
    [0.9996, 'seconds', '1s'],
    [1.54, 'seconds', '1.5s'],
    [9.96, 'seconds', '10s'],
    [300, 'seconds', '5m'],
    [0, 'percent', '0.0'],
    [99.96, 'percent', '100.0'],
    [1600, 'percent', '1600'],
    [0, 'count', '0'],
    [0.04, 'count', '0'],
    [-0.04, 'count', '0'],
    [0.5, 'count', '0.5'],
    [999.4, 'count', '999'],
    [999.6, 'count', '1k'],
    [1234, 'count', '1.2k'],
    [34_000_000, 'count', '34M'],
    [10n ** 21n, 'count', '1000E'],
  ] as const)('%s of %s', (figure, unit, text) => {
    expect(formatFigure(figure, unit)).toBe(text);
  });

  it('takes seven characters at most for any figure that a host can have', () => {
    const unit = fc.constantFrom<FigureUnit>('bytes', 'seconds', 'percent', 'count');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(12), unit, (part, power, one) => {
        const most = { seconds: 6, percent: 0 }[one as 'seconds'] ?? 12;
        expect(formatFigure(part * 10 ** (Math.min(power, most) - 6), one).length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

it('a time before another has its sign', () => {
  expect([formatTime(-0.0034), formatTime(-12)]).toEqual(['-3.4ms', '-12s']);
});
