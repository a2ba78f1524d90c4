import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyedGuests } from '../../src/formats/top/row-keys.js';
import { drawTop } from '../../src/terminal/top/draw-top.js';
import { ShownTable } from '../../src/terminal/top/shown-table.js';
import { TopFigures } from '../../src/terminal/top/top-figures.js';
import { DEFAULT_SETTINGS, startState, type TopState } from '../../src/terminal/top/top-state.js';
import { busyHost } from './busy-host.js';
import { drawPicture } from './terminal-picture.js';

const SIZE = { columns: 120, rows: 24 };
const SWEEPS = 60;
const KEY = keyedGuests(busyHost(0)).find(({ guest }) => guest.name === 'web1')?.key ?? '';

/** Draws top after two minutes. */
function picture(title: string, change: Partial<TopState>, rows = SIZE.rows): string {
  const figures = new TopFigures({});
  const sources = Array.from({ length: SWEEPS }, (_, sweep) => figures.add(busyHost(2 * sweep)));
  const source = sources.at(-1);
  if (source === undefined) throw new Error('there is no sweep');
  const state: TopState = { ...startState(DEFAULT_SETTINGS), ...change };
  const shown = new ShownTable().of(source, state);
  const size = { ...SIZE, rows };
  const { lines } = drawTop({ ...shown, state, trends: figures.trends }, size);
  return drawPicture(lines, size.columns, title);
}

describe('the pictures of docs/top.md', () => {
  it.each([
    ['guests', 'the screen of guests', {}, 20],
    ['problems', 'the screen of problems', { screen: 'problems' }, 20],
    ['guest', 'the page of a guest', { page: { kind: 'guest', key: KEY, first: 0 } }, 40],
  ] as const)('%s is what top shows', async (name, title, change, rows) => {
    const path = join(import.meta.dirname, '../../docs/top', `${name}.svg`);
    await expect(picture(title, change, rows)).toMatchFileSnapshot(path);
  });
});
