import { expect } from 'vitest';
import {
  DISK_TRAFFIC,
  type HvMonitorBalloon,
  type HvMonitorDisk,
  type HvMonitorInterface,
  type HvMonitorVm,
  NET_TRAFFIC,
  STATE_COUNTS,
} from '../../src/formats/hv-monitor/record.js';
import type { LabHost } from '../lab/lab-host.js';
import { onlyVm } from '../run-qgauge.js';
import { closeTo, span } from './between.js';
import { type DiskTraffic, readDiskTraffic } from './disk-traffic.js';
import { type ProcessFigures, processBetween, readProcess } from './process-figures.js';

/** What is true of a QEMU by the way it was started. */
export interface TrueGuest {
  readonly name: string;
  /** On its host. */
  readonly pid: number;
  /** The path of its monitor. */
  readonly monitor: string;
  readonly vm: Pick<HvMonitorVm, 'status_int' | 'mem_alloc' | 'cpus' | 'ip' | 'snaps' | 'snaps_size'>;
  readonly consoles: readonly TrueConsole[];
  /** By their names in the record. */
  readonly disks: { readonly [name: string]: TrueDisk };
  /** In the order of the cards. */
  readonly cards: readonly TrueCard[];
  readonly balloon: Pick<HvMonitorBalloon, 'actual' | 'verdict'>;
}

/** Where a screen is served, without TLS. */
export interface TrueConsole {
  readonly type: 'vnc' | 'spice';
  readonly id: string;
  readonly address: string;
}

export interface TrueDisk extends Pick<HvMonitorDisk, 'alloc' | 'in_use' | 'on_disk'> {
  /** What QEMU calls it: the drive's id, or the path or id of the device that has none. */
  readonly device: string;
  /** Whether it is left out of the VM's sizes, as a CD is. */
  readonly isMedium?: boolean;
}

export interface TrueCard extends Pick<HvMonitorInterface, 'mac' | 'parent'> {
  /** Its tap; empty when it has no interface on the host. */
  readonly tap: string;
}

type Counters = { readonly [name in (typeof NET_TRAFFIC)[number]]: number };

/** What was true at one time. */
interface Truth {
  readonly process: ProcessFigures;
  readonly traffic: readonly DiskTraffic[];
  readonly counters: readonly (Counters | undefined)[];
}

/**
 * Takes the record of a host with one guest, and compares every figure in it, those of the totals too, with what the guest
 * was given, with QEMU's own replies and with Linux's files, read before and after.
 */
export async function expectTrueRecord(host: LabHost, guest: TrueGuest): Promise<void> {
  const before = await readTruth(host, guest);
  const { record, stderr, status } = await host.collect();
  const after = await readTruth(host, guest);

  const vm = onlyVm(record);
  expect(Object.keys(record.data.VMs)).toEqual([guest.name]);
  const disks = expectedDisks(guest, before, after);
  const ifs = expectedCards(guest, before, after);
  expect(vm).toEqual({
    ...guest.vm,
    console_type: guest.consoles[0]?.type ?? '',
    console: guest.consoles[0]?.address ?? '',
    consoles: guest.consoles.map((console) => ({ ...console, websocket: false, tls: false })),
    // No driver has ever reported, and no agent has answered.
    mem_use: null,
    os_type: '',
    ...processBetween(before.process, after.process, vm, hostMemory(host)),
    cow: null,
    nswap: null,
    disks,
    ifs,
    ...sumsOfSizes(vm, guest),
    ...sumsOf(DISK_TRAFFIC, Object.values(vm.disks)),
    ...sumsOf(NET_TRAFFIC, Object.values(vm.ifs)),
    balloon: {
      ...{ target: null, stats: {}, last_update: null, age: null, ...guest.balloon },
      // It has no device, or no driver.
      advice: expect.stringMatching(/virtio.balloon/),
    },
  });

  const { error, errorString, data } = record;
  expect({ error, errorString, status }).toEqual({ error: 0, errorString: '', status: 0 });
  expect(stderr).not.toMatch(/qgauge: .*(?:monitor|socket|answer)/);
  const counts = STATE_COUNTS.map((state, number) => [state, number === vm.status_int ? 1 : 0]);
  const summed = Object.entries(vm).filter(([key]) => key in data.totals);
  expect(data.totals).toEqual(Object.fromEntries([...summed, ...counts]));
  expect(summed.length).toBeGreaterThan(40);
}

async function readTruth(host: LabHost, { pid, monitor, cards }: TrueGuest): Promise<Truth> {
  const traffic = await readDiskTraffic(host, monitor);
  const counters = cards.map(({ tap }) => (tap === '' ? undefined : readCounters(host, tap)));
  return { process: readProcess(host, pid), traffic, counters };
}

/** The guest receives what its tap transmits. */
function readCounters(host: LabHost, tap: string): Counters {
  const read = (name: string) => Number(host.read(`/sys/class/net/${tap}/statistics/${name}`));
  return {
    ipkts: read('tx_packets'),
    ierrs: read('tx_errors'),
    ibytes: read('tx_bytes'),
    idrop: read('tx_dropped'),
    opkts: read('rx_packets'),
    oerrs: read('rx_errors'),
    obytes: read('rx_bytes'),
    odrop: read('rx_dropped'),
    coll: read('collisions'),
  };
}

function expectedDisks(guest: TrueGuest, before: Truth, after: Truth): object {
  const disks = Object.entries(guest.disks).map(([name, { device, isMedium: _, ...sizes }]) => {
    const [low, high] = [before, after].map(({ traffic }) => traffic.find((disk) => disk.device === device));
    if (low === undefined || high === undefined) throw new Error(`QEMU has no ${device}`);
    const traffic = DISK_TRAFFIC.map((key) => [key, span(low.counters[key], high.counters[key])]);
    return [name, { ...sizes, io_status: high.ioStatus, ...Object.fromEntries(traffic) }];
  });
  return Object.fromEntries(disks);
}

function expectedCards({ cards }: TrueGuest, before: Truth, after: Truth): object {
  const ifs = cards.map(({ tap, mac, parent }, at) => {
    const [low, high] = [before.counters[at], after.counters[at]];
    const counters = NET_TRAFFIC.map((key) => [key, low && high ? span(low[key], high[key]) : null]);
    return [`nic${at}`, { if: tap, mac, parent, ...Object.fromEntries(counters) }];
  });
  return Object.fromEntries(ifs);
}

/** The sizes of what the guest may write to. They are compared disk by disk before. */
function sumsOfSizes({ disks }: HvMonitorVm, guest: TrueGuest): object {
  const writable = Object.entries(disks).filter(([name]) => guest.disks[name]?.isMedium !== true);
  const { alloc, in_use, on_disk } = sumsOf(
    ['alloc', 'in_use', 'on_disk'],
    writable.map(([, disk]) => disk),
  );
  return { disk_alloc: alloc, disk_in_use: in_use, disk_on_disk: on_disk };
}

/** Sums what is known: null when nothing is, and 0 when there is nothing. */
function sumsOf<Key extends string>(
  keys: readonly Key[],
  items: readonly { readonly [key in Key]: number | null }[],
): { readonly [key in Key]: unknown } {
  const sums = keys.map((key) => {
    const known = items.map((item) => item[key]).filter((figure) => figure !== null);
    if (known.length === 0 && items.length > 0) return [key, null];
    return [
      key,
      closeTo(
        known.reduce((sum, figure) => sum + figure, 0),
        1e-5,
      ),
    ];
  });
  return Object.fromEntries(sums);
}

function hostMemory(host: LabHost): number {
  const [, kibibytes] = /^MemTotal: +(\d+) kB$/m.exec(host.read('/proc/meminfo')) ?? [];
  return Number(kibibytes) * 1024;
}
