import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { encodeGuestList, type GuestListEntry } from '../../../src/formats/list/guest-list.js';
import { encodeTable, GUEST_TABLE } from '../../../src/formats/list/table.js';
import { textOfLines, viewTable } from '../../../src/formats/table/table-view.js';
import { judgeUnasked } from '../../../src/model/judge.js';
import type { ProblemKind } from '../../../src/model/problem.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { unicodeText } from '../../unicode-text.js';
import { expectGolden } from '../golden.js';
import { GUEST, guestSnapshot, PROCESS, RICH, snapshotOf } from '../rich-snapshot.js';

/** Whatever moves a cursor, ends a line or turns the text; the line feed that ends each line is taken off before. */
const UNSAFE = /\p{Cc}|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function entriesOf(...snapshots: readonly Partial<GuestSnapshot>[]): readonly GuestListEntry[] {
  return encodeGuestList(snapshotOf(...snapshots.map(guestSnapshot))).guests;
}

function linesOf(entries: readonly GuestListEntry[]): readonly string[] {
  const text = encodeTable(entries);
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
}

/** The columns before the pid's last digit, which stands at the right edge of its column. */
const edgeOfPid = (line: string, pid: number | string) => stringWidth(line.slice(0, line.indexOf(`${pid} `)));

describe('encodeTable', () => {
  it('makes the golden table', async () => {
    await expectGolden(encodeTable(encodeGuestList(RICH).guests), 'guest-table.txt');
  });

  it.each([50, 80, 120])('makes the golden table of a terminal of %i columns', async (width) => {
    await expectGolden(encodeTable(encodeGuestList(RICH).guests, width), `guest-table-${width}.txt`);
  });

  const unasked = (name: string, kind: ProblemKind, message: string) => ({
    ...{ name, socket: name.includes(':') ? name : `unix:/run/${name}/qmp.sock`, qemu: undefined },
    ...{
      problem: { kind, message },
      memory: { ...guestSnapshot({}).memory, ...judgeUnasked({ kind, message }) },
    },
  });
  const inState = (name: string, runState: string) => ({ name, qemu: { ...GUEST, runState } });

  it('reads at 80 columns without a wrapped line, of guests in five states', async () => {
    const entries = entriesOf(
      inState('web-frontend-production-eu-central-1a', 'running'),
      inState('db', 'paused'),
      inState('backup', 'guest-panicked'),
      unasked(
        'ci',
        'stopped',
        'pid 5001: the QEMU process is stopped (SIGSTOP, or a debugger): kill -CONT 5001',
      ),
      unasked(
        'unix:/run/vms/test-0042/qmp.sock',
        'hung',
        'unix:/run/vms/test-0042/qmp.sock: no answer for 2 s',
      ),
    );
    const text = encodeTable(entries, 80);
    expect(text.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
    await expectGolden(text, 'guest-table-states-80.txt');
  });

  it('emphasises states as they matter', () => {
    const states = ['running', 'paused', 'shutdown', 'io-error', 'internal-error', 'guest-panicked'];
    const entries = entriesOf(
      ...states.map((state) => inState(state, state)),
      unasked('busy', 'busy', 'held'),
      { name: 'unknown', qemu: undefined },
    );
    const [, ...rows] = viewTable(GUEST_TABLE, { columns: 'name,state' }).layout(entries, 80);
    expect(Object.fromEntries(rows.map((row) => [row[0]?.text, row[2]?.emphasis]))).toEqual({
      ...{
        running: 'good',
        paused: 'notice',
        shutdown: 'notice',
        'io-error': 'bad',
        'internal-error': 'bad',
      },
      ...{ 'guest-panicked': 'bad', busy: 'bad', unknown: undefined },
    });
  });

  it('tells a problem in its column where that is chosen, and not below', () => {
    const entries = entriesOf(unasked('ci', 'stopped', 'QEMU is stopped'));
    const view = viewTable(GUEST_TABLE, { columns: 'name,problem' });
    expect(textOfLines(view.layout(entries, 80))).toBe('NAME  PROBLEM\nci    QEMU is stopped\n');
  });

  it('does not repeat the address of a guest without another name', () => {
    const name = 'unix:/run/a/qmp.sock';
    const problem = { kind: 'busy', message: `${name}: another client holds the monitor` } as const;
    const entries = entriesOf({ name, socket: name, qemu: undefined, problem });
    expect(encodeTable(entries, 80)).toMatch(
      /\nunix:\/run\/a\/qmp\.sock: another client holds the monitor\n$/,
    );
  });

  it('says once what is the matter with several guests, and counts those that would fill the screen', () => {
    const problem = { kind: 'busy', message: 'held' } as const;
    const names = Array.from({ length: 11 }, (_, at) => `vm${at}`);
    const entries = entriesOf(...names.map((name) => ({ name, pid: 7, qemu: undefined, problem })));
    expect(encodeTable(entries, 80).split('\n').slice(12)).toEqual([
      '',
      'vm0, vm1, vm2, vm3, vm4, vm5, vm6, vm7 and 3 more: held',
      '',
    ]);
  });

  it('names the pid and the address of a problem only where no column does', () => {
    const socket = 'unix:/run/a.sock';
    const messages = [`${socket}: another client holds the monitor`, 'QEMU is stopped'];
    const entries = messages.flatMap((message) =>
      entriesOf({ pid: 7, socket, qemu: undefined, problem: { kind: 'busy', message } }),
    );
    const [, first, second] = linesOf(entries);
    expect(first).toMatch(/ unix:\/run\/a\.sock {2}another client holds the monitor$/);
    expect(second).toMatch(/ unix:\/run\/a\.sock {2}QEMU is stopped$/);
    expect(encodeTable(entries, 80)).toMatch(
      /\nweb1: unix:\/run\/a\.sock: another client holds the monitor\nweb1: QEMU is stopped\n$/,
    );
  });

  it('adds the advice of the verdict to a message that has none', () => {
    const problem = { kind: 'hung', message: 'unix:/q: no answer for 2 s' } as const;
    const [, line = ''] = linesOf(entriesOf({ socket: 'unix:/q', qemu: undefined, problem }));
    expect(line).toMatch(
      / no answer for 2 s\. A QEMU that hangs is usually waiting for storage: .*responds$/,
    );
  });

  it('shows in parentheses what only the command line says', () => {
    const declared = { vcpus: 4, memoryBytes: 2 ** 31 };
    const [, all = '', some = '', none = ''] = linesOf(
      entriesOf(
        { qemu: undefined, declared },
        { qemu: undefined, declared: { vcpus: undefined, memoryBytes: 2 ** 25 } },
        { qemu: undefined },
      ),
    );
    expect(all.split(/ {2,}/).slice(3, 5)).toEqual(['(4)', '(2.0G)']);
    expect(some.split(/ {2,}/).slice(3, 5)).toEqual(['-', '(32M)']);
    expect(none.split(/ {2,}/).slice(3, 5)).toEqual(['-', '-']);
  });

  it('fits any guests on any terminal', () => {
    const text = unicodeText();
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 4 }),
        text,
        fc.integer({ min: 10, max: 200 }),
        (names, message, width) => {
          const problem = { kind: 'failed', message } as const;
          const entries = entriesOf(...names.map((name) => ({ name, qemu: undefined, problem })));
          for (const line of encodeTable(entries, width).split('\n')) {
            expect(line).not.toMatch(UNSAFE);
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
    );
  });

  it('is its heading alone on a host without guests', () => {
    expect(encodeTable([])).toBe(
      'NAME  PID  STATE  VCPUS  MEM USED/TOTAL  AGE  RSS  AVG CPU  DISKS  NICS  SOCKET  PROBLEM\n',
    );
  });

  it('aligns wide characters by the cells that they fill', () => {
    const names = ['ascii', '日本語の仮想機械', 'é', '😀'];
    const [, ...lines] = linesOf(entriesOf(...names.map((name) => ({ name, pid: 7777 }))));
    const edges = lines.map((line) => edgeOfPid(line, 7777));
    expect(new Set(edges)).toEqual(new Set([stringWidth('日本語の仮想機械') + 2]));
  });

  it.each(['a\nb', 'a\r\nb', '\u001b[2J\u001b[31m', '\u202eabc', 'a\tb', 'a\u0085b', 'a\u2028b', 'a\u0000b'])(
    'does not let %j break a line, wherever it stands',
    (hostile) => {
      const lines = linesOf(
        entriesOf(
          { name: hostile, socket: hostile, qemu: { ...GUEST, runState: hostile } },
          { name: 'b', qemu: undefined, problem: { kind: 'failed', message: hostile } },
        ),
      );
      expect(lines).toHaveLength(3);
      for (const line of lines) expect(line).not.toMatch(UNSAFE);
    },
  );

  it('has a line a guest, whatever they are called', () => {
    const text = unicodeText();
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, (names, message) => {
        const problem = { kind: 'failed', message } as const;
        const entries = entriesOf(...names.map((name) => ({ name, qemu: undefined, problem })));
        const lines = linesOf(entries);
        expect(lines).toHaveLength(names.length + 1);
        for (const line of lines) expect(line).not.toMatch(UNSAFE);
      }),
    );
  });

  it('cuts long names off, so that one guest cannot push the others out of sight', () => {
    const [, line = ''] = linesOf(entriesOf({ name: 'x'.repeat(10_000) }));
    expect(line).toMatch(/^x{39}… {2}2145 /);
  });

  it('ends no line with blanks', () => {
    for (const line of linesOf(entriesOf({}, { qemu: undefined }))) expect(line).toBe(line.trimEnd());
  });

  it.each([
    [0, '0B'],
    [999, '999B'],
    [1000, '1.0K'],
    [10 * 1024, '10K'],
    [999 * 1024, '999K'],
    [1000 * 1024, '1.0M'],
    [1.5 * 1024 ** 3, '1.5G'],
    [9.96 * 1024 ** 3, '10G'],
    [2 ** 60, '1.0E'],
    [2 ** 80, '1048576E'],
  ])('shows %d bytes as %s', (rssBytes, text) => {
    const [, line = ''] = linesOf(entriesOf({ linux: { ...PROCESS, rssBytes } }));
    expect(line.split(/ {2,}/)).toContain(text);
  });

  it.each([
    [0, '0s'],
    [119.4, '119s'],
    [120, '2m'],
    [7199, '120m'],
    [7200, '2h'],
    [172_800, '2d'],
  ])('shows an age of %d seconds as %s', (ageSeconds, text) => {
    const { memory } = guestSnapshot({});
    const [, line = ''] = linesOf(entriesOf({ memory: { ...memory, ageSeconds } }));
    expect(line.split(/ {2,}/)).toContain(text);
  });

  it.each([
    ['nospace', 'disk sda: no space left on its storage, which has stopped the guest'],
    ['failed', 'disk sda: an I/O error has stopped the guest'],
    ['word of tomorrow', 'disk sda: word of tomorrow'],
  ])('says which disk has stopped the guest (%s)', (why, text) => {
    const [entry] = entriesOf({});
    if (entry === undefined) throw new Error('no entry');
    const [, line] = linesOf([{ ...entry, stoppedDisks: [{ disk: 'sda', why }] }]);
    expect(line).toContain(text);
  });

  it('shows a total when the used part is unknown', () => {
    const { memory } = guestSnapshot({});
    const [, line = ''] = linesOf(
      entriesOf({ memory: { ...memory, lastUsedBytes: undefined, totalBytes: 1024 ** 3 } }),
    );
    expect(line).toContain(' ?/1.0G ');
  });
});
