import type { Stall } from '../../model/host-sample.js';
import type { GroupSource, GuestSource } from './guest-source.js';
import { counter, counters, gauge, info, type Metric, metricsOfEach } from './metric.js';

const MICROSECONDS = 1e6;
const RESOURCES = ['cpu', 'io', 'memory'] as const;

/** The control group of QEMU. Guests that share a group have the same figures. */
export const CGROUP_METRICS: readonly Metric<GuestSource>[] = [
  ...metricsOfEach<GuestSource, GroupSource>(
    { prefix: 'qgauge_guest_cgroup_', labels: ['guest'], items: ({ groups }) => groups },
    [
      info(
        'info',
        ['version', 'path'],
        'The control group of QEMU.',
        '/proc/PID/cgroup',
        ({ group: { version, path } }) => ({ version, path }),
      ),
      counter(
        'cpu_seconds_total',
        'CPU time of all members of the group.',
        'cpu.stat',
        ({ group }) => group.cpu?.usageSeconds,
      ),
      gauge(
        'cpu_limit_cores',
        'CPUs whose time the group may use; none without a limit.',
        'cpu.max',
        ({ group }) => group.cpu?.limitCores,
      ),
      counter(
        'cpu_periods_total',
        'Periods of the limit in which the group ran.',
        'cpu.stat',
        ({ group }) => group.cpu?.periods,
      ),
      counter(
        'cpu_throttled_periods_total',
        'Periods in which the group used up its limit.',
        'cpu.stat',
        ({ group }) => group.cpu?.throttledPeriods,
      ),
      counter(
        'cpu_throttled_seconds_total',
        'Time in which the group was held back by its limit.',
        'cpu.stat',
        ({ group }) => group.cpu?.throttledSeconds,
      ),
      gauge(
        'memory_usage_bytes',
        'Memory of all members of the group.',
        'memory.current',
        ({ group }) => group.memory?.usageBytes,
      ),
      gauge(
        'memory_limit_bytes',
        'The limit of that; none without a limit.',
        'memory.max',
        ({ group }) => group.memory?.limitBytes,
      ),
      gauge(
        'swap_usage_bytes',
        'Swap of all members of the group.',
        'memory.swap.current',
        ({ group }) => group.memory?.swapUsageBytes,
      ),
      counter(
        'oom_kills_total',
        'Members that the host killed because the group ran out of memory.',
        'memory.events',
        ({ group }) => group.memory?.oomKills,
      ),
    ],
  ),
  ...metricsOfEach<GuestSource, GroupSource>(
    { prefix: 'qgauge_guest_pressure_', labels: ['guest'], items: ({ groups }) => groups },
    [
      counters(
        'waiting_seconds_total',
        'resource',
        'Time in which some task of the group waited for the resource.',
        '*.pressure',
        stallsOf('some'),
      ),
      counters(
        'stalled_seconds_total',
        'resource',
        'Time in which all tasks of the group waited for the resource.',
        '*.pressure',
        stallsOf('full'),
      ),
    ],
  ),
];

function stallsOf(tasks: 'some' | 'full'): {
  readonly [resource: string]: (source: GroupSource) => number | undefined;
} {
  return Object.fromEntries(
    RESOURCES.map((resource) => [
      resource,
      ({ group }: GroupSource) => secondsOf(group.pressure?.[resource]?.[tasks]),
    ]),
  );
}

function secondsOf(stall: Stall | undefined): number | undefined {
  return stall && stall.totalMicroseconds / MICROSECONDS;
}
