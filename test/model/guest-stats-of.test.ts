import { describe, expect, it } from 'vitest';
import { ACCESSORS } from '../../src/model/guest-lib/accessors.js';
import { readAccessor } from '../../src/model/guest-lib/read-accessor.js';
import type { GuestStats } from '../../src/model/guest-stats.js';
import { guestStatsOf } from '../../src/model/guest-stats-of.js';
import type { GuestSnapshot } from '../../src/model/snapshot.js';
import { CGROUP, OWN_GUEST, OWN_HOST, RAM } from '../formats/own-snapshot.js';
import { MACVTAP, PROCESS } from '../formats/rich-snapshot.js';

function linesOf(stats: GuestStats | undefined, group: string): readonly string[] | undefined {
  return stats?.groups
    .find(({ name }) => name === group)
    ?.stats.map(({ name, value }) => `${name} = ${value}`);
}

const resources = (more: Partial<GuestSnapshot>) =>
  Object.fromEntries(
    linesOf(guestStatsOf({ ...OWN_GUEST, ...more }, OWN_HOST), 'resources')?.map((line) =>
      line.split(' = '),
    ) ?? [],
  );

describe('what a guest may know of itself', () => {
  const stats = guestStatsOf(OWN_GUEST, OWN_HOST, { hostInfo: true });

  it('has the groups of the document in its order', () => {
    expect(stats?.session).toBe(4_004_861_987_670_969_122n);
    expect(stats?.groups.map(({ name }) => name)).toEqual([
      'session',
      'host',
      'resources',
      'vscsi scsi0:0',
      'vnet 00:0c:29:1e:23:f3',
    ]);
  });

  it('has the session of the document', () => {
    expect(linesOf(stats, 'session')).toEqual([
      'session = 4004861987670969122',
      'uptime = 1036293956',
      'version = QEMU 7.2',
      'provider = ',
      'uuid.bios = 56 4d 2c 53 43 56 66 8e-7c 05 fd 7e 51 1e 23 f3',
    ]);
  });

  it('has the host of the document', () => {
    expect(linesOf(stats, 'host')).toEqual([
      'host.cpu.processorMHz = 2399',
      'host.cpu.coresPerPkg = 4',
      'host.cpu.packages = 2',
      'host.cpu.cores = 8',
      'host.cpu.threads = 16',
      'host.dmi.product = ProLiant ML350 G6',
      'host.dmi.vendor = HP',
    ]);
  });

  it('has the resources of the document, but for what Linux cannot reserve and does not count', () => {
    expect(linesOf(stats, 'resources')).toEqual([
      'vm.cpu.reserved = 0',
      'vm.cpu.limit = 11995',
      'vm.cpu.used = 224057517',
      'vm.cpu.contention.cpu = 65606184',
      'vm.cpu.contention.mem = 1488848',
      'vm.numa.local = 1837248',
      'vm.numa.remote = 0',
      'guest.mem.reserved = 204800',
      'guest.mem.limit = 1536000',
      'guest.mem.mapped = 1810144',
      'guest.mem.consumed = 1521680',
      'guest.mem.swapped = 3236',
      'guest.mem.ballooned = 27104',
      'guest.mem.swapIn = 3416',
      'guest.mem.swapOut = 6588',
      'ovhd.mem.swapped = 0',
    ]);
  });

  it('has the disk and the network card of the document, as the guest counts', () => {
    expect(linesOf(stats, 'vscsi scsi0:0')).toEqual([
      'num.reads = 12605',
      'num.writes = 1039',
      'size.reads = 533612032',
      'size.writes = 14279680',
      'latency.reads = 1944173239',
      'latency.writes = 102025122',
    ]);
    expect(linesOf(stats, 'vnet 00:0c:29:1e:23:f3')).toEqual([
      'num.tx = 209',
      'size.tx = 38137',
      'num.rx = 10920',
      'size.rx = 1312789',
      'reservation = 0',
      'limit = -1',
    ]);
  });

  it('has types and units with every number, and with no text', () => {
    const all = stats?.groups.flatMap((group) => group.stats) ?? [];
    const kinds = new Set(all.map(({ type = 'text', units }) => `${type} ${units}`));
    expect(kinds).toEqual(
      new Set([
        'static ',
        'accumulate us',
        'text undefined',
        'static MHz',
        'instant KB',
        'static KB',
        'accumulate KB',
        'accumulate ',
        'accumulate bytes',
        'accumulate packets',
        'static MBps',
      ]),
    );
    expect(all.every(({ type, value }) => (type === undefined) === (typeof value === 'string'))).toBe(true);
  });
});

describe('what a guest is not told unless its host wants it', () => {
  it('is more of the host than explains its own figures', () => {
    expect(linesOf(guestStatsOf(OWN_GUEST, OWN_HOST), 'host')).toEqual([
      'host.cpu.processorMHz = 2399',
      'host.cpu.coresPerPkg = 4',
    ]);
  });

  it('is the exact version of QEMU, and who provides it', () => {
    const options = { exactVersion: true, provider: 'Example Ltd' };
    const lines = linesOf(guestStatsOf(OWN_GUEST, OWN_HOST, options), 'session');
    expect(lines?.slice(2, 4)).toEqual([
      'version = QEMU 7.2.22 (Debian 1:7.2+dfsg-7)',
      'provider = Example Ltd',
    ]);
  });

  it('is the path of its control group, and what only accessors hand out', () => {
    const library = (options: object) =>
      linesOf(guestStatsOf(OWN_GUEST, OWN_HOST, { library: true, ...options }), 'guestlib');
    expect(linesOf(guestStatsOf(OWN_GUEST, OWN_HOST), 'guestlib')).toBeUndefined();
    expect(library({})).toEqual([
      'vm.cpu.shares = 100',
      'vm.cpu.stolen = 60500000',
      'guest.mem.active = 781250',
      'guest.mem.shared = 336',
      'guest.mem.sharedSaved = 288464',
      'guest.mem.zipped = 2048',
      'guest.mem.zipSaved = 1280',
      'guest.mem.balloonMax = 2097152',
      'ovhd.mem.mapped = 132000',
    ]);
    expect(library({ groupPath: true, hostInfo: true })).toEqual(
      expect.arrayContaining([
        'vm.resourcePool = /machine.slice/vm1.scope',
        'host.mem.physical = 16777216',
        'host.cpu.used = 1540000000',
        'host.mem.used = 12582912',
        'host.mem.shared = 40000',
      ]),
    );
  });
});

describe('the accessors of the guest library', () => {
  it('have a value each, but for what Linux does not have or count', () => {
    const options = { library: true, hostInfo: true, groupPath: true };
    const stats = guestStatsOf(OWN_GUEST, OWN_HOST, options) ?? expect.fail();
    const missing = Object.entries(ACCESSORS).filter(
      ([, accessor]) => readAccessor(stats, accessor).code !== 0,
    );
    expect(missing.map(([name]) => name)).toEqual([
      'memShares',
      'memTargetSizeMB',
      'hostMemSwappedMB',
      'hostMemKernOvhdMB',
      'hostMemMappedMB',
      'hostMemUnmappedMB',
      'memLLSwappedMB',
      'memSwapTargetMB',
      'memBalloonTargetMB',
      'memShares64',
    ]);
    expect(readAccessor(stats, ACCESSORS.cpuUsedMs)).toEqual({ code: 0, value: 224_057n });
  });
});

describe('what is unknown', () => {
  it('is everything where the snapshot was taken without it', () => {
    expect(guestStatsOf({ ...OWN_GUEST, account: undefined }, OWN_HOST)).toBeUndefined();
  });

  it('is left out, and never 0 or without limit', () => {
    const bare = { number: 7, uptimeSeconds: 1, qemuVersion: undefined };
    const guest = {
      ...OWN_GUEST,
      uuid: undefined,
      account: bare,
      linux: PROCESS,
      cgroup: undefined,
      qemu: undefined,
      nics: [],
    };
    const stats = guestStatsOf(guest, { memoryBytes: undefined });
    expect(stats?.session).toBe(7n);
    expect(stats?.groups.map(({ stats }) => stats.map(({ name }) => name))).toEqual([
      ['session', 'uptime', 'provider'],
      [],
      ['vm.cpu.reserved'],
    ]);
  });

  it('is what a control group has waited and swapped, and keeps, that others are in too', () => {
    const shared = resources({ cgroup: { ...CGROUP, isOwn: false } });
    expect(shared).not.toHaveProperty(['vm.cpu.contention.mem']);
    expect(shared).not.toHaveProperty(['guest.mem.swapIn']);
    expect(shared).toMatchObject({ 'guest.mem.reserved': '0', 'guest.mem.limit': '1536000' });
  });

  it('is what a control group keeps while it is not known who is in it', () => {
    const unknown = resources({ cgroup: { ...CGROUP, isOwn: undefined } });
    expect(unknown).not.toHaveProperty(['guest.mem.reserved']);
    expect(unknown).toMatchObject({ 'guest.mem.limit': '1536000' });
  });
});

describe('limits and reservations', () => {
  const memory = CGROUP.memory ?? expect.fail();
  const cpu = CGROUP.cpu ?? expect.fail();

  it('are -1 in a control group that has none', () => {
    const cgroup = {
      ...CGROUP,
      cpu: { ...cpu, limitCores: undefined },
      memory: { ...memory, limitBytes: undefined, minBytes: 0 },
    };
    expect(resources({ cgroup })).toMatchObject({
      'vm.cpu.limit': '-1',
      'guest.mem.limit': '-1',
      'guest.mem.reserved': '0',
    });
  });

  it('have memory that is pinned, and no more than the machine has', () => {
    const pinned = { ...PROCESS, ram: { ...RAM, pinnedBytes: RAM.sizeBytes } };
    expect(resources({ linux: pinned })).toMatchObject({ 'guest.mem.reserved': '2097152' });
    const all = { ...CGROUP, memory: { ...memory, minBytes: Number.MAX_SAFE_INTEGER } };
    expect(resources({ cgroup: all })).toMatchObject({ 'guest.mem.reserved': '2097152' });
    expect(resources({ cgroup: all, linux: PROCESS })).not.toHaveProperty(['guest.mem.reserved']);
  });

  it('of a network card are those of what the guest sends: a macvtap has them the other way round', () => {
    const limit = (name: 'sent' | 'received', isMacvtap: boolean) => {
      const bandwidth = {
        averageBytesPerSecond: 3_000_000,
        peakBytesPerSecond: undefined,
        burstBytes: undefined,
      };
      const limits = { sent: null, received: null, [name]: bandwidth };
      const [nic] = OWN_GUEST.nics;
      const nics = nic ? [{ ...nic, host: { ...MACVTAP, isMacvtap, limits } }] : [];
      return linesOf(guestStatsOf({ ...OWN_GUEST, nics }, OWN_HOST), 'vnet 00:0c:29:1e:23:f3')?.at(-1);
    };
    expect(limit('received', false)).toBe('limit = 3');
    expect(limit('sent', false)).toBe('limit = -1');
    expect(limit('sent', true)).toBe('limit = 3');
  });

  it('of a network card are unknown where nobody has looked', () => {
    const nics = OWN_GUEST.nics.map((nic) => ({
      ...nic,
      host: nic.host && { ...nic.host, limits: undefined },
    }));
    expect(linesOf(guestStatsOf({ ...OWN_GUEST, nics }, OWN_HOST), 'vnet 00:0c:29:1e:23:f3')?.at(-1)).toBe(
      'size.rx = 1312789',
    );
  });
});

describe('a guest that was never seen', () => {
  it('has no statistics, and no session', () => {
    const unseen = { ...OWN_GUEST, pid: undefined, qemu: undefined, linux: undefined };
    expect(guestStatsOf(unseen, OWN_HOST)).toBeUndefined();
    expect(guestStatsOf({ ...unseen, qemu: OWN_GUEST.qemu }, OWN_HOST)?.session).toBe(
      OWN_GUEST.account?.number,
    );
  });
});

describe('a guest that is silent', () => {
  it('keeps its disks and its balloon, by its last answer', () => {
    const { qemu } = OWN_GUEST;
    const silent = { ...OWN_GUEST, qemu: undefined, lastGood: qemu && { qemu, ageSeconds: 40 } };
    expect(linesOf(guestStatsOf(silent, OWN_HOST), 'vscsi scsi0:0')).toHaveLength(6);
    expect(resources({ qemu: undefined, lastGood: silent.lastGood })).toMatchObject({
      'guest.mem.ballooned': '27104',
    });
  });

  it('has no balloon where its machine has none', () => {
    const { qemu } = OWN_GUEST;
    const balloon = qemu?.balloon && { ...qemu.balloon, device: undefined };
    expect(resources({ qemu: qemu && { ...qemu, balloon } })).toMatchObject({ 'guest.mem.ballooned': '0' });
  });
});
