import type { CgroupSample } from '../../src/model/cgroup-sample.js';
import type { Disk } from '../../src/model/disk.js';
import { judgeMemory } from '../../src/model/guest-memory.js';
import { guestRates } from '../../src/model/guest-rates.js';
import { hostRates } from '../../src/model/host-rates.js';
import type { CpuTimes, HostDisk, HostNet, HostSample, PressureOf } from '../../src/model/host-sample.js';
import type { LinuxSample, ThreadSample } from '../../src/model/linux-sample.js';
import type { NetCounters } from '../../src/model/net-interface.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import type { SelfSample } from '../../src/model/self-sample.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { CD, DISK, GUEST, guestSnapshot, MACVTAP, PROCESS, RICH, TAP, WEB_NIC } from './rich-snapshot.js';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
/** Between the two samples. */
const SECONDS = 10;

const CPU_TIMES: CpuTimes = {
  user: 1000,
  nice: 10,
  system: 500,
  idle: 8000,
  iowait: 40,
  irq: 5,
  softirq: 25,
  steal: 20,
  guest: 700,
  guestNice: 3,
};

/** What each has more after ten seconds on four CPUs. */
const CPU_GROWTH: CpuTimes = {
  user: 10,
  nice: 1,
  system: 5,
  idle: 20,
  iowait: 2,
  irq: 0.4,
  softirq: 0.6,
  steal: 1,
  guest: 8,
  guestNice: 0.5,
};

const SDA: HostDisk = {
  name: 'sda',
  isPhysical: true,
  counters: {
    reads: 1000,
    readsMerged: 100,
    sectorsRead: 80_000,
    readMilliseconds: 4_294_967_000,
    writes: 2000,
    writesMerged: 300,
    sectorsWritten: 160_000,
    writeMilliseconds: 9000,
    busyMilliseconds: 6000,
    weightedMilliseconds: 14_000,
  },
  inFlight: 3,
};

const HOST_DISK_GROWTH: HostDisk['counters'] = {
  reads: 200,
  readsMerged: 20,
  sectorsRead: 20_480,
  readMilliseconds: 1000,
  writes: 250,
  writesMerged: 30,
  sectorsWritten: 40_960,
  writeMilliseconds: 3000,
  busyMilliseconds: 2500,
  weightedMilliseconds: 4000,
};

const ETH0: HostNet = {
  name: 'eth0',
  isPhysical: true,
  bitsPerSecond: 1_000_000_000,
  counters: { ...TAP.counters, receivedBytes: 5_000_000 } as NetCounters,
};

const MEMORY: { readonly [name: string]: number } = {
  MemTotal: 16 * GIB,
  MemFree: 4 * GIB,
  MemAvailable: 9 * GIB,
  Buffers: 200 * MIB,
  'Active(anon)': 3 * GIB,
  NFS_Unstable: 0,
  Committed_AS: 20 * GIB,
  HugePages_Total: 512,
  HugePages_Free: 128,
  Hugepagesize: 2 * MIB,
  DirectMap1G: 8 * GIB,
};

const STALLS: PressureOf = {
  some: { avg10: 1.25, avg60: 0.75, avg300: 0.1, totalMicroseconds: 123_456_789 },
  full: { avg10: 0.25, avg60: 0.15, avg300: 0, totalMicroseconds: 23_456_789 },
};

export const HOST: HostSample = {
  monotonicSeconds: 5000,
  name: 'host1.example',
  uuid: '4c4c4544-0042-3510-8051-b7c04f435931',
  cpu: {
    cores: 4,
    times: CPU_TIMES,
    currentHertz: 2_400_123_456,
    minimumHertz: 800_000_000,
    maximumHertz: undefined,
  },
  memory: MEMORY,
  swap: { inBytes: 4096, outBytes: 8192 },
  disks: [SDA, { ...SDA, name: 'sda1', isPhysical: false }],
  nets: [ETH0, { ...ETH0, name: 'br0', isPhysical: false, bitsPerSecond: undefined }],
  pressure: { cpu: { ...STALLS, full: undefined }, io: STALLS, memory: STALLS },
  hugepages: [{ pageBytes: 2 * MIB, total: 512, free: 128, reserved: 2, surplus: 0 }],
  ksm: {
    isRunning: true,
    pagesShared: 1000,
    pagesSharing: 9000,
    pagesUnshared: 50,
    pagesVolatile: 7,
    fullScans: 12,
  },
};

/** The same host ten seconds later. */
const HOST_LATER: HostSample = {
  ...HOST,
  monotonicSeconds: 5000 + SECONDS,
  cpu: HOST.cpu && { ...HOST.cpu, times: grown(CPU_TIMES, CPU_GROWTH) },
  swap: { inBytes: 4096 + 40_960, outBytes: 8192 },
  disks: HOST.disks?.map((disk) => ({
    ...disk,
    // The time of its reads wraps.
    counters: { ...grown(disk.counters, HOST_DISK_GROWTH), readMilliseconds: 704 },
    inFlight: 1,
  })),
  nets: HOST.nets?.map((net) => ({
    ...net,
    counters: { ...net.counters, receivedBytes: 6_000_000, receivedPackets: 1011 },
  })),
};

const THREADS: readonly ThreadSample[] = [
  { id: 2145, name: 'qemu-system-x86', state: 'S', runNanoseconds: 8e9, waitNanoseconds: 1e9 },
  { id: 2147, name: 'CPU 0/KVM', state: 'R', runNanoseconds: 100e9, waitNanoseconds: 2e9 },
  { id: 2148, name: 'CPU 1/KVM', state: 'S', runNanoseconds: 90e9, waitNanoseconds: 2e9 },
  { id: 2149, name: 'IO iothread0', state: 'S', runNanoseconds: 5e9, waitNanoseconds: 0 },
];

const THREADS_LATER: readonly ThreadSample[] = THREADS.map((thread, at) => ({
  ...thread,
  runNanoseconds: (thread.runNanoseconds ?? 0) + ([0.4, 6.06, 4, 0.2][at] ?? 0) * 1e9,
  waitNanoseconds: (thread.waitNanoseconds ?? 0) + ([0, 0.5, 0.25, 0.1][at] ?? 0) * 1e9,
}));

export const MOVING_PROCESS: LinuxSample = {
  ...PROCESS,
  threads: THREADS,
  monotonicSeconds: 5000.001,
  childMinorFaults: 5,
  childMajorFaults: 0,
  blockIoDelaySeconds: 1.5,
  swapBytes: 0,
  hugetlbBytes: GIB,
  ksmMergedPages: 4711,
  numaBytes: { '0': GIB, '1': 2 * GIB },
};

const PROCESS_LATER: LinuxSample = {
  ...MOVING_PROCESS,
  threads: THREADS_LATER,
  monotonicSeconds: 5000.001 + SECONDS,
  elapsedSeconds: PROCESS.elapsedSeconds + SECONDS,
  userSeconds: PROCESS.userSeconds + 8,
  systemSeconds: PROCESS.systemSeconds + 2,
  minorFaults: PROCESS.minorFaults + 77,
  majorFaults: PROCESS.majorFaults + 3,
  voluntarySwitches: 153_200 + 1000,
  // A thread has ended, and taken its count with it.
  involuntarySwitches: 160,
  blockIoDelaySeconds: 1.75,
  io: PROCESS.io && { ...PROCESS.io, readChars: 20_481, readBytes: 5 * 512 + 511 + 4096 },
};

export const MOVING_GUEST: QemuSample = {
  ...GUEST,
  iothreads: [{ id: 'iothread0', threadId: 2149 }],
  disks: [DISK, CD],
  monotonicSeconds: 5000.002,
};

const DISK_LATER: Disk = {
  ...DISK,
  counters: {
    readBytes: 51_909_120 + 5_242_880,
    readOperations: 398 + 100,
    readNanoseconds: 22_534_382 + 250_000_000,
    writeBytes: 1_048_576 + 1_048_576,
    writeOperations: 64 + 40,
    writeNanoseconds: 5_000_001 + 300_000_000,
    flushOperations: 7,
    flushNanoseconds: 700_000,
  },
};

const GUEST_LATER: QemuSample = {
  ...MOVING_GUEST,
  disks: [DISK_LATER, CD, { ...CD, name: 'plugged' }],
  monotonicSeconds: 5000.002 + SECONDS,
};

const CGROUP: CgroupSample = {
  version: 2,
  path: '/machine.slice/web 1.scope',
  cpu: {
    usageSeconds: 440.5,
    limitCores: 2,
    weight: 100,
    periods: 1000,
    throttledPeriods: 3,
    throttledSeconds: 0.25,
  },
  memory: {
    usageBytes: 3 * GIB,
    limitBytes: undefined,
    highBytes: undefined,
    swapUsageBytes: 0,
    swapLimitBytes: undefined,
    oomKills: 0,
  },
  io: { readBytes: 4096, writtenBytes: 8192, readOperations: 1, writeOperations: 2 },
  tasks: { current: 7, limit: 16_384 },
  pressure: { cpu: STALLS, io: undefined, memory: undefined },
};

const SESSION = { id: 1, beganAtSeconds: 1_795_205_000, reason: '' };

const WEB = guestSnapshot({
  qemu: MOVING_GUEST,
  linux: MOVING_PROCESS,
  session: SESSION,
  cgroup: CGROUP,
  nics: [
    { nic: WEB_NIC, host: TAP, neighbourAddress: undefined },
    {
      nic: { ...WEB_NIC, path: undefined, id: undefined, mac: undefined },
      host: undefined,
      neighbourAddress: undefined,
    },
  ],
  cost: { commands: 8, requestBytes: 512, seconds: 0.0042 },
});

const TAP_LATER: NetCounters = {
  ...(TAP.counters as NetCounters),
  receivedBytes: 1001 + 50_000,
  transmittedBytes: 2001 + 1_000_000,
  transmittedPackets: 21 + 900,
};

const WEB_LATER: GuestSnapshot = {
  ...WEB,
  qemu: GUEST_LATER,
  linux: PROCESS_LATER,
  nics: WEB.nics.map((card) => (card.host ? { ...card, host: { ...TAP, counters: TAP_LATER } } : card)),
};

const BUSY = { kind: 'busy', message: 'unix:/run/busy/qmp.sock: another client holds the monitor' } as const;

/** It could not be asked this time: what Linux knows is there, and what QEMU said last is marked as such. */
const HELD: GuestSnapshot = {
  ...WEB_LATER,
  name: '=cmd|calc, "held"\t\u001b[2J',
  uuid: undefined,
  problem: BUSY,
  qemu: undefined,
  memory: judgeMemory(undefined, BUSY),
  nics: [{ nic: WEB_NIC, host: MACVTAP, neighbourAddress: undefined }],
  lastGood: { qemu: MOVING_GUEST, ageSeconds: 10.001 },
  cgroup: undefined,
  cost: undefined,
};

const ABSENT_PROBLEM = {
  kind: 'absent',
  message: 'gone-1: the configuration names it, and no QEMU has that name',
} as const;

const ABSENT = guestSnapshot({
  name: 'gone-1',
  uuid: undefined,
  pid: undefined,
  socket: undefined,
  problem: ABSENT_PROBLEM,
  qemu: undefined,
  linux: undefined,
});

const SELF: SelfSample = {
  sweep: 2,
  sweepSeconds: 0.05,
  discoverSeconds: 0.01,
  hostSeconds: 0.015,
  lateSeconds: 0.001,
  loopLateSeconds: 0.002,
  missedSweeps: 0,
  guests: 3,
  answered: 1,
  latency: { p50Seconds: 0.004, p99Seconds: 0.0042, maxSeconds: 0.0042 },
  slowLane: { running: 0, done: 1, failed: 0, maxSeconds: 0.02 },
  timeouts: 0,
  reconnects: 0,
  abandoned: 0,
  commands: 16,
  requestBytes: 1024,
  oldestSeconds: 10.001,
  cpuSeconds: 0.5,
  cpuRatio: 0.004,
  rssBytes: 80 * MIB,
  heapBytes: 20 * MIB,
};

/** The first of two snapshots: nothing has a rate. */
export const BEFORE: Snapshot = {
  ...RICH,
  host: { memoryBytes: 16 * GIB, sample: HOST },
  guests: [WEB],
  warnings: [],
};

/** Ten seconds later: with rates, and with a guest that is held by another and one that is not there. */
export const AFTER: Snapshot = {
  takenAtSeconds: RICH.takenAtSeconds + SECONDS,
  host: { memoryBytes: 16 * GIB, sample: HOST_LATER, rates: hostRates(HOST, HOST_LATER) },
  guests: [withRates(WEB, WEB_LATER), withRates({ ...HELD, linux: MOVING_PROCESS }, HELD), ABSENT],
  warnings: ['a warning'],
  self: SELF,
};

function withRates(previous: GuestSnapshot, current: GuestSnapshot): GuestSnapshot {
  return { ...current, rates: guestRates(previous, current) };
}

function grown<Counters extends { readonly [name in keyof Counters]: number }>(
  counters: Counters,
  growth: Counters,
): Counters {
  const sums = Object.entries<number>(counters).map(([name, figure]) => [
    name,
    figure + growth[name as keyof Counters],
  ]);
  return Object.fromEntries(sums) as Counters;
}
