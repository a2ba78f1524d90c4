import type { CgroupSample } from '../../model/cgroup-sample.js';
import type { Pressure } from '../../model/host-sample.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { formatCount, type SizeFormat, type TableColumn, UNKNOWN } from '../table/table-column.js';
import { RESOURCES, type Resource, stalledPercent, throttledPercent } from './cgroup-figures.js';
import { columnsOf } from './columns-of.js';
import { alarm, plus } from './figures.js';
import { keyedGuests } from './row-keys.js';
import { type TopRow, type TopSource, topScreen } from './top-screen.js';

/** The control group of a guest's QEMU, or the host. */
export interface PressureRow extends TopRow {
  readonly name: string;
  readonly group: CgroupSample | undefined;
  readonly pressure: Pressure | undefined;
  readonly usageBytes: number | undefined;
  readonly limitBytes: number | undefined;
  /** Of the periods of the CPU limit. */
  readonly throttledPercent: number | undefined;
}

const NO_LIMIT = 'none';
const SHORT = { cpu: 'cpu', memory: 'mem', io: 'io' } as const;
const { text, bytes, seconds, percent, count } = columnsOf<PressureRow>();

export const PRESSURE_COLUMNS: readonly TableColumn<PressureRow>[] = [
  text('guest', 'GUEST', 'name of the guest; the host is in parentheses', ({ name }) => name, {
    leastWidth: 8,
  }),
  count(
    'cpulimit',
    'CPU-LIMIT',
    'CPUs whose time the control group may use',
    ({ group }) => group?.cpu?.limitCores,
    { rank: 2, cell: cpuLimitCell },
  ),
  percent(
    'throttled',
    'THROTTLED%',
    'periods in which it used up its CPU time',
    (row) => row.throttledPercent,
    {
      emphasis: (row) => alarm(row.throttledPercent, 1, 25),
    },
  ),
  bytes('memory', 'MEM USAGE/LIMIT', 'memory of all its members', ({ usageBytes }) => usageBytes, {
    rank: 1,
    cell: memoryCell,
    emphasis: memoryEmphasis,
  }),
  count('oomkills', 'OOM-KILLS', 'members killed because it ran out of memory', oomKills, {
    rank: 3,
    emphasis: (row) => alarm(oomKills(row), 0, 0),
  }),
  ...RESOURCES.flatMap((resource) => [
    stalls(resource, 'some', undefined),
    stalls(resource, 'full', resource === 'cpu' ? 5 : 4),
  ]),
  seconds(
    'throttledtime',
    'THROTTLED',
    'time that it was held back by its CPU limit',
    ({ group }) => group?.cpu?.throttledSeconds,
  ),
  bytes(
    'memhigh',
    'MEM-HIGH',
    'memory above which the kernel slows it down',
    ({ group }) => group?.memory?.highBytes,
  ),
  bytes('swap', 'SWAP', 'swapped memory of all its members', ({ group }) => group?.memory?.swapUsageBytes),
  count('weight', 'WEIGHT', 'its part of the CPU time when that is short', ({ group }) => group?.cpu?.weight),
  count('tasks', 'TASKS', 'threads and processes in it', ({ group }) => group?.tasks?.current),
  text('path', 'PATH', 'the control group', ({ group }) => group?.path, {
    rank: 0,
    leastWidth: 12,
    isElastic: true,
    cell: ({ group }) => terminalSafe(group?.path ?? UNKNOWN, 200),
  }),
];

function cpuLimitCell({ group }: PressureRow): string {
  if (group?.cpu === undefined) return UNKNOWN;
  return group.cpu.limitCores === undefined ? NO_LIMIT : formatCount(group.cpu.limitCores);
}

function memoryCell({ usageBytes, limitBytes }: PressureRow, size: SizeFormat): string {
  if (usageBytes === undefined) return UNKNOWN;
  return `${size(usageBytes)}/${limitBytes === undefined ? NO_LIMIT : size(limitBytes)}`;
}

function memoryEmphasis({ usageBytes, limitBytes }: PressureRow): ReturnType<typeof alarm> {
  if (usageBytes === undefined || limitBytes === undefined) return undefined;
  return alarm(usageBytes / limitBytes, 0.9, 0.97);
}

function oomKills({ group }: PressureRow): number | undefined {
  return group?.memory?.oomKills;
}

function stalls(
  resource: Resource,
  tasks: 'some' | 'full',
  rank: number | undefined,
): TableColumn<PressureRow> {
  const short = SHORT[resource];
  const figureOf = ({ pressure }: PressureRow) => stalledPercent(pressure, resource, tasks);
  return percent(
    `${short}${tasks}`,
    `${short}-${tasks}`.toUpperCase(),
    `time in which ${tasks === 'full' ? 'all' : 'some'} tasks waited for ${resource}, of 10 s`,
    figureOf,
    { rank, emphasis: (row) => alarm(figureOf(row), 10, 40) },
  );
}

function hostRow({ snapshot: { host } }: TopSource): PressureRow {
  const memory = host.sample?.memory;
  const [total, available] = [memory?.MemTotal ?? host.memoryBytes, memory?.MemAvailable];
  return {
    ...{ key: 'host', guest: undefined, name: '(host)', group: undefined },
    pressure: host.sample?.pressure,
    usageBytes: plus(total, available === undefined ? undefined : -available),
    limitBytes: total,
    throttledPercent: undefined,
  };
}

function guestRows({ snapshot }: TopSource): readonly PressureRow[] {
  return keyedGuests(snapshot).map(({ key, guest }) => {
    const { name, cgroup: group } = guest;
    return {
      ...{ key: `guest/${key}`, guest, name, group, pressure: group?.pressure },
      usageBytes: group?.memory?.usageBytes,
      limitBytes: group?.memory?.limitBytes,
      throttledPercent: throttledPercent(guest),
    };
  });
}

/** The worst share of the time in which something was held back. */
function worst({ pressure, throttledPercent: throttled = 0 }: PressureRow): number {
  return Math.max(throttled, ...RESOURCES.map((resource) => stalledPercent(pressure, resource, 'some') ?? 0));
}

/** The host first, then the guests that are held back most. */
export const PRESSURE_SCREEN = topScreen<PressureRow>({
  name: 'pressure',
  title: 'Pressure',
  columns: PRESSURE_COLUMNS,
  shown: 'guest cpulimit throttled memory oomkills cpusome cpufull memsome memfull iosome iofull path'.split(
    ' ',
  ),
  sort: undefined,
  orders: { cpu: 'throttled', memory: 'memory' },
  rowsOf: (source) => [
    hostRow(source),
    ...guestRows(source).toSorted((one, other) => worst(other) - worst(one)),
  ],
});
