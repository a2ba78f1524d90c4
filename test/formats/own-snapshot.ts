import type { CgroupSample } from '../../src/model/cgroup-sample.js';
import type { RamSample } from '../../src/model/ram-sample.js';
import type { SessionAccount } from '../../src/model/session-account.js';
import type { GuestSnapshot, HostSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { HOST } from './moving-snapshot.js';
import { DISK, GUEST, guestSnapshot, PROCESS, snapshotOf, TAP } from './rich-snapshot.js';

const KIB = 1024;
const STALL = { avg10: 0, avg60: 0, avg300: 0, totalMicroseconds: 1_488_848 };

/** The figures of VMware's document, as they would be measured here. */
export const RAM: RamSample = {
  sizeBytes: 2_097_152 * KIB,
  mappedBytes: 1_810_144 * KIB,
  consumedBytes: 1_521_680 * KIB,
  swappedBytes: 3236 * KIB,
  mergedBytes: 336 * KIB,
  pinnedBytes: 0,
  overheadBytes: 132_000 * KIB,
  overheadSwappedBytes: 0,
  localBytes: 1_837_248 * KIB,
  remoteBytes: 0,
  readAtSeconds: 1_795_205_860,
  readSeconds: 0.021,
};

export const ACCOUNT: SessionAccount = {
  number: 4_004_861_987_670_969_122n,
  uptimeSeconds: 1036.293956,
  qemuVersion: { major: 7, minor: 2, micro: 22, package: 'Debian 1:7.2+dfsg-7' },
  cpuSeconds: 224.057517,
  vcpuWaitSeconds: 65.606184,
  stolenSeconds: 60.5,
  memoryStallSeconds: 1.488848,
  swapInBytes: 3416 * KIB,
  swapOutBytes: 6588 * KIB,
};

export const CGROUP: CgroupSample = {
  version: 2,
  path: '/machine.slice/vm1.scope',
  cpu: {
    usageSeconds: 300,
    limitCores: 5,
    weight: 100,
    periods: undefined,
    throttledPeriods: undefined,
    throttledSeconds: undefined,
  },
  memory: {
    usageBytes: 2e9,
    limitBytes: 1_536_000 * KIB,
    highBytes: undefined,
    minBytes: 204_800 * KIB,
    swapUsageBytes: 0,
    swapLimitBytes: undefined,
    oomKills: 0,
  },
  io: undefined,
  tasks: undefined,
  pressure: { cpu: undefined, io: undefined, memory: { some: STALL, full: undefined } },
  isOwn: true,
  swapTraffic: {
    ...{ inBytes: 3416 * KIB, outBytes: 6588 * KIB },
    ...{ zswappedBytes: 2048 * KIB, zswapBytes: 768 * KIB },
  },
};

export const OWN_HOST: HostSnapshot = {
  memoryBytes: undefined,
  sample: {
    ...HOST,
    product: 'ProLiant ML350 G6',
    vendor: 'HP',
    ksm: HOST.ksm && { ...HOST.ksm, pageBytes: 4096 },
    cpu: HOST.cpu && {
      ...HOST.cpu,
      nominalHertz: 2.399e9,
      topology: { packages: 2, cores: 8, threads: 16, coresPerPackage: 4 },
    },
  },
};

const BANDWIDTH = { averageBytesPerSecond: 3_000_000, peakBytesPerSecond: undefined, burstBytes: 262_144 };

export const OWN_GUEST: GuestSnapshot = guestSnapshot({
  uuid: '564d2c53-4356-668e-7c05-fd7e511e23f3',
  account: ACCOUNT,
  linux: { ...PROCESS, ram: RAM },
  cgroup: CGROUP,
  qemu: {
    ...GUEST,
    memory: { baseBytes: 2_097_152 * KIB, pluggedBytes: 0 },
    balloon: GUEST.balloon && { ...GUEST.balloon, actualBytes: (2_097_152 - 27_104) * KIB },
    disks: [
      {
        ...DISK,
        name: 'scsi0:0',
        counters: {
          ...DISK.counters,
          readOperations: 12_605,
          writeOperations: 1039,
          readBytes: 533_612_032,
          writeBytes: 14_279_680,
          readNanoseconds: 1_944_173_239_000,
          writeNanoseconds: 102_025_122_000,
        },
      },
    ],
  },
  nics: [
    {
      nic: { path: undefined, id: 'net0', netdev: 'hn0', mac: '00:0c:29:1e:23:f3' },
      host: {
        ...TAP,
        counters: TAP.counters && {
          ...TAP.counters,
          receivedPackets: 209,
          receivedBytes: 38_137,
          transmittedPackets: 10_920,
          transmittedBytes: 1_312_789,
        },
        limits: { sent: BANDWIDTH, received: null },
      },
      neighbourAddress: undefined,
    },
  ],
});

/** A guest of which is known all that it may know of itself. */
export const OWN_SNAPSHOT: Snapshot = { ...snapshotOf(OWN_GUEST), host: OWN_HOST };
