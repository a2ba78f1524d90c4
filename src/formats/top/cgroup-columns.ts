import { terminalSafe } from '../../support/terminal-safe.js';
import { type TableColumn, UNKNOWN } from '../table/table-column.js';
import { type Resource, stalledPercent, throttledPercent } from './cgroup-figures.js';
import { columnsOf } from './columns-of.js';
import { alarm } from './figures.js';
import type { GuestRow } from './guest-row.js';

const { text, bytes, percent, count } = columnsOf<GuestRow>();

/** The control group of a QEMU. */
export const CGROUP_COLUMNS: readonly TableColumn<GuestRow>[] = [
  count('cpulimit', 'CPU-LIMIT', 'CPUs whose time its control group may use', ({ guest }) => {
    return guest.cgroup?.cpu?.limitCores;
  }),
  percent('throttled', 'THROTTLED%', 'periods in which its control group used up its CPU time', throttled, {
    emphasis: (row) => alarm(throttled(row), 1, 25),
  }),
  bytes('memlimit', 'MEM-LIMIT', 'memory that its control group may use', ({ guest }) => {
    return guest.cgroup?.memory?.limitBytes;
  }),
  stalls('psicpu', 'PSI-CPU', 'cpu'),
  stalls('psimem', 'PSI-MEM', 'memory'),
  stalls('psiio', 'PSI-IO', 'io'),
  text('cgroup', 'CGROUP', 'its control group', ({ guest }) => guest.cgroup?.path, {
    cell: ({ guest }) => terminalSafe(guest.cgroup?.path ?? UNKNOWN, 120),
  }),
];

function throttled({ guest }: GuestRow): number | undefined {
  return throttledPercent(guest);
}

function stalls(name: string, heading: string, resource: Resource): TableColumn<GuestRow> {
  const figureOf = ({ guest }: GuestRow) => stalledPercent(guest.cgroup?.pressure, resource, 'some');
  const emphasis = (row: GuestRow) => alarm(figureOf(row), 10, 40);
  return percent(name, heading, `time that some of its tasks waited for ${resource}, of 10 s`, figureOf, {
    emphasis,
  });
}
