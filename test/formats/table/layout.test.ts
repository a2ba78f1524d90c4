import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { encodeItems, fillLine, layoutTable } from '../../../src/formats/table/layout.js';
import { type TableColumn, tableColumn } from '../../../src/formats/table/table-column.js';
import { lineText, paintLine } from '../../../src/support/styled-text.js';
import { unicodeText } from '../../unicode-text.js';
import { VM_COLUMNS, type Vm } from './vms.js';

const VMS: readonly Vm[] = [
  { name: 'a-name-that-is-longer-than-most', state: 'running', rss: 2 ** 30, age: 2, cpu: 12.5, disks: 4 },
  { name: 'db', state: 'io-error', rss: 2 ** 20, cpu: 200 },
];

const linesOf = (width?: number) => encodeItems(VM_COLUMNS, VMS, width).trimEnd().split('\n');

describe('encodeItems', () => {
  it('leaves nothing out where no width is given', () => {
    expect(linesOf()).toEqual([
      'NAME                             STATE      RSS  AGE    CPU  DISKS',
      'a-name-that-is-longer-than-most  running   1.0G   2s   12.5      4',
      'db                               io-error  1.0M    -  200.0      -',
    ]);
  });

  it('cuts the names first', () => {
    expect(linesOf(60)).toEqual([
      'NAME                       STATE      RSS  AGE    CPU  DISKS',
      'a-name-that-is-longer-th…  running   1.0G   2s   12.5      4',
      'db                         io-error  1.0M    -  200.0      -',
    ]);
  });

  it('then leaves out the columns of the highest rank, and has room for names again', () => {
    expect(linesOf(54)).toEqual([
      'NAME                             STATE      RSS  AGE',
      'a-name-that-is-longer-than-most  running   1.0G   2s',
      'db                               io-error  1.0M    -',
    ]);
  });

  it('then cuts names further, and shows no part of a figure at last', () => {
    expect(linesOf(14)).toEqual(['NAME       RSS', 'a-name-…  1.0G', 'db        1.0M']);
    expect(linesOf(11)).toEqual(['NAME', 'a-name-…', 'db']);
  });

  it('has headings alone without items', () => {
    expect(encodeItems(VM_COLUMNS, [])).toBe('NAME  STATE  RSS  AGE  CPU  DISKS\n');
  });

  it('has no control characters of a cell, whatever its column lets through', () => {
    const column = tableColumn<string>({ name: 'a', heading: 'A', unit: 'text', figureOf: (text) => text });
    const columns = [{ ...column, cell: (text: string) => text }];
    expect(encodeItems(columns, ['a\u001b]0;title\u0007\nb', 'é\u009b2J'])).toBe('A\na?]0;title??b\né?2J\n');
  });

  it('aligns wide characters by the columns that they fill', () => {
    const vms = ['ascii', '仮想', 'é', '😀'].map((name) => ({ name, state: 'x' }));
    const [, ...lines] = encodeItems(VM_COLUMNS, vms).trimEnd().split('\n');
    expect(lines.map((line) => stringWidth(line.slice(0, line.indexOf('x'))))).toEqual([7, 7, 7, 7]);
  });
});

describe('an elastic column', () => {
  const text = (name: string, more: Partial<TableColumn<Vm>> = {}) =>
    tableColumn<Vm>({ name, heading: name.toUpperCase(), unit: 'text', figureOf: (vm) => vm.name, ...more });
  const vms = [{ name: '/run/libvirt/qemu/domain-1.sock' }];
  const row = (columns: readonly TableColumn<Vm>[], width: number) =>
    encodeItems(columns, vms, width).split('\n')[1];

  it('has the room that others leave, and is cut as far as it says before a column is left out', () => {
    const columns = [
      text('name'),
      text('path', { isElastic: true, cutTo: 10 }),
      text('rank', { rank: 1, cell: () => 'x' }),
      text('note', { isElastic: true, cutTo: 6, cell: () => 'a note that says what is wrong!' }),
    ];
    expect(row(columns, 200)).toBe(
      '/run/libvirt/qemu/domain-1.sock  /run/libvirt/qemu/domain-1.sock  x     a note that says what is wrong!',
    );
    expect(row(columns, 100)).toBe(
      '/run/libvirt/qemu/domain-1.sock  /run/libvirt/qemu/domain-1.sock  x     a note that says what is wr…',
    );
    expect(row(columns, 60)).toBe('/run/libvirt/qemu/domain-1.sock  /run/l…1.sock  x     a not…');
    expect(row(columns, 50)).toBe('/run/libvir…omain-1.sock  /run….sock  x     a not…');
    expect(row(columns, 42)).toBe('/run/libvi…main-1.sock  /run….sock  a not…');
  });

  it('is not wider than its texts, whatever it may be cut to', () => {
    const columns = [
      text('name'),
      text('note', { isElastic: true, cutTo: 20, cell: () => 'short' }),
      text('x'),
    ];
    expect(encodeItems(columns, [{ name: 'a' }])).toBe('NAME  NOTE   X\na     short  a\n');
  });

  it.each([
    ['unix:/run/vm1/qmp.sock', 'unix…sock'],
    ['/machine/peripheral/net0', '/mac…net0'],
    ['/var/lib/my images/disk.raw', '/var….raw'],
    ['unix:/run/vm1/qmp.sock: another client holds it', 'unix:/ru…'],
    ['web-frontend-production', 'web-fron…'],
  ])('is cut in the middle of a path or an address, and at the end of other texts: %s', (value, cut) => {
    expect(row([text('text', { figureOf: () => value, cell: () => value, isElastic: true })], 9)).toBe(cut);
  });

  it('keeps its width in a table that is drawn again and again', () => {
    const columns = [text('name', { leastWidth: 40 }), text('other')];
    expect(encodeItems(columns, [{ name: 'a' }])).toBe(`NAME${' '.repeat(38)}OTHER\na${' '.repeat(41)}a\n`);
  });
});

describe('layoutTable', () => {
  it('says where the columns stand', () => {
    const { columns } = layoutTable(VM_COLUMNS, VMS, { width: 54 });
    expect(columns.map(({ column, width }) => [column.name, width])).toEqual([
      ...[
        ['name', 31],
        ['state', 8],
      ],
      ...[
        ['rss', 4],
        ['age', 3],
      ],
    ]);
  });

  it('has room for the names of items that are not shown', () => {
    const [name] = VM_COLUMNS;
    if (name === undefined) throw new Error('no columns');
    const { columns, rows } = layoutTable([name], [{ name: 'db' }], { others: VMS });
    expect([columns[0]?.width, rows.length]).toEqual([31, 1]);
  });

  it('leaves out a column that matters most only after names are as short as they may be', () => {
    const [name, state] = VM_COLUMNS;
    if (name === undefined || state === undefined) throw new Error('no columns');
    const columns = [name, { ...state, rank: 0 }];
    expect(layoutTable(columns, VMS, { width: 18 }).columns.map(({ width }) => width)).toEqual([8, 8]);
    expect(layoutTable(columns, VMS, { width: 17 }).columns.map(({ width }) => width)).toEqual([17]);
  });

  it('formats sizes as it is told', () => {
    const [, , rss] =
      layoutTable(VM_COLUMNS, [{ name: 'a', rss: 7 }], {
        formatSize: (bytes) => `${bytes} bytes`,
      }).rows[0]?.filter(({ text }) => text.trim() !== '') ?? [];
    expect(rss?.text).toBe('7 bytes');
  });

  it('emphasises headings and cells, and no blank', () => {
    const [name, state] = VM_COLUMNS;
    if (name === undefined || state === undefined) throw new Error('no columns');
    const columns = [name, { ...state, align: 'right' as const, emphasis: () => 'bad' as const }, name];
    const { headings, rows } = layoutTable(columns, [{ name: ' a ', state: ' x ' }]);
    expect(headings.map((span) => [span.text, span.emphasis])).toEqual([
      ['NAME', 'heading'],
      ['  ', undefined],
      ['STATE', 'heading'],
      ['  ', undefined],
      ['NAME', 'heading'],
    ]);
    expect(rows[0]?.map((span) => [span.text, span.emphasis])).toEqual([
      [' ', undefined],
      ['a', undefined],
      ['       ', undefined],
      ['x', 'bad'],
      ['    ', undefined],
      ['a', undefined],
    ]);
  });

  it('is never wider than its width, ends no line with a blank, and emphasises none, whatever guests are called', () => {
    const text = fc.oneof(
      unicodeText(),
      fc.string({ unit: fc.constantFrom(' ', 'a', '仮', '👩‍👩‍👧', 'e\u0301') }),
    );
    const vm = fc.record(
      { name: text, state: text, rss: fc.nat(), cpu: fc.double({ min: 0, noNaN: true, max: 1e9 }) },
      { requiredKeys: ['name'] },
    );
    const columns = VM_COLUMNS.map((column, at) => ({
      ...column,
      ...(at % 2 === 0 ? { isElastic: true, cutTo: 5 } : {}),
      emphasis: () => 'notice' as const,
    }));
    fc.assert(
      fc.property(fc.array(vm, { maxLength: 5 }), fc.nat(120), (vms, width) => {
        const { headings, rows } = layoutTable(columns, vms, { width });
        expect(rows).toHaveLength(vms.length);
        for (const line of [headings, ...rows]) {
          const shown = lineText(line);
          expect(stringWidth(shown)).toBeLessThanOrEqual(width);
          expect(shown).not.toMatch(/ $|\p{Cc}|\p{Cs}/u);
          expect(stringWidth(paintLine(line, 'colour'))).toBe(stringWidth(shown));
          for (const { text: piece, emphasis } of line)
            if (emphasis !== undefined) expect(piece).not.toMatch(/^ | $|^$/);
        }
      }),
    );
  });
});

describe('fillLine', () => {
  it('makes a line as wide as a terminal', () => {
    expect(fillLine([{ text: '仮' }], 5)).toEqual([{ text: '仮' }, { text: '   ' }]);
    expect(fillLine([{ text: 'long' }], 3)).toEqual([{ text: 'long' }]);
    expect(lineText(fillLine([], 2))).toBe('  ');
  });
});
