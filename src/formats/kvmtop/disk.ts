import type { Disk, DiskCounters } from '../../model/disk.js';
import { busyRatioOfGuest, type DiskLoad } from '../../model/disk-load.js';
import { allocatedBytes } from '../../model/disk-size.js';
import type { HostDiskCounters } from '../../model/host-sample.js';
import { sumOf } from '../hv-monitor/sums.js';
import { type MetricKind, type MetricValue, metricsOf, percent, type Row, verbose } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

/** USER_HZ of proc(5), the same on every Linux that runs QEMU. */
const CLOCK_TICKS_PER_SECOND = 100;
const MILLISECONDS = 1000;

/** Sums over the host's block devices, after pt-diskstats. */
export const HOST_DISK = metricsOf<HostSubject>('disk', [
  perSecond('disk_device_reads', 'count', 'reads', 'reads'),
  perSecond('disk_device_writes', 'count', 'writes', 'writes'),
  load('disk_device_ioutil', 'percent', '%', 'time that a device was busy, summed over the devices', (of) =>
    percent(of.busyRatio),
  ),
  verbose(perSecond('disk_device_readsmerged', 'count', 'reads that were merged with others', 'readsMerged')),
  verbose(perSecond('disk_device_sectorsread', 'count', 'sectors of 512 bytes read', 'sectorsRead')),
  verbose(perSecond('disk_device_timereading', 'ms', 'time of all reads', 'readMilliseconds')),
  verbose(
    perSecond('disk_device_writesmerged', 'count', 'writes that were merged with others', 'writesMerged'),
  ),
  verbose(perSecond('disk_device_sectorswritten', 'count', 'sectors of 512 bytes written', 'sectorsWritten')),
  verbose(perSecond('disk_device_timewriting', 'ms', 'time of all writes', 'writeMilliseconds')),
  verbose({
    name: 'disk_device_currentops',
    kind: 'rate',
    unit: 'count',
    describe: 'change of the number of I/Os in flight; negative when it fell',
    figureOf: ({ diskRates }) => sumOf(diskRates?.map((disk) => disk.inFlightChangePerSecond)),
  }),
  verbose(perSecond('disk_device_timeforops', 'ms', 'time in which I/O was in progress', 'busyMilliseconds')),
  verbose(perSecond('disk_device_weightedtimeforops', 'ms', 'time of all I/O', 'weightedMilliseconds')),
  verbose({
    name: 'disk_device_count',
    kind: 'gauge',
    unit: 'count',
    describe: 'devices in these sums',
    figureOf: ({ disks }) => disks?.length,
  }),
  verbose(load('disk_device_queuesize', 'gauge', 'I/Os', 'I/Os in progress, mean', (of) => of.queueSize)),
  verbose(
    load('disk_device_queuetime', 'gauge', 'ms', 'time that an I/O waited, mean', (of) =>
      ms(of.queueSeconds),
    ),
  ),
  verbose(
    load('disk_device_servicetime', 'gauge', 'ms', 'time that an I/O was served, mean', (of) =>
      ms(of.serviceSeconds),
    ),
  ),
]);

/** Sums over a guest's disks. */
export const GUEST_DISK = metricsOf<GuestSubject>('disk', [
  size('disk_size_capacity', 'what the guest sees', ({ image }) => image?.virtualBytes),
  size('disk_size_allocation', 'in use up to the highest offset written', allocatedBytes),
  {
    name: 'disk_ioutil',
    kind: 'percent',
    unit: '%',
    describe: "disk_device_ioutil by the guest's share of the bytes: an estimate",
    figureOf: busyPercent,
  },
  verbose(size('disk_size_physical', 'space taken on the host', ({ image }) => image?.actualBytes)),
  verbose(traffic('disk_stats_flushreq', 'count', 'flushes', 'flushOperations')),
  verbose(traffic('disk_stats_flushtotaltimes', 'ns', 'time of all flushes', 'flushNanoseconds')),
  verbose(traffic('disk_stats_rdbytes', 'bytes', 'read', 'readBytes')),
  verbose(traffic('disk_stats_rdreq', 'count', 'reads', 'readOperations')),
  verbose(traffic('disk_stats_rdtotaltimes', 'ns', 'time of all reads', 'readNanoseconds')),
  verbose(traffic('disk_stats_wrbytes', 'bytes', 'written', 'writeBytes')),
  verbose(traffic('disk_stats_wrreq', 'count', 'writes', 'writeOperations')),
  verbose(traffic('disk_stats_wrtotaltimes', 'ns', 'time of all writes', 'writeNanoseconds')),
  verbose({
    name: 'disk_delayblkio',
    kind: 'rate',
    unit: 'clock ticks',
    describe: 'time that QEMU waited for block devices',
    figureOf: blockIoDelay,
  }),
]);

function perSecond(
  name: string,
  unit: string,
  describe: string,
  of: keyof HostDiskCounters,
): Row<HostSubject> {
  return {
    name,
    kind: 'rate',
    unit,
    describe,
    figureOf: ({ diskRates }) => sumOf(diskRates?.map((disk) => disk.perSecond[of])),
  };
}

function load(
  name: string,
  kind: MetricKind,
  unit: string,
  describe: string,
  of: (load: DiskLoad) => MetricValue,
): Row<HostSubject> {
  return { name, kind, unit, describe, figureOf: ({ diskLoad }) => diskLoad && of(diskLoad) };
}

function size(name: string, what: string, of: (disk: Disk) => number | undefined): Row<GuestSubject> {
  return {
    name,
    kind: 'gauge',
    unit: 'bytes',
    describe: `${what}, all disks`,
    figureOf: ({ guest }) => sumOf(guest.qemu?.disks?.map(of)),
  };
}

function traffic(name: string, unit: string, what: string, of: keyof DiskCounters): Row<GuestSubject> {
  return {
    name,
    kind: 'rate',
    unit,
    describe: `${what}, all disks`,
    figureOf: (subject) => trafficOf(subject, of),
  };
}

/** A disk that was added since the last snapshot has no rate; when no disk has one, the sum is unknown, not 0. */
function trafficOf({ guest: { qemu, rates } }: GuestSubject, of: keyof DiskCounters): number | null {
  const known = rates?.disks;
  if (known === undefined || (known.length === 0 && qemu?.disks?.length !== 0)) return null;
  return sumOf(known.map((disk) => disk.perSecond[of]));
}

function busyPercent(subject: GuestSubject): MetricValue {
  const read = trafficOf(subject, 'readBytes');
  const written = trafficOf(subject, 'writeBytes');
  const { diskLoad } = subject.host;
  if (read === null || written === null || diskLoad === undefined) return undefined;
  return percent(busyRatioOfGuest(read + written, diskLoad));
}

function blockIoDelay({ guest }: GuestSubject): MetricValue {
  const seconds = guest.rates?.process?.blockIoDelaySeconds;
  return seconds === undefined ? undefined : seconds * CLOCK_TICKS_PER_SECOND;
}

function ms(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * MILLISECONDS;
}
