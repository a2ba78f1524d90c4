import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/formats/table/filter.js';
import { TableError } from '../../../src/formats/table/table-error.js';
import { unicodeText } from '../../unicode-text.js';
import { VM_COLUMNS, type Vm } from './vms.js';

const VMS: readonly Vm[] = [
  { name: 'web1', state: 'running', rss: 2 ** 30, age: 2, cpu: 12.5, disks: 4 },
  { name: 'Web 2', state: 'paused', rss: 4 * 2 ** 30, age: 61, cpu: 200, disks: 2n ** 60n },
  { name: 'db,main', state: 'io-error', rss: 0, age: 172_800, cpu: 50, disks: 0 },
  { name: 'held' },
];

/** The first letters of those that a filter lets pass. */
function passing(filter: string): string {
  return VMS.filter(parseFilter(filter, VM_COLUMNS))
    .map(({ name }) => name.charAt(0))
    .join('');
}

const FORMS =
  "write a word, or a column, one of : = != ~ !~ > >= < <= and a value, such as 'state:paused cpu>50 name~web'";

describe('a filter', () => {
  it.each([
    ['', 'wWdh'],
    ['   ', 'wWdh'],
    ['web', 'wW'],
    ['"Web 2"', 'W'],
    ['run', 'w'],
    ['-', 'd'],
    ['4', ''],
  ])('of words looks for them in texts: %j', (filter, letters) => {
    expect(passing(filter)).toBe(letters);
  });

  it.each([
    ['state:paused', 'W'],
    ['state=paused', 'W'],
    ['state==paused', 'W'],
    ['STATE:PAUSED', 'W'],
    ['state:paused,running', 'wW'],
    ['state:pause', ''],
    ['state:*error', 'd'],
    ['state:*', 'wWd'],
    ['state:-', 'h'],
    ['state:-,running', 'wh'],
    ['state!=running', 'Wdh'],
    ['state!=running,-', 'Wd'],
    ['state:""', ''],
    ['name:"web 2"', 'W'],
    ["name:'web 2',held", 'Wh'],
    ['name:web" "2', 'W'],
    ['name:"db,main"', 'd'],
    ['name:"web *"', 'W'],
    ['disks:4', 'w'],
    ['disks:0,4', 'wd'],
    ['disks!=0', 'wWh'],
    ['disks:-', 'h'],
    ['rss:4G', 'W'],
    ['cpu:200%', 'W'],
  ])('of what a column is: %j', (filter, letters) => {
    expect(passing(filter)).toBe(letters);
  });

  it.each([
    ['name~WEB', 'wW'],
    ['name!~web', 'dh'],
    ['state!~run', 'Wdh'],
    ['name~"b 2"', 'W'],
    ['disks~4', 'wW'],
  ])('of what a column contains: %j', (filter, letters) => {
    expect(passing(filter)).toBe(letters);
  });

  it.each([
    ['cpu>50', 'W'],
    ['cpu>=50', 'Wd'],
    ['cpu<50', 'w'],
    ['cpu<=50', 'wd'],
    ['cpu>-1', 'wWd'],
    ['rss>1G', 'W'],
    ['rss>=1024M', 'wW'],
    ['rss<1', 'd'],
    ['age<30s', 'w'],
    ['age>1m', 'Wd'],
    ['age>1d', 'd'],
    ['disks>1k', 'W'],
    ['cpu>"50"', 'W'],
  ])('of how much a figure is, and unknown is neither: %j', (filter, letters) => {
    expect(passing(filter)).toBe(letters);
  });

  it.each([
    ['!web', 'dh'],
    ['!!web', 'wW'],
    ['!cpu>50', 'wdh'],
    ['!state:-', 'wWd'],
    ['!state!=paused', 'W'],
    ['web cpu>50', 'W'],
    ['cpu>1\tcpu<60\n!error', 'w'],
  ])('of terms that hold, or do not: %j', (filter, letters) => {
    expect(passing(filter)).toBe(letters);
  });

  it('does not look for words in a column that says so', () => {
    const columns = VM_COLUMNS.map((column) => ({ ...column, isSearched: column.name !== 'state' }));
    expect(VMS.filter(parseFilter('run', columns))).toEqual([]);
    expect(VMS.filter(parseFilter('state~run', columns))).toEqual([VMS[0]]);
  });

  it('takes a word in quotes as it is', () => {
    const vms = [{ name: '52:54:00' }, { name: '!x' }, { name: 'cpu>50', cpu: 7 }];
    const names = (filter: string) => vms.filter(parseFilter(filter, VM_COLUMNS)).map(({ name }) => name);
    expect(names('"52:54"')).toEqual(['52:54:00']);
    expect(names("'!x'")).toEqual(['!x']);
    expect(names('"cpu>50"')).toEqual(['cpu>50']);
  });

  it.each([
    [
      'stat:paused',
      "'stat' is not a column; did you mean 'state'? expected one of name, state, rss, age, cpu, disks",
    ],
    ['52:54:00', "'52' is not a column: expected one of name, state, rss, age, cpu, disks"],
    ['state:', `state:: a value is missing; ${FORMS}`],
    ['state:,', `state:,: a value is missing; ${FORMS}`],
    ['cpu>', `cpu>: a value is missing; ${FORMS}`],
    ['!', `a word is missing; ${FORMS}`],
    ['""', `a word is missing; ${FORMS}`],
    ['name>web', `name>web: the column is a text, which has no more and less; ${FORMS}`],
    ['cpu>much', "cpu>much: 'much' is not a number of percent, such as 50"],
    ['cpu:50,much', "cpu:50,much: 'much' is not a number of percent, such as 50"],
    ['cpu>-', "cpu>-: '-' is not a number of percent, such as 50"],
    ['cpu=>50', "cpu=>50: '>50' is not a number of percent, such as 50"],
    ['rss>4GX', "rss>4GX: '4GX' is not a size, such as 512M or 1.5G"],
    ['age>soon', "age>soon: 'soon' is not a time, such as 10ms, 30s or 5m"],
    ['disks!=few', "disks!=few: 'few' is not a number, such as 100 or 2k"],
    ['name:"web 2', 'name:"web 2: a quote is not closed'],
    ["it's", "it's: a quote is not closed"],
    ['x '.repeat(33), 'a filter has at most 32 terms, not 33'],
  ])('refuses %j', (filter, message) => {
    expect(() => parseFilter(filter, VM_COLUMNS)).toThrow(new TableError(message));
  });

  it('is a function of any item, or its own error, whatever the text', () => {
    const piece = fc.constantFrom(
      ...[
        'name',
        'cpu',
        'rss',
        ':',
        '=',
        '!=',
        '~',
        '!~',
        '>',
        '>=',
        '<',
        '<=',
        '!',
        ' ',
        ',',
        '"',
        "'",
        '*',
      ],
      ...['-', '50', '4G', '2d', '%', 'web'],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      unicodeText(),
    );
    fc.assert(
      fc.property(text, (filter) => {
        try {
          const matches = parseFilter(filter, VM_COLUMNS);
          for (const vm of VMS) expect(typeof matches(vm)).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
        }
      }),
    );
  });

  it('finds any name by itself in quotes, and what does not hold of the rest', () => {
    const name = unicodeText().filter((text) => !/["*]/.test(text));
    fc.assert(
      fc.property(name, fc.constantFrom(...VMS), (own, other) => {
        const same = parseFilter(`name:"${own}"`, VM_COLUMNS);
        expect(same({ name: own })).toBe(true);
        const isOther = parseFilter(`!name:"${own}"`, VM_COLUMNS);
        expect(isOther(other)).toBe(!same(other));
      }),
    );
  });

  it('is done soon with many terms of a long text', () => {
    const long = 'a'.repeat(100_000);
    const matches = parseFilter(`name:${'a*'.repeat(1000)}b !${'!'.repeat(50_000)}x`, VM_COLUMNS);
    expect(matches({ name: long })).toBe(false);
    expect(() => parseFilter(`"${'\'"'.repeat(50_000)}`, VM_COLUMNS)).toThrow(TableError);
  });
});
