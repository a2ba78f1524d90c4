import { isIPv4 } from 'node:net';
import type { Disk } from '../../model/disk.js';
import { allocatedBytes } from '../../model/disk-size.js';
import { guestTraffic } from '../../model/guest-traffic.js';
import { machineBytes } from '../../model/machine-bytes.js';
import type { NetInterface } from '../../model/net-interface.js';
import type { QemuSample } from '../../model/qemu-sample.js';
import type { GuestSnapshot, HostSnapshot, NicSnapshot } from '../../model/snapshot.js';
import { encodeExtended } from './extended.js';
import { rounded } from './figures.js';
import {
  DISK_SIZES,
  DISK_TRAFFIC,
  type Figure,
  type HvMonitorDisk,
  type HvMonitorInterface,
  type HvMonitorVm,
  NET_TRAFFIC,
} from './record.js';
import { statusOf } from './status.js';
import { sumOf, sumsOf } from './sums.js';
import { plainText } from './text.js';

const BLOCK_BYTES = 512;
const NANOSECONDS_PER_MILLISECOND = 1e6;
/** `ps -o pri` counts from here downwards. */
const HIGHEST_PRIORITY = 39;

/**
 * Encodes one guest. An unknown number is null, an unknown text is empty.
 *
 * @param extended adds what {@link encodeExtended} encodes, and the I/O status of the disks
 */
export function encodeVm(snapshot: GuestSnapshot, host: HostSnapshot, extended: boolean): HvMonitorVm {
  const { qemu, linux: process, memory, nics } = snapshot;
  const disks = qemu?.disks?.map((disk) => [disk, encodeDisk(disk, extended)] as const);
  const sized = disks?.filter(([{ image }]) => !image?.removable && !image?.readOnly);
  const interfaces = nics.map(encodeInterface);
  const isNetKnown = qemu?.nics !== undefined || interfaces.length > 0;
  const cpuSeconds = process && process.userSeconds + process.systemSeconds;
  return {
    status_int: statusOf(statusSource(snapshot), snapshot.problem?.kind),
    mem_alloc: machineBytes(qemu?.memory) ?? null,
    mem_use: memory.usedBytes ?? null,
    cpus: qemu?.vcpus?.length ?? null,
    pcpu: percent(cpuSeconds, process?.elapsedSeconds),
    pmem: percent(process?.rssBytes, host.memoryBytes),
    os_type: plainText(snapshot.agent?.osId ?? ''),
    ip: plainText(addressOf(snapshot)),
    console_type: qemu?.display?.type ?? '',
    console: plainText(qemu?.display?.address ?? ''),
    ...snapshotsOf(qemu?.disks),
    etimes: process ? Math.floor(process.elapsedSeconds) : null,
    usertime: process?.userSeconds ?? null,
    systime: process?.systemSeconds ?? null,
    minflt: process?.minorFaults ?? null,
    majflt: process?.majorFaults ?? null,
    nice: process?.nice ?? null,
    pri: process ? HIGHEST_PRIORITY - process.priority : null,
    vsz: process ? Math.floor(process.virtualBytes / 1024) : null,
    rss: process?.rssBytes ?? null,
    nvcsw: process?.voluntarySwitches ?? null,
    nivcsw: process?.involuntarySwitches ?? null,
    inblk: blocks(process?.io?.readBytes),
    oublk: blocks(process?.io?.writtenBytes),
    // Linux has no such counters.
    cow: null,
    nswap: null,
    ...diskSizes(sized?.map(([, disk]) => disk)),
    ...sumsOf(
      DISK_TRAFFIC,
      disks?.map(([, disk]) => disk),
    ),
    ...sumsOf(NET_TRAFFIC, isNetKnown ? interfaces : undefined),
    disks: named(disks?.map(([{ name }, disk]) => [plainText(name), disk]) ?? []),
    ifs: named(interfaces.map((nic, at) => [`nic${at}`, nic])),
    ...(extended ? encodeExtended(snapshot) : {}),
  };
}

/** A guest whose answer is late, through no fault of its own, keeps its last state. */
function statusSource({ qemu, problem, lastGood }: GuestSnapshot): QemuSample | undefined {
  return problem?.kind === 'late' ? lastGood?.qemu : qemu;
}

function encodeDisk(disk: Disk, extended: boolean): HvMonitorDisk {
  const { counters, image } = disk;
  return {
    alloc: image?.virtualBytes ?? null,
    in_use: allocatedBytes(disk) ?? null,
    on_disk: image?.actualBytes ?? null,
    rbytes: counters.readBytes ?? null,
    rreqs: counters.readOperations ?? null,
    rtime: milliseconds(counters.readNanoseconds),
    wbytes: counters.writeBytes ?? null,
    wreqs: counters.writeOperations ?? null,
    wtime: milliseconds(counters.writeNanoseconds),
    freqs: counters.flushOperations ?? null,
    ftime: milliseconds(counters.flushNanoseconds),
    ...(extended ? { io_status: plainText(image?.ioStatus ?? '') } : {}),
  };
}

function diskSizes(
  disks: readonly HvMonitorDisk[] | undefined,
): Pick<HvMonitorVm, `disk_${keyof SizeFigures}`> {
  const { alloc, in_use, on_disk } = sumsOf(DISK_SIZES, disks);
  return { disk_alloc: alloc, disk_in_use: in_use, disk_on_disk: on_disk };
}

type SizeFigures = Pick<HvMonitorDisk, (typeof DISK_SIZES)[number]>;

/** Counts snapshots by name: a snapshot of the machine is in each of its disks, and its RAM in one of them. */
function snapshotsOf(disks: readonly Disk[] | undefined): { snaps: Figure; snaps_size: Figure } {
  const images = disks?.map(({ image }) => image);
  if (images === undefined || images.includes(undefined)) return { snaps: null, snaps_size: null };
  const snapshots = images.flatMap((image) => image?.snapshots ?? []);
  return {
    snaps: new Set(snapshots.map(({ name }) => name)).size,
    snaps_size: sumOf(snapshots.map(({ vmStateBytes }) => vmStateBytes)),
  };
}

function encodeInterface({ nic, host }: NicSnapshot): HvMonitorInterface {
  return {
    if: plainText(host?.name ?? ''),
    parent: plainText(host?.parent ?? ''),
    mac: plainText(nic.mac ?? ''),
    ...guestView(host),
  };
}

function guestView(host: NetInterface | undefined): {
  readonly [key in (typeof NET_TRAFFIC)[number]]: Figure;
} {
  const traffic = guestTraffic(host);
  return {
    ipkts: traffic?.receivedPackets ?? null,
    ierrs: traffic?.receivedErrors ?? null,
    ibytes: traffic?.receivedBytes ?? null,
    idrop: traffic?.receivedDrops ?? null,
    opkts: traffic?.transmittedPackets ?? null,
    oerrs: traffic?.transmittedErrors ?? null,
    obytes: traffic?.transmittedBytes ?? null,
    odrop: traffic?.transmittedDrops ?? null,
    coll: host?.counters?.collisions ?? null,
  };
}

/** The address that the agent reports of the first card with one, IPv4 before IPv6; else that of the neighbour table. */
function addressOf({ agent, nics }: GuestSnapshot): string {
  const macs = nics.map(({ nic }) => nic.mac);
  const rank = (mac: string | undefined) => (macs.indexOf(mac) + macs.length + 1) % (macs.length + 1);
  const byCard = [...(agent?.addresses ?? [])].sort((a, b) => rank(a.mac) - rank(b.mac));
  const best = byCard.find(({ address }) => isIPv4(address)) ?? byCard[0];
  return best?.address ?? nics.find(({ neighbourAddress }) => neighbourAddress)?.neighbourAddress ?? '';
}

/** Keeps every item: a repeated name gets a number. */
function named<T>(items: readonly (readonly [string, T])[]): { readonly [name: string]: T } {
  const taken = new Map<string, T>();
  for (const [name, item] of items) {
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
    taken.set(free, item);
  }
  return Object.fromEntries(taken);
}

function percent(part: number | undefined, whole: number | undefined): Figure {
  return part === undefined || !whole ? null : rounded((100 * part) / whole);
}

function milliseconds(nanoseconds: number | undefined): Figure {
  return nanoseconds === undefined ? null : nanoseconds / NANOSECONDS_PER_MILLISECOND;
}

function blocks(bytes: number | undefined): Figure {
  return bytes === undefined ? null : Math.floor(bytes / BLOCK_BYTES);
}
