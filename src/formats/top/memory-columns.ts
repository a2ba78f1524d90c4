import { machineBytes, mostBytes } from '../../model/machine-bytes.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { formatFigure, type SizeFormat, type TableColumn, UNKNOWN } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { alarm } from './figures.js';
import type { GuestRow } from './guest-row.js';
import { statOf, statRate, verdictEmphasis } from './memory-figures.js';

const { text, bytes, seconds, count } = columnsOf<GuestRow>();

/** The memory of a guest, by its balloon. */
export const MEMORY_COLUMNS: readonly TableColumn<GuestRow>[] = [
  text('verdict', 'VERDICT', 'the verdict on its memory', ({ guest }) => guest.memory.verdict, {
    leastWidth: 11,
    emphasis: ({ guest }) => verdictEmphasis(guest),
  }),
  bytes('actual', 'ACTUAL/MOST', 'what the guest may use now, and with an empty balloon', actualOf, {
    cell: ({ guest }, size) => actualCell(guest, size),
  }),
  bytes('machine', 'MACHINE', 'all memory of the machine', ({ guest }) => machineBytes(guest.qemu?.memory)),
  bytes('total', 'TOTAL', "memory in all, as the guest's kernel sees it", stat('stat-total-memory')),
  bytes('free', 'FREE', 'memory that nothing uses', stat('stat-free-memory')),
  bytes('avail', 'AVAIL', 'memory available without swapping', stat('stat-available-memory')),
  bytes('caches', 'CACHES', 'memory used as file cache', stat('stat-disk-caches')),
  bytes('swapin', 'SWAP-IN/s', 'swapped in by the guest', rate('stat-swap-in'), {
    emphasis: (row) => alarm(rate('stat-swap-in')(row), 0, 2 ** 20),
  }),
  bytes('swapout', 'SWAP-OUT/s', 'swapped out by the guest', rate('stat-swap-out'), {
    emphasis: (row) => alarm(rate('stat-swap-out')(row), 0, 2 ** 20),
  }),
  count('faults', 'FAULTS/s', 'page faults with I/O in the guest', rate('stat-major-faults')),
  count('minfaults', 'MINFAULTS/s', 'page faults without I/O in the guest', rate('stat-minor-faults')),
  count(
    'oomkills',
    'OOM-KILLS',
    'processes that the guest killed for lack of memory',
    stat('stat-oom-kills'),
    {
      emphasis: (row) => alarm(Number(stat('stat-oom-kills')(row) ?? 0), 0, 0),
    },
  ),
  count('stalls', 'STALLS/s', 'times that a task of the guest waited for memory', rate('stat-alloc-stalls')),
  seconds('interval', 'INTERVAL', 'how often its balloon is asked', intervalOf, {
    cell: (row) => (intervalOf(row) === 0 ? 'off' : formatFigure(intervalOf(row), 'seconds')),
    emphasis: (row) => (intervalOf(row) === 0 ? 'notice' : undefined),
  }),
];

function stat(name: string): (row: GuestRow) => number | bigint | undefined {
  return ({ guest }) => statOf(guest, name);
}

function rate(name: string): (row: GuestRow) => number | undefined {
  return ({ guest }) => statRate(guest, name);
}

function intervalOf({ guest }: GuestRow): number | undefined {
  return guest.qemu?.balloon?.intervalSeconds;
}

function actualOf({ guest }: GuestRow): number | undefined {
  return guest.qemu?.balloon?.actualBytes;
}

function actualCell({ qemu }: GuestSnapshot, size: SizeFormat): string {
  const actual = qemu?.balloon?.actualBytes;
  if (actual === undefined) return UNKNOWN;
  const most = mostBytes(qemu?.memory);
  return `${size(actual)}/${most === undefined ? '?' : size(most)}`;
}
