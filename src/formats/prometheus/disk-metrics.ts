import { IO_STATUSES } from './closed-sets.js';
import type { DiskSource, GuestSource } from './guest-source.js';
import { counter, counters, gauge, info, metricsOfEach, stateset } from './metric.js';

const NANOSECONDS = 1e9;

/** The disks of a guest. */
export const DISK_METRICS = metricsOfEach<GuestSource, DiskSource>(
  { prefix: 'qgauge_guest_disk_', labels: ['guest', 'disk'], items: ({ disks }) => disks },
  [
    info(
      'info',
      ['read_only', 'removable'],
      'What kind of disk it is, once its image has been read.',
      'query-block',
      ({ disk: { image } }) =>
        image && { read_only: String(image.readOnly), removable: String(image.removable) },
    ),
    stateset(
      'io_status',
      'status',
      IO_STATUSES,
      'Whether I/O works, or why it has stopped the guest; all 0 when the device does not say.',
      'query-block',
      ({ disk }) => disk.image?.ioStatus,
    ),
    gauge(
      'size_bytes',
      'The size that the guest sees.',
      'query-block',
      ({ disk }) => disk.image?.virtualBytes,
    ),
    gauge(
      'allocated_bytes',
      'Space that the image takes on the host; none on block devices and network storage, of which QEMU does not know it.',
      'query-block',
      ({ disk }) => disk.image?.actualBytes,
    ),
    gauge(
      'highest_offset_bytes',
      'The highest offset written since QEMU opened the image.',
      'query-blockstats',
      ({ disk }) => disk.highestWrittenBytes,
    ),
    gauge(
      'snapshots',
      'Snapshots inside the image.',
      'query-block',
      ({ disk }) => disk.image?.snapshots.length,
    ),
    counter('read_bytes_total', 'Read.', ...traffic('readBytes')),
    counter('written_bytes_total', 'Written.', ...traffic('writeBytes')),
    counter('reads_total', 'Reads that were completed.', ...traffic('readOperations')),
    counter('writes_total', 'Writes that were completed.', ...traffic('writeOperations')),
    counter('flushes_total', 'Flushes that were completed.', ...traffic('flushOperations')),
    counter('read_seconds_total', 'Time of all reads, summed.', ...duration('readNanoseconds')),
    counter('write_seconds_total', 'Time of all writes, summed.', ...duration('writeNanoseconds')),
    counter('flush_seconds_total', 'Time of all flushes, summed.', ...duration('flushNanoseconds')),
    counters('failed_total', 'op', 'Operations that failed.', 'query-blockstats', {
      read: ({ disk }) => disk.counters.failedReads,
      write: ({ disk }) => disk.counters.failedWrites,
      flush: ({ disk }) => disk.counters.failedFlushes,
    }),
  ],
);

type FromDisk = [from: string, figureOf: (source: DiskSource) => number | undefined];
type CounterName = keyof DiskSource['disk']['counters'];

function traffic(name: CounterName): FromDisk {
  return ['query-blockstats', ({ disk }) => disk.counters[name]];
}

function duration(name: CounterName): FromDisk {
  return ['query-blockstats', ({ disk }) => secondsOf(disk.counters[name])];
}

export function secondsOf(nanoseconds: number | undefined): number | undefined {
  return nanoseconds === undefined ? undefined : nanoseconds / NANOSECONDS;
}
