import type { Disk, DiskCounters } from '../../model/disk.js';
import { busyRatioOfGuest, type DiskLoad } from '../../model/disk-load.js';
import { allocatedBytes } from '../../model/disk-size.js';
import type { HostDiskCounters } from '../../model/host-sample.js';
import { sumOf } from '../hv-monitor/sums.js';
import { type MetricKind, type MetricValue, metricsOf, percent, type Row } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

/** USER_HZ of proc(5), the same on every Linux that runs QEMU. */
const CLOCK_TICKS_PER_SECOND = 100;
const MILLISECONDS = 1000;

export const HOST_DISK = metricsOf<HostSubject>('disk', [
  perSecond('disk_device_reads', 'count', 'reads', 'reads'),
  perSecond('disk_device_writes', 'count', 'writes', 'writes'),
  load('disk_device_ioutil', 'percent', '%', 'time that a device was busy, summed over the devices', (of) =>
    percent(of.busyRatio),
  ),
  perSecond('*disk_device_readsmerged', 'count', 'reads that were merged with others', 'readsMerged'),
  perSecond('*disk_device_sectorsread', 'count', 'sectors of 512 bytes read', 'sectorsRead'),
  perSecond('*disk_device_timereading', 'ms', 'time of all reads', 'readMilliseconds'),
  perSecond('*disk_device_writesmerged', 'count', 'writes that were merged with others', 'writesMerged'),
  perSecond('*disk_device_sectorswritten', 'count', 'sectors of 512 bytes written', 'sectorsWritten'),
  perSecond('*disk_device_timewriting', 'ms', 'time of all writes', 'writeMilliseconds'),
  [
    '*disk_device_currentops',
    'rate',
    'count',
    'change of the I/Os in flight; negative when they became fewer',
    ({ diskRates }) => sumOf(diskRates?.map((disk) => disk.inFlightChangePerSecond)),
  ],
  perSecond('*disk_device_timeforops', 'ms', 'time in which I/O was under way', 'busyMilliseconds'),
  perSecond('*disk_device_weightedtimeforops', 'ms', 'time of all I/O', 'weightedMilliseconds'),
  ['*disk_device_count', 'gauge', 'count', 'devices in these sums', ({ disks }) => disks?.length],
  load('*disk_device_queuesize', 'gauge', 'I/Os', 'I/Os under way, mean', (of) => of.queueSize),
  load('*disk_device_queuetime', 'gauge', 'ms', 'that an I/O waited, mean', (of) => ms(of.queueSeconds)),
  load('*disk_device_servicetime', 'gauge', 'ms', 'that an I/O was served, mean', (of) =>
    ms(of.serviceSeconds),
  ),
]);

export const GUEST_DISK = metricsOf<GuestSubject>('disk', [
  size('disk_size_capacity', 'what the guest sees', ({ image }) => image?.virtualBytes),
  size('disk_size_allocation', 'in use up to the highest offset', allocatedBytes),
  [
    'disk_ioutil',
    'percent',
    '%',
    "disk_device_ioutil by the guest's share of the bytes: an estimate",
    busyPercent,
  ],
  size('*disk_size_physical', 'taken on the host', ({ image }) => image?.actualBytes),
  traffic('*disk_stats_flushreq', 'count', 'flushes', 'flushOperations'),
  traffic('*disk_stats_flushtotaltimes', 'ns', 'time of all flushes', 'flushNanoseconds'),
  traffic('*disk_stats_rdbytes', 'bytes', 'read', 'readBytes'),
  traffic('*disk_stats_rdreq', 'count', 'reads', 'readOperations'),
  traffic('*disk_stats_rdtotaltimes', 'ns', 'time of all reads', 'readNanoseconds'),
  traffic('*disk_stats_wrbytes', 'bytes', 'written', 'writeBytes'),
  traffic('*disk_stats_wrreq', 'count', 'writes', 'writeOperations'),
  traffic('*disk_stats_wrtotaltimes', 'ns', 'time of all writes', 'writeNanoseconds'),
  ['*disk_delayblkio', 'rate', 'clock ticks', 'that QEMU waited for block devices', blockIoDelay],
]);

function perSecond(name: string, unit: string, what: string, of: keyof HostDiskCounters): Row<HostSubject> {
  return [name, 'rate', unit, what, ({ diskRates }) => sumOf(diskRates?.map((disk) => disk.perSecond[of]))];
}

function load(
  name: string,
  kind: MetricKind,
  unit: string,
  what: string,
  of: (load: DiskLoad) => MetricValue,
): Row<HostSubject> {
  return [name, kind, unit, what, ({ diskLoad }) => diskLoad && of(diskLoad)];
}

function size(name: string, what: string, of: (disk: Disk) => number | undefined): Row<GuestSubject> {
  return [name, 'gauge', 'bytes', `${what}, all disks`, ({ guest }) => sumOf(guest.qemu?.disks?.map(of))];
}

function traffic(name: string, unit: string, what: string, of: keyof DiskCounters): Row<GuestSubject> {
  return [name, 'rate', unit, `${what}, all disks`, (subject) => trafficOf(subject, of)];
}

/** A disk that has come in between has no rate yet; a guest of which no disk has is not one without disks. */
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
