import type { Disk, DiskCounters, ImageLayer } from '../../model/disk.js';
import { guestTraffic } from '../../model/guest-traffic.js';
import type { NicSnapshot } from '../../model/snapshot.js';
import type { GroupEncoder, MaybeStat } from './stat.js';

/**
 * net.*: as the guest counts. A card without an interface on the host is counted, and has no figures. A command line without
 * cards does not tell how many there are: QEMU may have added one, and others may have been plugged in.
 */
export const encodeInterfaces: GroupEncoder = ({ nics, qemu }) => [
  ['net.count', qemu?.nics === undefined && nics.length === 0 ? undefined : nics.length],
  ...nics.flatMap((nic, at) => encodeNic(`net.${at}`, nic)),
];

function encodeNic(prefix: string, { host }: NicSnapshot): readonly MaybeStat[] {
  const traffic = guestTraffic(host);
  return [
    [`${prefix}.name`, host?.name],
    [`${prefix}.rx.bytes`, traffic?.receivedBytes],
    [`${prefix}.rx.pkts`, traffic?.receivedPackets],
    [`${prefix}.rx.errs`, traffic?.receivedErrors],
    [`${prefix}.rx.drop`, traffic?.receivedDrops],
    [`${prefix}.tx.bytes`, traffic?.transmittedBytes],
    [`${prefix}.tx.pkts`, traffic?.transmittedPackets],
    [`${prefix}.tx.errs`, traffic?.transmittedErrors],
    [`${prefix}.tx.drop`, traffic?.transmittedDrops],
  ];
}

/** block.*: a record for each disk, with `backing` for each image of its chain, and for each drive without a medium. */
export const encodeBlocks: GroupEncoder = ({ qemu }, { backing }) => {
  if (qemu?.disks === undefined) return [];
  const records = [
    ...qemu.disks.flatMap((disk) => recordsOf(disk, backing ?? false)),
    ...(qemu.emptyDrives ?? []).map(({ name, counters }) => [nameOf(name), ...traffic(counters)]),
  ];
  return [
    ['block.count', records.length],
    ...records.flatMap((record, at) => record.map(([key, value]) => [`block.${at}.${key}`, value] as const)),
  ];
};

type Record = readonly MaybeStat[];

/** The counters are the device's, and stand with its topmost image. */
function recordsOf(
  { name, counters, highestWrittenBytes, image }: Disk,
  backing: boolean,
): readonly Record[] {
  const [top = { highestWrittenBytes, ...NO_SIZES, filename: undefined }, ...below] = image?.layers ?? [];
  return [
    [nameOf(name), ...place(top, 1), ...traffic(counters), ...sizes(top)],
    ...(backing ? below : []).map((layer, at) => [nameOf(name), ...place(layer, at + 2), ...sizes(layer)]),
  ];
}

const NO_SIZES = { virtualBytes: undefined, actualBytes: undefined };

function nameOf(name: string): MaybeStat {
  return ['name', name];
}

/** libvirt numbers images by a count of its own; here they are numbered down the chain. */
function place({ filename }: ImageLayer, index: number): Record {
  const isLocal = filename?.startsWith('/');
  return [
    ['path', isLocal ? filename : undefined],
    ['backingIndex', index],
  ];
}

function traffic(counters: DiskCounters): Record {
  return [
    ['rd.reqs', counters.readOperations],
    ['rd.bytes', counters.readBytes],
    ['rd.times', counters.readNanoseconds],
    ['wr.reqs', counters.writeOperations],
    ['wr.bytes', counters.writeBytes],
    ['wr.times', counters.writeNanoseconds],
    ['fl.reqs', counters.flushOperations],
    ['fl.times', counters.flushNanoseconds],
  ];
}

/** libvirt leaves a size of 0 out, and prints an allocation of 0. */
function sizes({ highestWrittenBytes, virtualBytes, actualBytes }: ImageLayer): Record {
  return [
    ['allocation', highestWrittenBytes],
    ['capacity', virtualBytes || undefined],
    ['physical', actualBytes || undefined],
  ];
}
