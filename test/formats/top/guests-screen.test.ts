import { describe, expect, it } from 'vitest';
import { groupColumns } from '../../../src/formats/top/group-columns.js';
import { GUESTS_SCREEN } from '../../../src/formats/top/guests-screen.js';
import { MEMORY_SCREEN } from '../../../src/formats/top/memory-screen.js';
import { topSourceOf } from '../../../src/formats/top/screens.js';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { METRIC_GROUPS } from '../../../src/model/vocabulary.js';
import { AFTER } from '../moving-snapshot.js';
import { guestSnapshot, snapshotOf } from '../rich-snapshot.js';
import { rowOf } from './emphasised.js';
import { SICK } from './sick-snapshot.js';

/** What is shown of a guest in these columns, with emphasis. */
const cells = (guest: string, columns: string, snapshot: Snapshot = SICK) =>
  rowOf(GUESTS_SCREEN, snapshot, guest, columns).cells;

describe('the guests', () => {
  it('that are well need no attention', () => {
    expect(cells('web1', 'name,state,steal,mem,lat,why')).toEqual([
      ['web1'],
      ['running', 'good'],
      ...[['3.8'], ['40.0'], ['3.9ms']],
    ]);
  });

  it('that wait for CPUs, swap or lose I/O are emphasised', () => {
    expect(cells('busy', 'steal,swap,iofailed,throttled,swapout')).toEqual([
      ['30.0', 'bad'],
      ['4.0K', 'notice'],
      ['4', 'bad'],
      ['90.0', 'bad'],
      ['2.0M', 'bad'],
    ]);
  });

  it('that were stopped by their storage say so', () => {
    expect(cells('full', 'state,why')).toEqual([
      ['io-error', 'bad'],
      ['paused', 'notice'],
    ]);
  });

  it('that do not answer have what Linux knows, the last state in parentheses, and the reason', () => {
    expect(cells('stopped', 'state,vcpus,cpu,rss,process,silent,why')).toEqual([
      ['(running)', 'bad'],
      ...[['(2)'], ['100.0'], ['1.0G'], ['T'], ['4s']],
      ['stopped', 'bad'],
    ]);
    const declared = guestSnapshot({
      ...{ name: 'never', qemu: undefined, declared: { vcpus: 4, memoryBytes: 2 ** 31 } },
    });
    expect(cells('never', 'state,vcpus,used', snapshotOf(declared))).toEqual([
      ['-', 'bad'],
      ['(4)'],
      ['(2.0G)'],
    ]);
  });

  it('use percent of one CPU, or of the host', () => {
    const cpuOf = (cpuScale: 'core' | 'machine') => {
      const rows = GUESTS_SCREEN.view({ filter: 'name:web1' }).rowsOf(topSourceOf(AFTER, { cpuScale }));
      return rows.rows.map((row) => rows.figuresOf(row).cpu)[0];
    };
    expect([cpuOf('core'), cpuOf('machine')]).toEqual([100, 25]);
  });

  it('count traffic as they see it themselves, whatever their interface is', () => {
    const figures = (guest: string, columns: string) => {
      const { rows, row } = rowOf(GUESTS_SCREEN, SICK, guest, columns);
      return rows.figuresOf(row);
    };
    expect(figures('web1', 'rx,tx')).toMatchObject({ rx: 100_000, tx: 5000, net: 105_000, rxp: 90 });
  });

  it('are sorted by their CPU time, unless the user says otherwise', () => {
    expect(GUESTS_SCREEN.view({}).sortedBy).toEqual({ name: 'cpu', isDescending: true });
    expect(GUESTS_SCREEN.view({ sort: 'name' }).sortedBy).toEqual({ name: 'name', isDescending: false });
  });

  it('are not found by the name of their host, but by their own', () => {
    const found = (filter: string) => GUESTS_SCREEN.view({ filter }).rowsOf(topSourceOf(AFTER)).rows.length;
    expect([found('host1'), found('host_name~host1'), found('GONE'), found('macvtap')]).toEqual([0, 3, 1, 1]);
  });

  it('have columns whose names may be written in any case', () => {
    expect(GUESTS_SCREEN.view({ columns: 'NAME,net_receivedbytes' }).columns).toEqual([
      'name',
      'net_receivedBytes',
    ]);
  });
});

describe('the memory of guests', () => {
  const memory = (guest: Partial<GuestSnapshot>, columns: string) =>
    rowOf(MEMORY_SCREEN, snapshotOf(guestSnapshot({ name: 'a', ...guest })), 'a', columns).cells;

  it('is that of a fresh report; one that is stale says nothing of the present', () => {
    expect(memory({}, 'verdict,actual,used,avail,age,interval')).toEqual([
      ['ok', 'good'],
      ...[['2.0G/2.0G'], ['763M/1.9G'], ['1.1G'], ['1.5s'], ['10s']],
    ]);
    const { memory: fresh } = guestSnapshot({});
    const stale = { ...fresh, verdict: 'stale', usedBytes: undefined } as const;
    expect(memory({ memory: stale }, 'verdict,used,avail,swapin')).toEqual([
      ['stale', 'bad'],
      ['?/1.9G'],
      ['-'],
      ['-'],
    ]);
  });

  it('says that polling is off, and what to do', () => {
    const { qemu, memory: fresh } = guestSnapshot({});
    const off = { ...fresh, verdict: 'polling-off', advice: 'Switch it on.' } as const;
    const silent = qemu?.balloon && { ...qemu, balloon: { ...qemu.balloon, intervalSeconds: 0 } };
    expect(memory({ qemu: silent, memory: off }, 'verdict,interval,advice')).toEqual([
      ['polling-off', 'notice'],
      ['off', 'notice'],
      ['Switch it on.'],
    ]);
  });

  it('has the rates of what the guest swaps', () => {
    expect(rowOf(MEMORY_SCREEN, SICK, 'busy', 'swapin,swapout,faults').cells).toEqual([
      ['4.0K', 'notice'],
      ['2.0M', 'bad'],
      ['12'],
    ]);
  });
});

describe('the columns of the groups of metrics', () => {
  it('are our own short ones, between the name and what is wrong', () => {
    expect(groupColumns(['cpu', 'mem'])).toEqual([
      ...['name', 'state', 'vcpus', 'cpu', 'steal', 'mem', 'used', 'rss', 'why'],
    ]);
  });

  it('are those of kvmtop too with --verbose, those of its other groups not', () => {
    expect(groupColumns(['io'], true)).toEqual([
      ...['name', 'state', 'ioread', 'iowrite', 'io_read_bytes', 'io_write_bytes', 'io_rchar', 'io_wchar'],
      ...['io_syscr', 'io_syscw', 'io_cancelled_write_bytes', 'why'],
    ]);
  });

  it('are columns of the guests, whichever are chosen', () => {
    const names = groupColumns(METRIC_GROUPS, true);
    expect(GUESTS_SCREEN.view({ columns: names.join(',') }).columns).toEqual(names);
  });
});
