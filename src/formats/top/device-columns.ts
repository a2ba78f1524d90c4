import type { DiskCounters } from '../../model/disk.js';
import type { GuestTraffic } from '../../model/guest-traffic.js';
import type { TableColumn } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { diskLatency, diskQueue, diskTraffic } from './disk-figures.js';
import { alarm, plus, sumOfKnown } from './figures.js';
import { latencyEmphasis } from './guest-columns.js';
import type { GuestRow } from './guest-row.js';
import { nicTraffic } from './nic-figures.js';

const { bytes, seconds, count } = columnsOf<GuestRow>();
type Read = (row: GuestRow) => number | undefined;

/** Sums over the disks and the cards of a guest. */
export const DEVICE_COLUMNS: readonly TableColumn<GuestRow>[] = [
  bytes('disk', 'DISK/s', 'read and written', sum(ofDisks('readBytes'), ofDisks('writeBytes'))),
  count('riops', 'RIOPS', 'reads', ofDisks('readOperations')),
  count('wiops', 'WIOPS', 'writes', ofDisks('writeOperations')),
  count('iops', 'IOPS', 'reads and writes', sum(ofDisks('readOperations'), ofDisks('writeOperations'))),
  latency('rlat', 'RLAT', 'read'),
  latency('wlat', 'WLAT', 'write'),
  latency('flat', 'FLAT', 'flush'),
  count('queue', 'QUEUE', 'operations in progress, mean', ({ guest }) => diskQueue(guest)),
  failures('iofailed', 'IOFAIL/s', 'reads, writes and flushes that failed', failedOperations),
  count('disks', 'DISKS', 'disks', ({ guest }) => guest.qemu?.disks?.length),
  bytes('size', 'SIZE', 'size of all disks as the guest sees them', ({ guest }) =>
    sumOfKnown(guest.qemu?.disks?.map(({ image }) => image?.virtualBytes)),
  ),
  bytes('net', 'NET/s', 'received and sent', sum(ofNics('receivedBytes'), ofNics('transmittedBytes'))),
  count('rxp', 'RXP/s', 'packets received', ofNics('receivedPackets')),
  count('txp', 'TXP/s', 'packets sent', ofNics('transmittedPackets')),
  failures(
    'neterrors',
    'ERRORS/s',
    'packets with errors',
    sum(ofNics('receivedErrors'), ofNics('transmittedErrors')),
  ),
  failures(
    'netdrops',
    'DROPS/s',
    'packets dropped',
    sum(ofNics('receivedDrops'), ofNics('transmittedDrops')),
  ),
  count(
    'nics',
    'NICS',
    'network cards',
    ({ guest }) => guest.qemu?.nics?.length ?? (guest.nics.length || undefined),
  ),
];

function ofDisks(counter: keyof DiskCounters): Read {
  return ({ guest }) => diskTraffic(guest, counter);
}

function ofNics(counter: keyof GuestTraffic): Read {
  return ({ guest }) => nicTraffic(guest, counter);
}

function sum(...figures: readonly Read[]): Read {
  return (row) => plus(...figures.map((figureOf) => figureOf(row)));
}

function failedOperations({ guest }: GuestRow): number | undefined {
  const counters = ['failedReads', 'failedWrites', 'failedFlushes'] as const;
  return sumOfKnown(counters.map((counter) => diskTraffic(guest, counter)));
}

function latency(
  name: string,
  heading: string,
  operation: 'read' | 'write' | 'flush',
): TableColumn<GuestRow> {
  const figureOf: Read = ({ guest }) => diskLatency(guest, [operation]);
  const emphasis = (row: GuestRow) => latencyEmphasis(figureOf(row));
  return seconds(name, heading, `mean time of a ${operation}`, figureOf, { leastWidth: 5, emphasis });
}

function failures(name: string, heading: string, about: string, figureOf: Read): TableColumn<GuestRow> {
  return count(name, heading, about, figureOf, { emphasis: (row) => alarm(figureOf(row), 0, 0) });
}
