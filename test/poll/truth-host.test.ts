import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Bracket,
  BracketedPoller,
  expectWithin,
  growthBetween,
  rateBetween,
  secondsBetween,
} from './bracket.js';
import { type KvmtopRow, printKvmtop } from './print-kvmtop.js';
import { readCpuTicks, readDiskstats, readMeminfo, readNetDev, readPressures } from './read-by-hand.js';

/** Rates and percentages are printed as whole numbers. */
const ROUNDING = 0.5;

const isKernelWithPressure = existsSync('/proc/pressure/cpu');
const disks = physicalIn('/sys/block');
const nets = physicalIn('/sys/class/net');

function physicalIn(directory: string): readonly string[] {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return names.filter((name) => existsSync(join(directory, name, 'device')));
}

function readAll() {
  return {
    ticks: readCpuTicks(),
    meminfo: readMeminfo(),
    pressures: isKernelWithPressure ? readPressures() : {},
    disks: disks.map(readDiskstats),
    nets: nets.map((name) => readNetDev('self', name)),
  };
}
type Reading = ReturnType<typeof readAll>;

function sum(figures: readonly (number | undefined)[]): number {
  return figures.reduce<number>((total, figure) => total + (figure ?? Number.NaN), 0);
}

describe('a snapshot of this host', () => {
  let first: Bracket<Reading>;
  let second: Bracket<Reading>;
  let row: KvmtopRow;

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'qg-'));
    await using poller = new BracketedPoller({ interval: 1.5, discover: false });
    first = await poller.bracket(readAll);
    writeThrough(join(directory, 'file'));
    second = await poller.bracket(readAll);
    row = printKvmtop(second.snapshot).host;
    rmSync(directory, { recursive: true });
  });

  it('has the shares of CPU time of /proc/stat', () => {
    const names = [
      'user',
      'nice',
      'system',
      'idle',
      'iowait',
      'irq',
      'softirq',
      'steal',
      'guest',
      'guestnice',
    ];
    // guest is contained in user, and guestnice in nice.
    const whole = growthBetween(first, second, ({ ticks }) => sum(ticks.slice(0, 8)));
    for (const [at, name] of names.entries()) {
      const part = growthBetween(first, second, ({ ticks }) => ticks[at] ?? Number.NaN);
      // The kernel's iowait decreases at times, and is unknown then.
      if (name === 'iowait' && row.cpu_iowait === null && part.most < 0) continue;
      const share = { least: (100 * part.least) / whole.most, most: (100 * part.most) / whole.least };
      expectWithin(row[`cpu_${name}`], share, ROUNDING, name);
    }
    expect(row.cpu_cores).toBe(
      readdirSync('/sys/devices/system/cpu').filter((name) => /^cpu\d+$/.test(name)).length,
    );
  });

  it('has the memory of /proc/meminfo', () => {
    const { before, after } = second;
    expect(row.ram_Total).toBe(before.meminfo.MemTotal);
    expect(row).toMatchObject({
      ram_SwapTotal: before.meminfo.SwapTotal,
      ram_VmallocTotal: before.meminfo.VmallocTotal,
      ram_Hugepagesize: before.meminfo.Hugepagesize,
      ram_HugePagesTotal: before.meminfo.HugePages_Total,
    });
    // Values that change all the time change by less than this between the readings, in both directions.
    const slack = 0.02 * (before.meminfo.MemTotal ?? 0);
    const moving = { Free: 'MemFree', Available: 'MemAvailable', Committed_AS: 'Committed_AS' };
    const same = [
      'Buffers',
      'Cached',
      'Active',
      'Inactive',
      'AnonPages',
      'Mapped',
      'Shmem',
      'Slab',
      'PageTables',
      'Dirty',
    ];
    for (const [ours, kernels] of [...Object.entries(moving), ...same.map((name) => [name, name])]) {
      const readings = [before, after].map(({ meminfo }) => meminfo[kernels ?? ''] ?? Number.NaN);
      const range = { least: Math.min(...readings), most: Math.max(...readings) };
      expectWithin(row[`ram_${ours?.replace('_', '')}`], range, slack, `ram_${ours}`);
    }
  });

  it.skipIf(disks.length === 0)('has the disk traffic of /proc/diskstats', () => {
    const counters = {
      reads: 0,
      readsmerged: 1,
      sectorsread: 2,
      timereading: 3,
      writes: 4,
      writesmerged: 5,
      sectorswritten: 6,
      timewriting: 7,
      timeforops: 9,
      weightedtimeforops: 10,
    };
    for (const [name, at] of Object.entries(counters)) {
      const rate = rateBetween(first, second, (reading) => sum(reading.disks.map((disk) => disk[at])));
      expectWithin(row[`disk_device_${name}`], rate, ROUNDING, name);
    }
    // A file was written in between.
    expect(Number(row.disk_device_sectorswritten)).toBeGreaterThan(0);
    expect(row.disk_device_count).toBe(disks.length);
    const busyMs = rateBetween(first, second, (reading) => sum(reading.disks.map((disk) => disk[9])));
    const percent = { least: busyMs.least / 10, most: Math.min(100 * disks.length, busyMs.most / 10) };
    expectWithin(row.disk_device_ioutil, percent, ROUNDING, 'ioutil');
    const weightedMs = rateBetween(first, second, (reading) => sum(reading.disks.map((disk) => disk[10])));
    const depth = { least: weightedMs.least / 1000, most: weightedMs.most / 1000 };
    expectWithin(row.disk_device_queuesize, depth, 0.001, 'queuesize');
  });

  it.skipIf(disks.length === 0)('has the mean I/O times that follow from it', () => {
    const [before, after] = [first, second].map(({ snapshot }) =>
      snapshot.host.sample?.disks?.filter(({ name }) => disks.includes(name)),
    );
    const total = (figureOf: (disk: NonNullable<typeof before>[number]) => number) =>
      sum(after?.map(figureOf) ?? []) - sum(before?.map(figureOf) ?? []);
    const operations = total(
      ({ counters: { reads, readsMerged, writes, writesMerged } }) =>
        reads + readsMerged + writes + writesMerged,
    );
    const serviceMs = total(({ counters }) => counters.busyMilliseconds) / operations;
    const inFlight = total((disk) => disk.inFlight);
    const waitMs = total(({ counters }) => counters.weightedMilliseconds) / (operations + inFlight);
    expect(row.disk_device_servicetime).toBeCloseTo(serviceMs, 2);
    expect(row.disk_device_queuetime).toBeCloseTo(Math.max(0, waitMs - serviceMs), 2);
  });

  it.skipIf(nets.length === 0)('has the network traffic of /proc/net/dev', () => {
    for (const name of Object.keys(second.before.nets[0] ?? {})) {
      const rate = rateBetween(first, second, (reading) => sum(reading.nets.map((net) => net[name])));
      expectWithin(row[`net_host_${name}`], rate, ROUNDING, name);
    }
  });

  it.skipIf(!isKernelWithPressure)('has the pressure of /proc/pressure', () => {
    for (const name of Object.keys(second.before.pressures).filter(
      (name) => !name.startsWith('psi_full_cpu'),
    )) {
      const readings = [second.before, second.after].map(({ pressures }) => pressures[name] ?? Number.NaN);
      const range = { least: Math.min(...readings), most: Math.max(...readings) };
      // The kernel's averages have two digits, and are updated every two seconds.
      expectWithin(row[name], range, 0.005, name);
    }
  });

  it('has the time between the snapshots by the clock', () => {
    expectWithin(second.snapshot.host.rates?.overSeconds, secondsBetween(first, second), 0, 'overSeconds');
  });
});

/** Writes a file, and waits until it is on the disk. */
function writeThrough(path: string): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, Buffer.alloc(4 * 2 ** 20, 'x'));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
