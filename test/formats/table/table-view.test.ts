import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { TableError } from '../../../src/formats/table/table-error.js';
import { type ItemTable, textOfLines, viewTable } from '../../../src/formats/table/table-view.js';
import { lineText } from '../../../src/support/styled-text.js';
import { unicodeText } from '../../unicode-text.js';
import { VM_COLUMNS, type Vm } from './vms.js';

const TABLE: ItemTable<Vm> = {
  columns: VM_COLUMNS.filter(({ name }) => ['name', 'cpu', 'state'].includes(name)),
  wide: ['state'],
  notesOf: ({ name, state }) => (state === 'io-error' ? [{ name, text: 'an error has stopped it' }] : []),
  notesColumn: 'state',
};

const VMS: readonly Vm[] = [
  { name: 'web', state: 'running', cpu: 12 },
  { name: 'db', state: 'io-error', cpu: 80 },
  { name: 'held' },
];

/** Lines of a view, separated by bars. */
function shown(choice: Parameters<typeof viewTable>[1], width?: number): string {
  const { pick, layout } = viewTable(TABLE, choice);
  return textOfLines(layout(pick(VMS), width)).replaceAll('\n', '|');
}

describe('a view of a table', () => {
  it('has all columns where nothing is left out, and nothing below', () => {
    expect(shown({})).toBe(
      'NAME  STATE      CPU|web   running   12.0|db    io-error  80.0|held  -            -|',
    );
  });

  it('has on a terminal what is not wide, and below it what is to be said', () => {
    expect(shown({}, 80)).toBe('NAME   CPU|web   12.0|db    80.0|held     -||db: an error has stopped it|');
  });

  it('adds to, and takes from, what is shown there', () => {
    expect(shown({ columns: '-cpu' })).toBe('NAME  STATE|web   running|db    io-error|held  -|');
    expect(shown({ columns: '-cpu' }, 80)).toBe('NAME|web|db|held||db: an error has stopped it|');
    expect(shown({ columns: '+state' }, 80)).toBe(
      'NAME   CPU  STATE|web   12.0  running|db    80.0  io-error|held     -  -|',
    );
  });

  it('has the columns that are chosen, in a pipe and on a terminal', () => {
    const both = 'STATE     NAME|running   web|io-error  db|-         held|';
    expect(shown({ columns: 'state,name' })).toBe(both);
    expect(shown({ columns: 'state,name' }, 80)).toBe(both);
  });

  it('filters, and sorts what is left', () => {
    expect(shown({ columns: 'name', sort: 'cpu' })).toBe('NAME|db|web|held|');
    expect(shown({ columns: 'name', sort: '-cpu', filter: 'cpu>0' })).toBe('NAME|web|db|');
    expect(shown({ filter: 'web' }, 80)).toBe('NAME   CPU|web   12.0|');
    expect(shown({ filter: 'nobody' })).toBe('NAME  STATE  CPU|');
  });

  it('picks items for those who print them in another way', () => {
    expect(viewTable(TABLE, { filter: 'name:web,held', sort: 'name' }).pick(VMS)).toEqual([VMS[2], VMS[0]]);
    expect(viewTable(TABLE, {}).pick(VMS)).toBe(VMS);
  });

  it.each([{ columns: 'x' }, { sort: 'x' }, { filter: 'x:1' }])('refuses %j before it is used', (choice) => {
    expect(() => viewTable(TABLE, choice)).toThrow(TableError);
  });

  it('fits any terminal, whatever is chosen and whatever guests are called', () => {
    const columns = fc.constantFrom(undefined, 'name,state', '+state', 'state', '-name');
    fc.assert(
      fc.property(
        fc.array(unicodeText()),
        columns,
        fc.integer({ min: 8, max: 100 }),
        (names, chosen, width) => {
          const { layout } = viewTable(TABLE, { columns: chosen });
          const vms = names.map((name) => ({ name, state: 'io-error' }));
          for (const line of layout(vms, width)) {
            expect(stringWidth(lineText(line))).toBeLessThanOrEqual(width);
            expect(lineText(line)).not.toMatch(/\p{Cc}|\p{Cs}/u);
          }
        },
      ),
    );
  });
});
