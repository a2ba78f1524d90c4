import { describe, expect, it } from 'vitest';
import { tableColumn } from '../../../src/formats/table/table-column.js';
import { topSourceOf } from '../../../src/formats/top/screens.js';
import { type TopRow, topScreen } from '../../../src/formats/top/top-screen.js';
import { lineText } from '../../../src/support/styled-text.js';
import { snapshotOf } from '../rich-snapshot.js';

interface Row extends TopRow {
  readonly name: string;
  readonly load: number | undefined;
}

const row = (name: string, load?: number): Row => ({ key: name, guest: undefined, name, load });
const ROWS = [row('a', 1), row('a-name-of-many-characters', 10), row('b'), row('c', 9)];

const text = (name: string, more: object = {}) =>
  tableColumn<Row>({ name, heading: name, unit: 'text', figureOf: (one) => one.name, ...more });
const load = (name: string, more: object = {}) =>
  tableColumn<Row>({ name, heading: name, unit: 'count', figureOf: (one) => one.load, ...more });

const screenOf = (...columns: readonly ReturnType<typeof text>[]) =>
  topScreen<Row>({
    ...{ name: 'test', title: 'Test', columns, sort: 'load', orders: {}, rowsOf: () => ROWS },
    shown: columns.filter(({ name }) => name !== 'hidden').map(({ name }) => name),
  });

const SOURCE = topSourceOf(snapshotOf());
const layout = (screen: ReturnType<typeof screenOf>, width: number, to = ROWS.length) =>
  screen.view({}).rowsOf(SOURCE).layout(0, to, { width });

describe('a screen', () => {
  const screen = screenOf(text('name'), load('load'), load('hidden'));

  it('has the rows in its order, unknown figures last in either direction', () => {
    const order = (sort?: string) =>
      screen
        .view({ sort })
        .rowsOf(SOURCE)
        .rows.map(({ key }) => key.slice(0, 2));
    expect(order()).toEqual(['a-', 'c', 'a', 'b']);
    expect(order('-load')).toEqual(['a', 'c', 'a-', 'b']);
  });

  it('says how many rows there are without the filter', () => {
    const rows = screen.view({ filter: 'load>5' }).rowsOf(SOURCE);
    expect([rows.total, rows.rows.length]).toEqual([4, 2]);
  });

  it('has the figures of all columns, shown or not', () => {
    const rows = screen.view({ columns: 'name' }).rowsOf(SOURCE);
    expect(rows.rows.map((one) => rows.figuresOf(one))[1]).toEqual({ name: 'c', load: 9, hidden: 9 });
  });

  it('refuses a choice that does not fit it', () => {
    expect(() => screen.view({ columns: 'nmae' })).toThrow(
      /'nmae' is not a column; did you mean 'name'\? expected one of name, load, hidden$/,
    );
    expect(() => screen.view({ sort: 'x' })).toThrow(/^'x' is not a column/);
    expect(() => screen.view({ filter: 'load>x' })).toThrow(/^load>x: 'x' is not a number/);
  });

  it('has room for the names of the rows that are not shown, so that it stays as it is', () => {
    const [line] = layout(screenOf(text('name'), load('load')), 60, 0).rows;
    expect(line).toBeUndefined();
    expect(lineText(layout(screenOf(text('name'), load('load')), 60, 0).headings)).toBe(
      'name                       load',
    );
  });
});

describe('the columns of a screen', () => {
  const columns = (width: number) =>
    layout(
      screenOf(
        text('name', { leastWidth: 4 }),
        ...[load('load'), load('most', { rank: 0 }), load('more', { rank: 1 })],
        text('why', { leastWidth: 5, isElastic: true }),
      ),
      width,
    );
  const widths = (width: number) =>
    columns(width).columns.map(({ column, width: own }) => [column.name, own]);

  it('are all there where there is room, the elastic one as wide as its texts', () => {
    expect(widths(100)).toEqual([
      ['name', 25],
      ...[
        ['load', 4],
        ['most', 4],
        ['more', 4],
      ],
      ['why', 25],
    ]);
  });

  it('are left out when the elastic one has no more to give, and the name was cut to twenty', () => {
    expect(widths(46)).toEqual([
      ['name', 21],
      ...[
        ['load', 4],
        ['most', 4],
        ['more', 4],
      ],
      ['why', 5],
    ]);
    expect(widths(44).map(([name]) => name)).toEqual(['name', 'load', 'most', 'why']);
  });

  it('that matter most are left out only after the name was cut to eight', () => {
    expect(widths(27)).toEqual([
      ['name', 8],
      ...[
        ['load', 4],
        ['most', 4],
      ],
      ['why', 5],
    ]);
    expect(widths(26).map(([name]) => name)).toEqual(['name', 'load', 'why']);
  });

  it('that were listed are left out from the right, those that were added stay', () => {
    const screen = screenOf(text('name'), load('load'), load('most', { rank: 1 }), load('hidden'));
    const shown = (columns: string, width: number) => {
      const { columns: placed } = screen.view({ columns }).rowsOf(SOURCE).layout(0, 4, { width });
      return placed.map(({ column }) => column.name);
    };
    expect(shown('name,most,load,hidden', 39)).toEqual(['name', 'most', 'load']);
    expect(shown('name,most,load,hidden', 32)).toEqual(['name', 'most', 'load']);
    expect(shown('name,most,load,hidden', 31)).toEqual(['name', 'most']);
    expect(shown('+hidden', 39)).toEqual(['name', 'load', 'hidden']);
  });

  it('make no line longer than the terminal is wide', () => {
    for (let width = 10; width < 100; width++)
      for (const line of columns(width).rows) expect(lineText(line).length).toBeLessThanOrEqual(width);
  });
});
