import type { CgroupSample } from '../../model/cgroup-sample.js';
import { tagText } from './line-protocol.js';
import { type FieldRow, fieldsOf, measurementOf } from './measurement.js';
import { GUEST_TAGS, type GuestSource } from './source.js';

const RESOURCES = ['cpu', 'io', 'memory'] as const;
const FIGURES = [
  ['avg10', 'float', 'gauge', '%', 'avg10'],
  ['avg60', 'float', 'gauge', '%', 'avg60'],
  ['avg300', 'float', 'gauge', '%', 'avg300'],
  ['total', 'integer', 'counter', 'µs', 'totalMicroseconds'],
] as const;

/** The control group of a guest's QEMU: its limits, and the usage of all its members. */
export const CGROUP = measurementOf<GuestSource, CgroupSample>(
  'qgauge_cgroup',
  [...GUEST_TAGS, 'path'],
  [
    ...fieldsOf<CgroupSample>('cpu', [
      ['cpu_usage_seconds', 'float', 'counter', 's', ({ cpu }) => cpu?.usageSeconds],
      ['cpu_limit_cores', 'float', 'gauge', 'CPUs', ({ cpu }) => cpu?.limitCores],
      ['cpu_weight', 'integer', 'gauge', 'count', ({ cpu }) => cpu?.weight],
      ['cpu_periods', 'integer', 'counter', 'count', ({ cpu }) => cpu?.periods],
      ['cpu_throttled_periods', 'integer', 'counter', 'count', ({ cpu }) => cpu?.throttledPeriods],
      ['cpu_throttled_seconds', 'float', 'counter', 's', ({ cpu }) => cpu?.throttledSeconds],
      ['tasks', 'integer', 'gauge', 'count', ({ tasks }) => tasks?.current],
      ['tasks_limit', 'integer', 'gauge', 'count', ({ tasks }) => tasks?.limit],
    ]),
    ...fieldsOf<CgroupSample>('mem', [
      ['memory_usage_bytes', 'integer', 'gauge', 'bytes', ({ memory }) => memory?.usageBytes],
      ['memory_limit_bytes', 'integer', 'gauge', 'bytes', ({ memory }) => memory?.limitBytes],
      ['memory_high_bytes', 'integer', 'gauge', 'bytes', ({ memory }) => memory?.highBytes],
      ['swap_usage_bytes', 'integer', 'gauge', 'bytes', ({ memory }) => memory?.swapUsageBytes],
      ['swap_limit_bytes', 'integer', 'gauge', 'bytes', ({ memory }) => memory?.swapLimitBytes],
      ['oom_kills', 'integer', 'counter', 'count', ({ memory }) => memory?.oomKills],
    ]),
    ...fieldsOf<CgroupSample>('io', [
      ['io_read_bytes', 'integer', 'counter', 'bytes', ({ io }) => io?.readBytes],
      ['io_written_bytes', 'integer', 'counter', 'bytes', ({ io }) => io?.writtenBytes],
      ['io_read_operations', 'integer', 'counter', 'count', ({ io }) => io?.readOperations],
      ['io_write_operations', 'integer', 'counter', 'count', ({ io }) => io?.writeOperations],
    ]),
    ...fieldsOf<CgroupSample>('pressure', [...pressureRows('some'), ...pressureRows('full')]),
  ],
  ({ tags, guest: { cgroup } }) => (cgroup ? [[`${tags}${tagText('path', cgroup.path)}`, cgroup]] : []),
);

function pressureRows(tasks: 'some' | 'full'): readonly FieldRow<CgroupSample>[] {
  return RESOURCES.flatMap((resource) =>
    FIGURES.map(([name, type, kind, unit, of]): FieldRow<CgroupSample> => {
      const figureOf = ({ pressure }: CgroupSample) => pressure?.[resource]?.[tasks]?.[of];
      return [`psi_${tasks}_${resource}_${name}`, type, kind, unit, figureOf];
    }),
  );
}
