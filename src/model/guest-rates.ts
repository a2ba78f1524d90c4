import type { CgroupSample } from './cgroup-sample.js';
import {
  CGROUP_COUNTERS,
  DISK_COUNTERS,
  NET_COUNTERS,
  PROCESS_COUNTERS,
  PROCESS_IO,
} from './counter-names.js';
import { byUniqueKey, growthOf, quotientOf, ratesOf, secondsBetween } from './counters.js';
import type { Disk } from './disk.js';
import type { LinuxSample } from './linux-sample.js';
import type { DiskRates, GuestRates } from './rates.js';
import { reportRates } from './report-rates.js';
import type { GuestSnapshot, NicSnapshot } from './snapshot.js';
import { threadRates } from './thread-rates.js';

const NANOSECONDS = 1e9;

/**
 * How the counters of a guest have changed between two snapshots: QEMU's over the time between its replies, Linux's over
 * the time between the two samples of the process.
 *
 * @returns `undefined` when the two are not of one session of one process, or no time has passed
 */
export function guestRates(previous: GuestSnapshot, current: GuestSnapshot): GuestRates | undefined {
  if (!isSameSession(previous, current)) return undefined;
  const processSeconds = secondsBetween(previous.linux?.monotonicSeconds, current.linux?.monotonicSeconds);
  const guestSeconds = secondsBetween(previous.qemu?.monotonicSeconds, current.qemu?.monotonicSeconds);
  if (processSeconds === undefined && guestSeconds === undefined) return undefined;
  return {
    processSeconds,
    guestSeconds,
    ...ratesOfProcess(previous, current, processSeconds),
    disks:
      guestSeconds && previous.qemu?.disks && current.qemu?.disks
        ? ratesOfDisks(previous.qemu.disks, current.qemu.disks, guestSeconds)
        : undefined,
    report: reportRates(previous, current),
  };
}

/** Compares the sessions, and the processes again, because a wrong rate is worse than none. */
function isSameSession(previous: GuestSnapshot, current: GuestSnapshot): boolean {
  if (previous.session === undefined || previous.session.id !== current.session?.id) return false;
  if (previous.linux === undefined || current.linux === undefined) return true;
  return previous.linux.pid === current.linux.pid && previous.linux.startTicks === current.linux.startTicks;
}

function ratesOfProcess(
  previous: GuestSnapshot,
  current: GuestSnapshot,
  seconds: number | undefined,
): Pick<GuestRates, 'threads' | 'process' | 'io' | 'nics' | 'cgroup'> {
  const [before, now] = [previous.linux, current.linux];
  if (seconds === undefined || before === undefined || now === undefined)
    return { threads: undefined, process: undefined, io: undefined, nics: undefined };
  return {
    threads: threadRates(before.threads, now.threads, current.qemu ?? current.lastGood?.qemu, seconds),
    process: ratesOf(PROCESS_COUNTERS, before, now, seconds),
    io: ratesOfIo(before, now, seconds),
    nics: ratesOfNics(previous.nics, current.nics, seconds),
    cgroup: ratesOfCgroup(previous.cgroup, current.cgroup, seconds),
  };
}

/** Another group has counters of its own. */
function ratesOfCgroup(
  previous: CgroupSample | undefined,
  current: CgroupSample | undefined,
  seconds: number,
): GuestRates['cgroup'] {
  if (previous?.cpu === undefined || current?.cpu === undefined || previous.path !== current.path)
    return undefined;
  return ratesOf(CGROUP_COUNTERS, previous.cpu, current.cpu, seconds);
}

function ratesOfIo(previous: LinuxSample, current: LinuxSample, seconds: number): GuestRates['io'] {
  return previous.io && current.io ? ratesOf(PROCESS_IO, previous.io, current.io, seconds) : undefined;
}

function ratesOfDisks(
  previous: readonly Disk[],
  current: readonly Disk[],
  seconds: number,
): readonly DiskRates[] {
  const before = byUniqueKey(previous, ({ name }) => name);
  return [...byUniqueKey(current, ({ name }) => name).values()].flatMap((disk) => {
    const same = before.get(disk.name);
    return same === undefined ? [] : [ratesOfDisk(same, disk, seconds)];
  });
}

/** The counters of the operations of each kind that failed. */
export const FAILED = { read: 'failedReads', write: 'failedWrites', flush: 'failedFlushes' } as const;

function ratesOfDisk({ counters: before }: Disk, { name, counters: now }: Disk, seconds: number): DiskRates {
  const growth = (counter: (typeof DISK_COUNTERS)[number]) => growthOf(before[counter], now[counter]);
  const secondsOf = (kind: 'read' | 'write' | 'flush') =>
    quotientOf(growth(`${kind}Nanoseconds`), NANOSECONDS);
  // The times of QEMU include failed operations, its counts of operations do not.
  const ended = (kind: 'read' | 'write' | 'flush') => {
    const good = growth(`${kind}Operations`);
    return good === undefined ? undefined : good + (growth(FAILED[kind]) ?? 0);
  };
  const latency = (kind: 'read' | 'write' | 'flush') => quotientOf(secondsOf(kind), ended(kind) || undefined);
  const [read, write, flush] = [secondsOf('read'), secondsOf('write'), secondsOf('flush')];
  const isKnown = read !== undefined && write !== undefined && flush !== undefined;
  return {
    name,
    perSecond: ratesOf(DISK_COUNTERS, before, now, seconds),
    readLatencySeconds: latency('read'),
    writeLatencySeconds: latency('write'),
    flushLatencySeconds: latency('flush'),
    queueDepth: isKnown ? quotientOf(read + write + flush, seconds) : undefined,
  };
}

function ratesOfNics(
  previous: readonly NicSnapshot[],
  current: readonly NicSnapshot[],
  seconds: number,
): GuestRates['nics'] {
  const before = byUniqueKey(previous, keyOfNic);
  const now = byUniqueKey(current, keyOfNic);
  return current.map((card) => {
    const [earlier, later] = [before.get(keyOfNic(card))?.host, now.get(keyOfNic(card))?.host];
    if (!earlier?.counters || !later?.counters) return undefined;
    // All interfaces of a namespace are read at once, not necessarily when this process is.
    const own = secondsBetween(earlier.monotonicSeconds, later.monotonicSeconds) ?? seconds;
    return ratesOf(NET_COUNTERS, earlier.counters, later.counters, own);
  });
}

/** Identifies a card with its interface: with another interface its counters are other ones. */
function keyOfNic({ nic, host }: NicSnapshot): string {
  return JSON.stringify([nic.path ?? nic.id ?? nic.netdev, host?.name]);
}
