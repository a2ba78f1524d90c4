import { describe, expect, it } from 'vitest';
import { DISKS_SCREEN } from '../../../src/formats/top/disks-screen.js';
import { GUESTS_SCREEN } from '../../../src/formats/top/guests-screen.js';
import { TOP_SCREENS, topSourceOf } from '../../../src/formats/top/screens.js';
import { createTopCsv } from '../../../src/formats/top/top-csv.js';
import { AFTER } from '../moving-snapshot.js';
import { EVENTS } from './sick-snapshot.js';

const SOURCE = topSourceOf(AFTER, { events: EVENTS });

describe('the CSV of a screen', () => {
  it('has the columns that are chosen, in base units, and quotes what is hostile', () => {
    const csv = createTopCsv(GUESTS_SCREEN, { columns: 'name,state,lat,used,rx', sort: 'name' });
    expect(csv.header + csv.print(SOURCE)).toBe(
      [
        'time,name,state,lat,used,rx',
        `2026-11-20T20:17:59.500Z,"'=cmd|calc, ""held""??[2J",,,,0`,
        '2026-11-20T20:17:59.500Z,gone-1,,,,',
        '2026-11-20T20:17:59.500Z,web1,running,0.003929,800000000,100000',
        '',
      ].join('\r\n'),
    );
  });

  it('has every column of the screen where none is chosen', () => {
    const { header, print } = createTopCsv(DISKS_SCREEN, {});
    expect(header.trimEnd().split(',')).toEqual(['time', ...DISKS_SCREEN.columns.map(({ name }) => name)]);
    const [first = ''] = print(SOURCE).split('\r\n');
    expect(first.split(',').slice(0, 5)).toEqual([
      ...['2026-11-20T20:17:59.500Z', 'web1', 'drive-virtio0', '524288', '104857.6'],
    ]);
  });

  it.each(TOP_SCREENS.map((screen) => [screen.name, screen] as const))(
    'has as many cells in each line of %s',
    (_, screen) => {
      const { header, print } = createTopCsv(screen, { filter: '!gone-1 !cmd' });
      const widths = print(SOURCE)
        .split('\r\n')
        .slice(0, -1)
        .map((line) => line.replace(/"[^"]*"/g, '').split(',').length);
      expect(new Set(widths)).toEqual(new Set([header.split(',').length]));
    },
  );

  it('refuses columns that the screen lacks', () => {
    expect(() => createTopCsv(DISKS_SCREEN, { columns: 'cpu' })).toThrow(/^'cpu' is not a column/);
  });
});
