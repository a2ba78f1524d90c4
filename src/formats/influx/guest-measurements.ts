import { PROCESS_COUNTERS, PROCESS_IO } from '../../model/counter-names.js';
import { GUEST_METRICS } from '../kvmtop/catalogue.js';
import { CGROUP } from './cgroup-measurement.js';
import { DISK, NIC } from './device-measurements.js';
import { tagText } from './line-protocol.js';
import { counterFields, fieldsOf, fieldsOfMetrics, type Measurement, measurementOf } from './measurement.js';
import { GUEST_TAGS, type GuestSource } from './source.js';
import { IOTHREAD, VCPU } from './thread-measurements.js';

/** Times have fractions, and are fields of their own. */
const COUNTED = PROCESS_COUNTERS.filter((name) => !name.endsWith('Seconds'));

const GUEST = measurementOf<GuestSource, GuestSource>(
  'qgauge_guest',
  GUEST_TAGS,
  [
    ...fieldsOf<GuestSource>(undefined, [
      ['answered', 'boolean', 'gauge', '', ({ guest }) => guest.qemu !== undefined],
      ['state', 'string', 'text', '', ({ guest }) => guest.qemu?.runState],
      ['problem', 'string', 'text', '', ({ guest }) => guest.problem?.kind],
      ['pid', 'integer', 'gauge', 'count', ({ guest }) => guest.pid],
      ['session', 'integer', 'gauge', 'count', ({ guest }) => guest.session?.id],
      ['qmp_seconds', 'float', 'gauge', 's', ({ guest }) => guest.cost?.seconds],
    ]),
    ...fieldsOfMetrics(GUEST_METRICS).filter(
      ({ name, group }) => name !== 'host_name' && group !== 'balloon',
    ),
    ...fieldsOf<GuestSource>('cpu', [
      ['process_user_seconds', 'float', 'counter', 's', ({ guest }) => guest.linux?.userSeconds],
      ['process_system_seconds', 'float', 'counter', 's', ({ guest }) => guest.linux?.systemSeconds],
      ['process_user_ratio', 'float', 'rate', 's', ({ guest }) => guest.rates?.process?.userSeconds],
      ['process_system_ratio', 'float', 'rate', 's', ({ guest }) => guest.rates?.process?.systemSeconds],
    ]),
    ...counterFields<(typeof COUNTED)[number], GuestSource>(
      'cpu',
      COUNTED,
      ({ guest }) => guest.linux,
      ({ guest }) => guest.rates?.process,
      { prefix: 'process_', verbose: COUNTED },
    ),
    ...fieldsOf<GuestSource>('mem', [
      ['process_swap_bytes', 'integer', 'gauge', 'bytes', ({ guest }) => guest.linux?.swapBytes],
      ['process_hugetlb_bytes', 'integer', 'gauge', 'bytes', ({ guest }) => guest.linux?.hugetlbBytes],
      ['process_ksm_merged_pages', 'integer', 'gauge', 'count', ({ guest }) => guest.linux?.ksmMergedPages],
    ]),
    ...counterFields<(typeof PROCESS_IO)[number], GuestSource>(
      'io',
      PROCESS_IO,
      ({ guest }) => guest.linux?.io,
      ({ guest }) => guest.rates?.io,
      { prefix: 'process_', verbose: PROCESS_IO },
    ),
  ],
  (source) => [[source.tags, source]],
);

const BALLOON = measurementOf<GuestSource, GuestSource>(
  'qgauge_balloon',
  GUEST_TAGS,
  fieldsOfMetrics(GUEST_METRICS).filter(({ group }) => group === 'balloon'),
  (source) => [[source.tags, source]],
);

const NUMA = measurementOf<GuestSource, number>(
  'qgauge_numa',
  [...GUEST_TAGS, 'node'],
  fieldsOf<number>('mem', [['bytes', 'integer', 'gauge', 'bytes', (bytes) => bytes]]),
  ({ tags, guest }) =>
    Object.entries(guest.linux?.numaBytes ?? {}).map(([node, bytes]) => [
      `${tags}${tagText('node', node)}`,
      bytes,
    ]),
);

/** All measurements of a guest. */
export const GUEST_MEASUREMENTS: readonly Measurement<GuestSource>[] = [
  GUEST,
  BALLOON,
  VCPU,
  IOTHREAD,
  DISK,
  NIC,
  CGROUP,
  NUMA,
];
