import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripControls } from '../../src/support/terminal-safe.js';
import { textWidth } from '../../src/support/text-width.js';
import { describeProgress, type Progress } from '../../src/terminal/describe-progress.js';
import { unicodeText } from '../unicode-text.js';

const GIBIBYTE = 2 ** 30;

/** The line for a pace of 12.7 seconds and this many units a second. */
function line(progress: Progress, perSecond = 0, columns = 200): string {
  return describeProgress(progress, { elapsedSeconds: 12.7, perSecond }, columns);
}

describe('a line of progress', () => {
  it('has what is done of how many bytes, the rate, and the time that is left', () => {
    const dump = { what: 'dumping web', done: GIBIBYTE, total: 4 * GIBIBYTE, unit: 'bytes' };
    expect(line(dump, 2 ** 25)).toBe('dumping web: 1 GiB of 4 GiB, 32 MiB/s, 1 min 36 s left');
    expect(line(dump)).toBe('dumping web: 1 GiB of 4 GiB');
    expect(line({ ...dump, done: 5 * GIBIBYTE }, 2 ** 25)).toMatch(/, 0 s left$/);
  });

  it('counts what else there is, of a known or an unknown number', () => {
    const reading = { what: 'reading /machine', done: 340, unit: 'objects' };
    expect(line(reading)).toBe('reading /machine: 340 objects');
    expect(line(reading, 61.7)).toBe('reading /machine: 340 objects, 62/s');
    expect(line({ ...reading, total: 400 }, 2.25)).toBe(
      'reading /machine: 340 of 400 objects, 2.3/s, 27 s left',
    );
  });

  it('may name the place on the way instead', () => {
    const way = { what: '512 MiB → 256 MiB', place: 'at 400 MiB', done: 112, total: 256, unit: 'bytes' };
    expect(line(way, 56)).toBe('512 MiB → 256 MiB: at 400 MiB, 56 B/s, 3 s left');
  });

  it('has the time that has passed, its limit, and what has come of it', () => {
    expect(line({ what: 'waiting for web' })).toBe('waiting for web: 12 s');
    expect(line({ what: 'recording web', limitSeconds: 59.2, soFar: '340 messages' })).toBe(
      'recording web: 12 s of 1 min, 340 messages',
    );
  });

  it('cuts the name of the work before its figures', () => {
    const reading = { what: 'reading /machine/peripheral', done: 340, unit: 'objects' };
    expect(line(reading, 0, 32)).toBe('reading /machine/p…: 340 objects');
    expect(line(reading, 0, 16)).toBe('reading /…: 340…');
    expect(line(reading, 0, 0)).toBe('');
  });

  it('fits and is safe for a terminal, whatever a guest has sent', () => {
    const text = unicodeText({ maxLength: 300 });
    fc.assert(
      fc.property(text, text, fc.nat(120), (what, other, columns) => {
        for (const progress of [
          { what, soFar: other },
          { what, done: 1, unit: other },
          { what, done: 1, unit: 'bytes', place: other },
        ]) {
          const shown = line(progress, 1, columns);
          expect(textWidth(shown)).toBeLessThanOrEqual(columns);
          expect(stripControls(shown)).toBe(shown);
        }
      }),
    );
  });
});
