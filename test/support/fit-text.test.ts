import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { fitBetween, fitExactly, fitMiddle, fitText, gauge, wrapText } from '../../src/support/fit-text.js';

it.each([
  ['balloon', 7, 'balloon'],
  ['balloon', 6, 'ballo…'],
  ['balloon', 1, '…'],
  ['balloon', 0, ''],
  ['仮想機械', 8, '仮想機械'],
  ['仮想機械', 7, '仮想機…'],
  ['仮想機械', 6, '仮想…'],
])('%s in %i columns', (text, columns, fitted) => {
  expect(fitText(text, columns)).toBe(fitted);
});

it.each([
  ['/run/vm1/qmp.sock', 17, '/run/vm1/qmp.sock'],
  ['/run/vm1/qmp.sock', 12, '/run/…p.sock'],
  ['/run/vm1/qmp.sock', 11, '/run/….sock'],
  ['/run/vm1/qmp.sock', 2, '…k'],
  ['/run/vm1/qmp.sock', 1, '…'],
  ['/run/vm1/qmp.sock', 0, ''],
  ['仮想機械の名前', 8, '仮…名前'],
])('%s in %i columns, cut in the middle', (text, columns, fitted) => {
  expect(fitMiddle(text, columns)).toBe(fitted);
});

it('never needs more room than there is, and fills it where it is asked to', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
      expect(stringWidth(fitText(text, columns))).toBeLessThanOrEqual(columns);
      expect(stringWidth(fitMiddle(text, columns))).toBeLessThanOrEqual(columns);
      expect(stringWidth(fitExactly(text, columns))).toBe(columns);
      expect(stringWidth(fitBetween(text, '12:00:00', columns))).toBeLessThanOrEqual(columns);
    }),
  );
});

it('keeps what stands at the right while there is room for it', () => {
  expect(fitBetween('a long name', '12:00:00', 16)).toBe('a long… 12:00:00');
  expect(fitBetween('a long name', '12:00:00', 8)).toBe('a long …');
});

it.each([
  [0, 6, '[░░░░]'],
  [0.5, 6, '[██░░]'],
  [7, 6, '[████]'],
  [-1, 3, '[░]'],
  [1, 2, ''],
])('a gauge at %d in %i columns', (part, columns, drawn) => {
  expect(gauge(part, columns)).toBe(drawn);
});

it.each([
  [[0.25, 0.5], 'blocks', '[██▓▓▓▓░░]'],
  [[0.25, 0.5], 'ascii', '[##====..]'],
  [[0.9, 0.9], 'blocks', '[███████▓]'],
  [[0.5, -1], 'ascii', '[####....]'],
] as const)('a gauge of two parts %j of %s', (parts, style, drawn) => {
  expect(gauge(parts, 10, style)).toBe(drawn);
});

it.each([
  ['reload the driver', 20, ['reload the driver']],
  ['reload the driver', 10, ['reload the', 'driver']],
  ['reload the driver', 4, ['rel…', 'the', 'dri…']],
  ['', 4, ['']],
])('%j on lines of %i columns', (text, columns, lines) => {
  expect(wrapText(text, columns)).toEqual(lines);
});
