import type { GuestSource } from './guest-source.js';
import { labelPair, withLabel } from './label-text.js';
import { counter, counters, gauge, type Labelled, type Metric, metricsOf, metricsOfEach } from './metric.js';

/** The QEMU process as Linux sees it. */
export const PROCESS_METRICS: readonly Metric<GuestSource>[] = [
  ...metricsOf<GuestSource>(
    'qgauge_guest_',
    ['guest'],
    [
      gauge(
        'process_start_time_seconds',
        'When the QEMU process started, give or take a second.',
        '/proc/PID/stat',
        ({ guest, sampledAtSeconds }) =>
          guest.linux && Math.round(sampledAtSeconds - guest.linux.elapsedSeconds),
      ),
      gauge(
        'process_resident_bytes',
        'Memory of the host that QEMU uses, with its huge pages.',
        '/proc/PID/status',
        ({ guest }) => guest.linux?.rssBytes,
      ),
      gauge(
        'process_hugetlb_bytes',
        'The part of it that is huge pages of a pool.',
        '/proc/PID/status',
        ({ guest }) => guest.linux?.hugetlbBytes,
      ),
      gauge(
        'process_swap_bytes',
        'Memory of QEMU that the host has swapped out.',
        '/proc/PID/status',
        ({ guest }) => guest.linux?.swapBytes,
      ),
      gauge(
        'process_virtual_bytes',
        'Address space of QEMU.',
        '/proc/PID/stat',
        ({ guest }) => guest.linux?.virtualBytes,
      ),
      counters(
        'process_page_faults_total',
        'kind',
        'Page faults of QEMU on the host: major ones with I/O, minor ones without.',
        '/proc/PID/stat',
        {
          major: ({ guest }) => guest.linux?.majorFaults,
          minor: ({ guest }) => guest.linux?.minorFaults,
        },
      ),
      gauge(
        'process_ksm_merged_pages',
        'Pages of QEMU that KSM has merged with equal ones.',
        '/proc/PID/ksm_merging_pages',
        ({ guest }) => guest.linux?.ksmMergedPages,
      ),
      counter(
        'io_read_bytes_total',
        'Read from storage by QEMU, for the guest and itself.',
        '/proc/PID/io',
        ({ guest }) => guest.linux?.io?.readBytes,
      ),
      counter(
        'io_written_bytes_total',
        'Written to storage by QEMU, for the guest and itself.',
        '/proc/PID/io',
        ({ guest }) => guest.linux?.io?.writtenBytes,
      ),
    ],
  ),
  ...metricsOfEach<GuestSource, NodeSource>(
    { prefix: 'qgauge_guest_', labels: ['guest', 'node'], items: nodesOf },
    [
      gauge(
        'process_numa_bytes',
        'Memory of QEMU on each NUMA node, where qgauge is asked to read it.',
        '/proc/PID/numa_maps',
        ({ bytes }) => bytes,
      ),
    ],
  ),
];

interface NodeSource extends Labelled {
  readonly bytes: number;
}

function nodesOf({ guest, labels }: GuestSource): readonly NodeSource[] {
  const { numaBytes } = guest.linux ?? {};
  if (numaBytes === undefined) return [];
  return Object.entries(numaBytes).map(([node, bytes]) => {
    return { bytes, labels: withLabel(labels, labelPair('node', node)) };
  });
}
