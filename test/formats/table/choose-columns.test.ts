import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseColumns, findColumn } from '../../../src/formats/table/choose-columns.js';
import { TableError } from '../../../src/formats/table/table-error.js';

const ALL = ['name', 'state', 'cpu', 'rss'].map((name) => ({ name }));
const SHOWN = ALL.slice(0, 3);

const choose = (text: string) => chooseColumns(text, ALL, SHOWN).map(({ name }) => name);

describe('findColumn', () => {
  it('finds a column in any case', () => {
    expect(findColumn(ALL, 'CPU')).toBe(ALL[2]);
    const mixed = { name: 'stat_cpuSteal' };
    expect(findColumn([mixed], 'stat_cpusteal')).toBe(mixed);
  });

  it('names the columns that there are, and the nearest one', () => {
    expect(() => findColumn(ALL, 'stat')).toThrow(
      new TableError("'stat' is not a column; did you mean 'state'? expected one of name, state, cpu, rss"),
    );
  });

  it('names thirty columns at most, so that the nearest one is seen', () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ name: `metric_${at}` }));
    expect(() => findColumn(many, 'metrik_199')).toThrow(
      /; did you mean 'metric_199'\? expected one of .* metric_28, metric_29 and 170 more$/,
    );
  });
});

describe('chooseColumns', () => {
  it.each([
    ['rss,name', ['rss', 'name']],
    [' RSS , name ', ['rss', 'name']],
    ['name,rss,name', ['name', 'rss']],
    ['+rss', ['name', 'state', 'cpu', 'rss']],
    ['-state', ['name', 'cpu']],
    ['-state,+rss', ['name', 'cpu', 'rss']],
    ['+state', ['name', 'state', 'cpu']],
    ['-rss', ['name', 'state', 'cpu']],
    ['-state,+state', ['name', 'cpu', 'state']],
    ['name,+rss', ['name', 'rss']],
  ])('%j of four columns, three of which are shown', (text, names) => {
    expect(choose(text)).toEqual(names);
  });

  it.each([
    ['', "'' is not a column: expected one of name, state, cpu, rss"],
    ['name,', "'' is not a column: expected one of name, state, cpu, rss"],
    ['+cpus', "'cpus' is not a column; did you mean 'cpu'? expected one of name, state, cpu, rss"],
    ['-name,-state,-cpu', '--columns -name,-state,-cpu: no column is left'],
    ['name,-name', '--columns name,-name: no column is left'],
  ])('refuses %j', (text, message) => {
    expect(() => choose(text)).toThrow(new TableError(message));
  });

  it('chooses columns that there are, each once, or throws its own error', () => {
    const word = fc.tuple(fc.constantFrom('', '+', '-', ' '), fc.constantFrom('name', 'cpu', 'RSS', 'x', ''));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.map((parts) => parts.join('')).join(',');
        try {
          const chosen = chooseColumns(text, ALL, SHOWN);
          expect(chosen.length).toBeGreaterThan(0);
          expect(new Set(chosen).size).toBe(chosen.length);
          for (const column of chosen) expect(ALL).toContain(column);
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
        }
      }),
    );
  });
});
