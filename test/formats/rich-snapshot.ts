import type { BalloonSample } from '../../src/model/balloon.js';
import type { Disk } from '../../src/model/disk.js';
import { judgeMemory } from '../../src/model/guest-memory.js';
import type { LinuxSample } from '../../src/model/linux-sample.js';
import type { NetInterface } from '../../src/model/net-interface.js';
import type { GuestNic, QemuSample } from '../../src/model/qemu-sample.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';

const NOW = 1_795_205_869.5;
const GIB = 1024 ** 3;

const NO_DISK_TRAFFIC = {
  readBytes: 0,
  readOperations: 0,
  readNanoseconds: 0,
  writeBytes: 0,
  writeOperations: 0,
  writeNanoseconds: 0,
  flushOperations: 0,
  flushNanoseconds: 0,
};

export const DISK: Disk = {
  name: 'drive-virtio0',
  counters: {
    readBytes: 51_909_120,
    readOperations: 398,
    readNanoseconds: 22_534_382,
    writeBytes: 1_048_576,
    writeOperations: 64,
    writeNanoseconds: 5_000_001,
    flushOperations: 7,
    flushNanoseconds: 700_000,
  },
  image: {
    virtualBytes: 10 * GIB,
    actualBytes: 2 * GIB,
    readOnly: false,
    removable: false,
    ioStatus: 'ok',
    snapshots: [
      { name: 'before upgrade', vmStateBytes: 300_000_000 },
      { name: 'after upgrade', vmStateBytes: 310_000_000 },
    ],
  },
  highestWrittenBytes: 3 * GIB,
};

const SECOND_DISK: Disk = {
  name: 'data',
  counters: { ...NO_DISK_TRAFFIC, readBytes: 512, readOperations: 1, readNanoseconds: 1_500_000 },
  image: {
    virtualBytes: GIB,
    actualBytes: GIB / 2,
    readOnly: false,
    removable: false,
    snapshots: [{ name: 'before upgrade', vmStateBytes: 0 }],
  },
  highestWrittenBytes: undefined,
};

export const CD: Disk = {
  name: 'ide2-cd0',
  counters: { ...NO_DISK_TRAFFIC, readBytes: 2048, readOperations: 1, readNanoseconds: 250_000 },
  image: {
    virtualBytes: 700_000_000,
    actualBytes: 700_000_000,
    readOnly: true,
    removable: true,
    snapshots: [],
  },
  highestWrittenBytes: 0,
};

const READ_ONLY: Disk = {
  name: 'tools',
  counters: NO_DISK_TRAFFIC,
  image: { virtualBytes: 4096, actualBytes: 4096, readOnly: true, removable: false, snapshots: [] },
  highestWrittenBytes: 0,
};

/** query-block has not answered: traffic, and no size. */
const UNSIZED: Disk = { ...DISK, name: '#block378', image: undefined };

/** What the host received from it, the guest has sent. */
export const TAP: NetInterface = {
  name: 'tap0',
  parent: 'br0',
  isMacvtap: false,
  counters: {
    receivedBytes: 1001,
    receivedPackets: 11,
    receivedErrors: 12,
    receivedDrops: 13,
    transmittedBytes: 2001,
    transmittedPackets: 21,
    transmittedErrors: 22,
    transmittedDrops: 23,
    collisions: 3,
    receivedFifo: 0,
    receivedFrame: 0,
    receivedCompressed: 0,
    receivedMulticast: 0,
    transmittedFifo: 0,
    transmittedCarrier: 0,
    transmittedCompressed: 0,
  },
};

export const MACVTAP: NetInterface = { ...TAP, name: 'macvtap0', parent: 'eth0', isMacvtap: true };

const BALLOON: BalloonSample = {
  device: { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' },
  actualBytes: 2 * GIB,
  report: {
    supplied: {
      'stat-total-memory': 2_000_000_000,
      'stat-available-memory': 1_200_000_000,
      'stat-free-memory': 900_000_000,
      'stat-minor-faults': 9_223_372_036_854_775_807n,
    },
    unset: ['stat-oom-kills'],
    lastUpdateSeconds: 1_795_205_868,
  },
  intervalSeconds: 10,
};

export const PROCESS: LinuxSample = {
  pid: 2145,
  startTicks: 4711,
  state: 'S',
  elapsedSeconds: 3600.75,
  userSeconds: 350.25,
  systemSeconds: 87.5,
  minorFaults: 9723,
  majorFaults: 12,
  priority: 20,
  nice: 0,
  virtualBytes: 3 * GIB + 1000,
  rssBytes: GIB,
  voluntarySwitches: 153_200,
  involuntarySwitches: 170,
  threads: [2145, 2147, 2148].map((id) => ({
    id,
    name: 'qemu-system-x86',
    state: 'S',
    runNanoseconds: undefined,
    waitNanoseconds: undefined,
  })),
  io: {
    readChars: 1,
    writtenChars: 2,
    readCalls: 3,
    writeCalls: 4,
    readBytes: 5 * 512 + 511,
    writtenBytes: 6 * 512,
    cancelledWriteBytes: 7,
  },
};

export const WEB_NIC: GuestNic = {
  path: '/machine/peripheral/net0',
  id: 'net0',
  netdev: 'hn0',
  mac: '52:54:00:aa:bb:01',
};

const USER_NIC: GuestNic = {
  path: '/machine/peripheral/net1',
  id: 'net1',
  netdev: 'hn1',
  mac: '52:54:00:aa:bb:02',
};

export const GUEST: QemuSample = {
  name: 'web1',
  uuid: '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486',
  runState: 'running',
  vcpus: [
    { index: 0, threadId: 2147 },
    { index: 1, threadId: 2148 },
  ],
  memory: { baseBytes: 2 * GIB, pluggedBytes: 0 },
  balloon: BALLOON,
  disks: [DISK, SECOND_DISK, CD, READ_ONLY],
  nics: [WEB_NIC, USER_NIC],
  display: {
    type: 'vnc',
    address: '127.0.0.1:5907',
    servers: [
      { type: 'vnc', id: 'default', address: '127.0.0.1:5907', isWebsocket: false, isTls: false },
      { type: 'vnc', id: 'default', address: '127.0.0.1:5707', isWebsocket: true, isTls: false },
    ],
  },
  takenAtSeconds: NOW,
  failures: [],
};

/** A guest of which everything is known but what `more` says otherwise; the verdict is what it should be. */
export function guestSnapshot(more: Partial<GuestSnapshot>): GuestSnapshot {
  const qemu = 'qemu' in more ? more.qemu : GUEST;
  return {
    name: 'web1',
    uuid: GUEST.uuid,
    pid: 2145,
    socket: 'unix:/run/web1/qmp.sock',
    problem: undefined,
    qemu,
    linux: PROCESS,
    memory: judgeMemory(qemu, more.problem),
    nics: [],
    agent: undefined,
    ...more,
  };
}

const WEB = guestSnapshot({
  nics: [
    { nic: WEB_NIC, host: TAP, neighbourAddress: '192.0.2.7' },
    // A card of a user-mode network has no interface on the host.
    { nic: USER_NIC, host: undefined, neighbourAddress: undefined },
  ],
  agent: {
    osId: 'debian',
    addresses: [
      { mac: '52:54:00:aa:bb:02', address: '10.0.2.15' },
      { mac: '52:54:00:aa:bb:01', address: '2001:db8::7' },
      { mac: '52:54:00:aa:bb:01', address: '192.0.2.17' },
    ],
  },
});

const DB_NIC: GuestNic = { path: undefined, id: 'net0', netdev: 'hn0', mac: '52:54:00:aa:bb:03' };

const DB = guestSnapshot({
  name: 'db 1',
  uuid: undefined,
  pid: 3001,
  socket: 'tcp:127.0.0.1:4444',
  qemu: {
    ...GUEST,
    name: 'db 1',
    uuid: undefined,
    vcpus: [{ index: 0, threadId: 3003 }],
    memory: { baseBytes: GIB, pluggedBytes: GIB / 2 },
    // Its last report is a minute old.
    balloon: {
      ...BALLOON,
      report: {
        supplied: { 'stat-total-memory': 1_000_000_000, 'stat-free-memory': 1 },
        unset: [],
        lastUpdateSeconds: NOW - 60.5,
      },
    },
    disks: [DISK, UNSIZED],
    nics: [DB_NIC],
    display: {
      type: 'spice',
      address: '[::1]:5930',
      servers: [{ type: 'spice', id: undefined, address: '[::1]:5930', isWebsocket: false, isTls: false }],
    },
    failures: [{ part: 'disk sizes', why: 'no reply to query-block within 500 ms' }],
  },
  linux: {
    ...PROCESS,
    pid: 3001,
    elapsedSeconds: 100,
    userSeconds: 150,
    systemSeconds: 50,
    priority: 30,
    nice: 10,
  },
  nics: [
    {
      nic: DB_NIC,
      host: MACVTAP,
      neighbourAddress: '192.0.2.33',
    },
  ],
});

/** Paused, with little known, and read by a user that may not read its I/O. */
const PAUSED = guestSnapshot({
  name: 'paused-1',
  uuid: undefined,
  pid: 4001,
  socket: 'unix:/run/paused/qmp.sock',
  qemu: {
    ...GUEST,
    name: 'paused-1',
    uuid: undefined,
    runState: 'paused',
    disks: [],
    nics: [],
    display: null,
    balloon: {
      device: undefined,
      actualBytes: undefined,
      report: undefined,
      intervalSeconds: undefined,
    },
  },
  linux: { ...PROCESS, pid: 4001, io: undefined },
});

const BUSY = guestSnapshot({
  name: 'busy',
  uuid: undefined,
  pid: 5001,
  socket: 'unix:/run/busy/qmp.sock',
  problem: { kind: 'busy', message: 'unix:/run/busy/qmp.sock: another client holds the monitor' },
  qemu: undefined,
  linux: { ...PROCESS, pid: 5001, rssBytes: undefined },
});

/** Two running guests with all they can have, a paused one, and one that could not be asked. */
export const RICH: Snapshot = {
  takenAtSeconds: NOW,
  host: { memoryBytes: 16 * GIB },
  guests: [WEB, DB, PAUSED, BUSY],
  warnings: ['2 guests are named web: their names got a suffix each'],
};

export function snapshotOf(...guests: readonly GuestSnapshot[]): Snapshot {
  return { takenAtSeconds: NOW, host: { memoryBytes: 16 * GIB }, guests, warnings: [] };
}
