import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { GUEST_METRICS } from '../../../src/formats/kvmtop/catalogue.js';
import { TOP_SCREENS, topSourceOf } from '../../../src/formats/top/screens.js';
import type { TopScreen } from '../../../src/formats/top/top-screen.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import { lineText } from '../../../src/support/styled-text.js';
import { expectGolden } from '../golden.js';
import { AFTER } from '../moving-snapshot.js';
import { guestSnapshot, RICH } from '../rich-snapshot.js';
import { arbitraryEvents, arbitrarySnapshot } from './arbitrary-snapshot.js';
import { EVENTS } from './sick-snapshot.js';

/** Whatever moves a cursor, ends a line or turns the text. */
const UNSAFE = /\p{Cc}|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function linesOf(screen: TopScreen, snapshot: Snapshot, width: number): readonly string[] {
  const rows = screen.view({}).rowsOf(topSourceOf(snapshot, { events: EVENTS }));
  const { headings, rows: lines } = rows.layout(0, rows.rows.length, { width });
  return [headings, ...lines].map(lineText);
}

describe('the screens', () => {
  it('stand in the order of their keys', () => {
    expect(TOP_SCREENS.map(({ name }) => name)).toEqual([
      ...['guests', 'threads', 'disks', 'nics', 'memory', 'pressure', 'problems'],
    ]);
  });
});

describe.each(TOP_SCREENS.map((screen) => [screen.name, screen] as const))(
  'the screen %s',
  (name, screen) => {
    it.each([80, 120, 200])('is the golden table at %i columns', async (width) => {
      const tables = [AFTER, RICH].map((snapshot) => `${linesOf(screen, snapshot, width).join('\n')}\n`);
      await expectGolden(tables.join('\n'), `top-${name}-${width}.txt`);
    });

    it('has columns with names of their own, all of them described', () => {
      const names = screen.columns.map((column) => column.name.toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      for (const { about, name: column } of screen.columns) expect(about, column).toMatch(/^\S.{1,120}$/);
    });

    it('shows any guests on any terminal, each row with a key of its own', () => {
      fc.assert(
        fc.property(
          arbitrarySnapshot,
          arbitraryEvents,
          fc.integer({ min: 20, max: 220 }),
          (snapshot, events, width) => {
            const rows = screen.view({}).rowsOf(topSourceOf(snapshot, { events, cpuScale: 'machine' }));
            expect(new Set(rows.rows.map(({ key }) => key)).size).toBe(rows.total);
            for (const line of rows.layout(0, rows.total, { width }).rows) {
              expect(lineText(line)).not.toMatch(UNSAFE);
              expect(stringWidth(lineText(line))).toBeLessThanOrEqual(width);
            }
            for (const row of rows.rows) rows.figuresOf(row);
          },
        ),
      );
    });

    it('keeps the keys of its rows from sweep to sweep', () => {
      const keysOf = (snapshot: Snapshot) =>
        screen
          .view({})
          .rowsOf(topSourceOf(snapshot))
          .rows.map(({ key }) => key)
          .toSorted();
      expect(keysOf({ ...AFTER, takenAtSeconds: AFTER.takenAtSeconds + 1 })).toEqual(keysOf(AFTER));
    });

    it('can be sorted and filtered by every column', () => {
      const source = topSourceOf(AFTER, { events: EVENTS });
      const { total } = screen.view({}).rowsOf(source);
      for (const column of screen.columns) {
        const known = screen.view({ sort: column.name, filter: `!${column.name}:-` }).rowsOf(source);
        const unknown = screen.view({ sort: `-${column.name}`, filter: `${column.name}:-` }).rowsOf(source);
        expect(known.rows.length + unknown.rows.length, column.name).toBe(total);
      }
    });

    it('does the work for a thousand guests twice that of five hundred, and not four times', () => {
      const [few, many] = [500, 1000].map((guests) => countReads(screen, guests));
      expect(many).toBeLessThan(2.1 * (few ?? 0));
    });
  },
);

/** How often the data of so many guests are read for a screen of sixty lines. */
function countReads(screen: TopScreen, guests: number): number {
  let reads = 0;
  const counted = <Value>(value: Value): Value => {
    if (typeof value !== 'object' || value === null) return value;
    return new Proxy(value, {
      get: (target, property) => {
        reads += 1;
        return counted(Reflect.get(target, property));
      },
    });
  };
  const snapshot: Snapshot = {
    ...AFTER,
    guests: Array.from({ length: guests }, (_, at) => {
      return guestSnapshot({ ...AFTER.guests[at % 2], name: `vm${at}`, pid: at });
    }),
  };
  const source = topSourceOf({ ...snapshot, guests: snapshot.guests.map(counted) }, { events: EVENTS });
  screen.view({ filter: 'vm' }).rowsOf(source).layout(0, 60, { width: 200 });
  return reads;
}

describe('the guests', () => {
  const columns = new Map(TOP_SCREENS[0]?.columns.map((column) => [column.name, column]));
  const rows = TOP_SCREENS[0]?.view({}).rowsOf(topSourceOf(AFTER));
  const figures = rows?.rows.map((row) => rows.figuresOf(row)).find(({ name }) => name === 'web1');

  it.each(GUEST_METRICS.map((metric) => [metric.name, metric] as const))(
    "have kvmtop's %s",
    (name, metric) => {
      expect(columns.get(name)).toMatchObject({ heading: name });
      expect(columns.get(name)?.about).toContain(metric.describe);
      expect(columns.get(name)?.unit === 'text').toBe(metric.kind === 'text');
    },
  );

  it("have kvmtop's figures in the units of the table", () => {
    expect(figures).toMatchObject({
      cpu_total: 50.3,
      ram_total: 2_000_000_000,
      disk_stats_rdtotaltimes: 0.025,
      disk_delayblkio: 0.025,
      net_receivedBytes: 5000,
      balloon_age: 1.5,
      guest_minor_faults: 9_223_372_036_854_775_807n,
      host_name: 'host1.example',
    });
  });
});

it.each(TOP_SCREENS)('the keys of $name sort by columns that it shows', ({ orders, shown }) => {
  expect(Object.values(orders).filter((name) => !shown.includes(name))).toEqual([]);
});
