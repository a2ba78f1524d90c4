import { describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../src/formats/top/frame-text.js';
import { GUESTS_SCREEN } from '../../../src/formats/top/guests-screen.js';
import { topSourceOf } from '../../../src/formats/top/screens.js';
import { expectGolden } from '../golden.js';
import { AFTER } from '../moving-snapshot.js';
import { guestSnapshot, snapshotOf } from '../rich-snapshot.js';
import { EVENTS, SICK } from './sick-snapshot.js';

const SOURCE = topSourceOf(SICK, { events: EVENTS });

describe('a frame', () => {
  it('is the golden text: header and table, each with an empty line below', async () => {
    await expectGolden(encodeFrame(SOURCE, GUESTS_SCREEN.view({})), 'top-frame.txt');
  });

  it('fits a width where it is given', () => {
    const lines = encodeFrame(SOURCE, GUESTS_SCREEN.view({}), { width: 60 }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBe(60);
  });

  it('has the rows, the order and the columns that are chosen', () => {
    const view = GUESTS_SCREEN.view({ columns: 'name,why', sort: 'name', filter: 'why!=ok' });
    expect(encodeFrame(SOURCE, view).split('\n').slice(3)).toEqual([
      ...['', 'NAME      WHY', 'full      paused', 'stopped   stopped', '', ''],
    ]);
  });

  it('has no codes of a terminal, nor characters beyond ASCII, unless they are wanted', () => {
    const plain = encodeFrame(topSourceOf(AFTER), GUESTS_SCREEN.view({}), { isAscii: true });
    expect(plain.replaceAll('\n', '')).toMatch(/^[ -~]+$/);
    const names = snapshotOf(guestSnapshot({ name: 'wéb東…' }));
    const view = GUESTS_SCREEN.view({ columns: 'name' });
    expect(encodeFrame(topSourceOf(names), view, { isAscii: true })).toMatch(/^w\?b\?\?~$/m);
    const coloured = encodeFrame(SOURCE, GUESTS_SCREEN.view({}), { palette: 'colour' });
    expect(coloured).toContain('\u001b[1;31mio-error\u001b[0m');
  });
});
