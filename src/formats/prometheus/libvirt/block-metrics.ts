import { secondsOf } from '../disk-metrics.js';
import type { DiskSource, GuestSource } from '../guest-source.js';
import { counter, type Figure, gauge, info, type Metric, metricsOfEach } from '../metric.js';

const STATS = 'query-blockstats';

/** The target device is the disk's name: its drive's id, else its device's. */
const EACH = { labels: ['domain', 'target_device'], items: ({ disks }: GuestSource) => disks };

export const LIBVIRT_BLOCK_METRICS: readonly Metric<GuestSource>[] = [
  ...metricsOfEach<GuestSource, DiskSource>({ prefix: 'libvirt_domain_block_', ...EACH }, [
    gauge('meta', 'The disk exists.', STATS, () => 1),
  ]),
  ...metricsOfEach<GuestSource, DiskSource>({ prefix: 'libvirt_domain_block_stats_', ...EACH }, [
    info('info', [], 'The disk exists.', STATS, () => ({})),
    counter('read_bytes_total', 'Read.', STATS, ({ disk }) => disk.counters.readBytes),
    counter('read_requests_total', 'Reads.', STATS, ({ disk }) => disk.counters.readOperations),
    counter('read_time_seconds_total', 'Time of all reads, summed.', STATS, seconds('readNanoseconds')),
    counter('write_bytes_total', 'Written.', STATS, ({ disk }) => disk.counters.writeBytes),
    counter('write_requests_total', 'Writes.', STATS, ({ disk }) => disk.counters.writeOperations),
    counter('write_time_seconds_total', 'Time of all writes, summed.', STATS, seconds('writeNanoseconds')),
    counter('flush_requests_total', 'Flushes.', STATS, ({ disk }) => disk.counters.flushOperations),
    counter('flush_time_seconds_total', 'Time of all flushes, summed.', STATS, seconds('flushNanoseconds')),
    gauge(
      'allocation',
      'The highest offset written since QEMU opened the image.',
      STATS,
      ({ disk }) => disk.highestWrittenBytes,
    ),
    gauge(
      'capacity_bytes',
      'The size that the guest sees.',
      'query-block',
      ({ disk }) => disk.image?.virtualBytes,
    ),
    gauge(
      'physicalsize_bytes',
      'Space that the image takes on the host.',
      'query-block',
      ({ disk }) => disk.image?.actualBytes,
    ),
  ]),
];

function seconds(
  name: 'readNanoseconds' | 'writeNanoseconds' | 'flushNanoseconds',
): (source: DiskSource) => Figure {
  return ({ disk }) => secondsOf(disk.counters[name]);
}
