import type { Emphasis } from '../../support/styled-text.js';
import { percent as percentOfRatio } from '../kvmtop/metric.js';
import { type TableColumn, UNKNOWN } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { type CpuBase, cpuPercent } from './cpu-figures.js';
import { alarm } from './figures.js';
import { guestNameColumn } from './guest-name-column.js';
import { type KeyedGuest, keyedGuests, uniqueKeys } from './row-keys.js';
import { type GuestThread, threadsOfGuest } from './threads-of-guest.js';
import { type TopRow, type TopSource, topScreen } from './top-screen.js';

/** A thread of a QEMU, or several. */
export interface ThreadRow extends TopRow, CpuBase, GuestThread {}

const NANOSECONDS = 1e9;
const { text, seconds, percent, count } = columnsOf<ThreadRow>();

export const THREAD_COLUMNS: readonly TableColumn<ThreadRow>[] = [
  guestNameColumn(),
  text('thread', 'THREAD', 'vCPU, iothread, or emulator: the rest of QEMU', ({ label }) => label, {
    leastWidth: 12,
  }),
  percent('cpu', 'CPU%', 'time on a CPU', (row) => cpuPercent(row.runRatio, row)),
  percent('wait', 'WAIT%', 'time that it waited for a CPU', waited, {
    // Several threads may wait at one time: their sum is no share.
    emphasis: (row) => (row.id === undefined ? undefined : alarm(waited(row), 10, 25)),
  }),
  text('state', 'STATE', 'R runs, S sleeps, D waits for I/O, T is stopped, Z has ended', stateOf, {
    rank: 1,
    emphasis: stateEmphasis,
  }),
  count('tid', 'TID', "thread id, in QEMU's own pid namespace", ({ id }) => id, {
    rank: 2,
    leastWidth: 7,
    cell: ({ id }) => String(id ?? UNKNOWN),
  }),
  seconds('time', 'TIME', 'time on a CPU since its start', ({ runNanoseconds }) =>
    runNanoseconds === undefined ? undefined : runNanoseconds / NANOSECONDS,
  ),
  text('name', 'NAME', 'as Linux names it', ({ name }) => name, { rank: 3 }),
];

function stateOf({ state }: ThreadRow): string | undefined {
  return state;
}

function waited({ waitRatio }: ThreadRow): number | undefined {
  return percentOfRatio(waitRatio);
}

/** Waiting for I/O that cannot be interrupted is what a hanging storage looks like. */
function stateEmphasis({ state }: ThreadRow): Emphasis | undefined {
  if (state === 'D') return 'notice';
  return state !== undefined && 'TtZX'.includes(state) ? 'bad' : undefined;
}

/** The threads of one guest. */
export function threadRowsOf(
  { key, guest }: KeyedGuest,
  { host, cpuScale }: TopSource,
): readonly ThreadRow[] {
  return threadsOfGuest(guest).map((thread) => {
    return { key: `${key}/${thread.label}`, guest, host, cpuScale, ...thread };
  });
}

export const THREADS_SCREEN = topScreen({
  name: 'threads',
  title: 'Threads',
  columns: THREAD_COLUMNS,
  shown: ['guest', 'thread', 'cpu', 'wait', 'state', 'tid', 'name'],
  sort: 'cpu',
  orders: { cpu: 'cpu' },
  rowsOf: (source) =>
    uniqueKeys(keyedGuests(source.snapshot).flatMap((guest) => threadRowsOf(guest, source))),
});
