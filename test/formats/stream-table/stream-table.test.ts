import { describe, expect, it } from 'vitest';
import type { PrinterOptions } from '../../../src/formats/printer.js';
import { createStreamTable } from '../../../src/formats/stream-table/stream-table.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import { METRIC_GROUPS } from '../../../src/model/vocabulary.js';
import { textWidth } from '../../../src/support/text-width.js';
import { expectGolden } from '../golden.js';
import { AFTER, BEFORE } from '../moving-snapshot.js';
import { GUEST, guestSnapshot, snapshotOf } from '../rich-snapshot.js';

process.env.TZ = 'UTC';

const DEFAULTS: PrinterOptions = { groups: ['cpu', 'mem'], verbose: false };

function printed(snapshots: readonly Snapshot[], options: Partial<PrinterOptions> = {}): string {
  const { print } = createStreamTable({ ...DEFAULTS, ...options });
  return snapshots.map((snapshot) => print(snapshot)).join('');
}

/** Which of the lines are headings. */
const headingsIn = (text: string) =>
  text.split('\n').flatMap((line, at) => (line.startsWith('TIME') ? [at] : []));

const guests = (...names: readonly string[]) => snapshotOf(...names.map((name) => guestSnapshot({ name })));

describe('the table of a stream', () => {
  it('is the golden text on a terminal of 80 columns', async () => {
    const groups = ['cpu', 'mem', 'disk', 'net', 'balloon'] as const;
    const text = printed([BEFORE, AFTER, AFTER], { width: () => 80, groups });
    await expectGolden(text, 'stream-table-80.txt');
  });

  it('has the columns of the groups, the time first', () => {
    const [line = ''] = printed([AFTER], { groups: ['disk', 'net'] }).split('\n');
    expect(line.split(/ {2,}/)).toEqual([
      ...[
        'TIME',
        'NAME',
        'STATE',
        'RD/s',
        'WR/s',
        'RIOPS',
        'WIOPS',
        'LAT',
        'RX/s',
        'TX/s',
        'RXP/s',
        'TXP/s',
        'WHY',
      ],
    ]);
    const [all = ''] = printed([AFTER], { groups: METRIC_GROUPS, verbose: true }).split('\n');
    expect(all.split(/ {2,}/)).toContain('net_receivedMulticast');
  });

  it('repeats its headings after twenty lines', () => {
    expect(headingsIn(printed(Array(45).fill(guests('a'))))).toEqual([0, 21, 42]);
    expect(headingsIn(printed(Array(5).fill(guests('a', 'b', 'c', 'd', 'e', 'f', 'g'))))).toEqual([0, 22]);
  });

  it('does not divide a sweep', () => {
    const many = guests(...Array.from({ length: 50 }, (_, at) => `vm${at}`));
    expect(headingsIn(printed([many, many]))).toEqual([0, 51]);
  });

  it('repeats them when a column got wider, and keeps it so', () => {
    const short = guests('a');
    const long = guests('a-guest-with-a-longer-name');
    expect(headingsIn(printed([short, long, long]))).toEqual([0, 2]);
    const paused = snapshotOf(guestSnapshot({ name: 'a', qemu: { ...GUEST, runState: 'guest-panicked' } }));
    expect(headingsIn(printed([short, paused, short, short]))).toEqual([0, 2]);
  });

  it('fits the terminal as it is now', () => {
    let width = 60;
    const { print } = createStreamTable({ ...DEFAULTS, width: () => width });
    for (const line of print(AFTER).split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    width = 120;
    expect(print(AFTER)).toMatch(/^TIME .* RSS .*\n/);
  });

  it('is in ASCII, in the same columns, for a terminal that shows nothing else', () => {
    const hosts = [guests('wéb東', 'a-guest-with-a-longer-name'), AFTER];
    const text = printed(hosts, { width: () => 60, isAscii: true });
    expect(text).toMatch(/^\d\d:\d\d:\d\d {2}w\?b\?\? /m);
    expect(text).toMatch(/^[ -~\n]+$/);
    expect(text.split('\n').map((line) => line.length)).toEqual(
      printed(hosts, { width: () => 60 })
        .split('\n')
        .map(textWidth),
    );
  });

  it('says nothing of a host without guests', () => {
    expect(printed([snapshotOf()])).toBe('');
  });
});
