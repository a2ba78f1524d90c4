import { describe, expect, it } from 'vitest';
import { identity, parseUuid } from '../../src/domain/identity.js';
import { info } from '../../src/domain/info.js';
import { launchSecurity } from '../../src/domain/launch-security.js';
import { maxMemory, memoryStats } from '../../src/domain/memory-stats.js';
import { state } from '../../src/domain/state.js';
import { readProcStat } from '../../src/linux/proc-stat.js';
import { commandError } from '../qemu/fake-qemu.js';
import { reachOf } from './qmp-reach.js';

const ITSELF = {
  process: { pid: process.pid, startTicks: readProcStat('/proc', process.pid)?.startTicks ?? 0 },
};

describe('identity', () => {
  it('has the bytes of the UUID, and the pid', async () => {
    const UUID = '550e8400-e29b-41d4-a716-446655440000';
    const reach = reachOf({ 'query-name': { name: 'web' }, 'query-uuid': { UUID } }, ITSELF);
    const who = await identity(reach);
    expect(who).toMatchObject({ id: process.pid, name: 'web', uuid: UUID, osType: 'hvm' });
    expect([...(who.uuidBytes ?? [])].slice(0, 4)).toEqual([0x55, 0x0e, 0x84, 0x00]);
  });

  it('has neither where QEMU was started without', async () => {
    const UUID = '00000000-0000-0000-0000-000000000000';
    const who = await identity(reachOf({ 'query-name': {}, 'query-uuid': { UUID } }));
    expect(who).toEqual({
      ...{ id: undefined, name: undefined, uuid: undefined, uuidBytes: undefined, osType: 'hvm' },
    });
  });

  it('has no bytes of what is no UUID', () => {
    expect(parseUuid('550e8400')).toBeUndefined();
    expect(parseUuid('zzze8400-e29b-41d4-a716-446655440000')).toBeUndefined();
  });
});

describe('state', () => {
  it('is libvirt’s word and number beside that of QEMU', async () => {
    const reach = reachOf({ 'query-status': { status: 'paused', running: false } });
    expect(await state(reach)).toEqual({
      ...{ state: 'paused', reason: 'user', stateNumber: 3, reasonNumber: 1 },
      ...{ runState: 'paused', isRunning: false },
    });
    expect(await state(reach, [{ name: 'STOP' }])).toMatchObject({ reason: 'unknown' });
    expect(reach.asked).toEqual(['query-status', 'query-status']);
  });

  it('asks for a dump where that decides', async () => {
    const status = { 'query-status': { status: 'save-vm', running: false } };
    const dump = { status: 'active', completed: 1, total: 2 };
    expect(await state(reachOf({ ...status, 'query-dump': dump }))).toMatchObject({ reason: 'dump' });
    const none = { ...dump, status: 'none' };
    expect(await state(reachOf({ ...status, 'query-dump': none }))).toMatchObject({ reason: 'save' });
  });
});

describe('info', () => {
  const RUNNING = {
    'query-status': { status: 'running', running: true },
    'query-memory-size-summary': { 'base-memory': 2 ** 28, 'plugged-memory': 0 },
    'query-cpus-fast': [
      { 'cpu-index': 0, 'thread-id': 7 },
      { 'cpu-index': 1, 'thread-id': 8 },
    ],
    'query-balloon': { actual: 2 ** 27 },
  };

  it('is a guest in short', async () => {
    expect(await info(reachOf(RUNNING, ITSELF))).toMatchObject({
      ...{ maxMemoryBytes: 2 ** 28, memoryBytes: 2 ** 27, vcpus: 2, failures: [] },
      ...{ state: { state: 'running' }, cpuNanoseconds: expect.any(Number) },
    });
  });

  it('has all memory without a balloon, and no CPU time of a QEMU elsewhere', async () => {
    const without = commandError('DeviceNotActive', 'No balloon device has been activated');
    const facts = await info(reachOf({ ...RUNNING, 'query-balloon': without }));
    expect(facts).toMatchObject({ memoryBytes: 2 ** 28, cpuNanoseconds: undefined });
    expect(facts.failures).toEqual([
      { part: 'cpu', why: expect.stringMatching(/^vm1: its QEMU is not among the processes/) },
    ]);
  });

  it('does not take another process with its pid for QEMU', async () => {
    const other = { process: { pid: process.pid, startTicks: 1 } };
    const { failures } = await info(reachOf(RUNNING, other));
    expect(failures).toEqual([{ part: 'cpu', why: `vm1: its QEMU, process ${process.pid}, has ended` }]);
  });

  it('leaves unknown what cannot be read, with the reason', async () => {
    const facts = await info(reachOf({}, ITSELF));
    expect(facts).toMatchObject({ state: undefined, maxMemoryBytes: undefined, memoryBytes: undefined });
    expect(facts.failures.map(({ part }) => part).sort()).toEqual(['memory', 'state', 'vcpus']);
  });
});

describe('memory', () => {
  const devices = {
    'qom-list': [],
    'qom-list /machine/peripheral undefined': [{ name: 'b0', type: 'child<virtio-balloon-pci>' }],
  };
  const interval = 'qom-get /machine/peripheral/b0 guest-stats-polling-interval';
  const report = 'qom-get /machine/peripheral/b0 guest-stats';

  it('at most is that of the machine and what is plugged in', async () => {
    const sizes = { 'base-memory': 2 ** 28, 'plugged-memory': 2 ** 20 };
    const dimm = [{ type: 'dimm', data: { size: 2 ** 20 } }];
    const reach = reachOf({ 'query-memory-size-summary': sizes, 'query-memory-devices': dimm });
    expect(await maxMemory(reach)).toBe(2 ** 28 + 2 ** 20);
    await expect(maxMemory(reachOf({ 'query-memory-size-summary': {} }))).rejects.toThrow(
      'vm1: QEMU does not tell how much memory it has',
    );
  });

  it('is what the driver has reported, with its age', async () => {
    const reach = reachOf(
      {
        ...devices,
        ...{ 'query-balloon': { actual: 2 ** 28 }, [interval]: 2 },
        [report]: {
          'last-update': Math.floor(Date.now() / 1000) - 10,
          stats: { 'stat-total-memory': 1000, 'stat-free-memory': 10, 'stat-htlb-pgfail': 2n ** 64n - 1n },
        },
      },
      ITSELF,
    );
    const stats = await memoryStats(reach);
    expect(stats).toMatchObject({
      ...{ actualBytes: 2 ** 28, totalBytes: 1000, freeBytes: 10, hugetlbFailures: undefined },
      ...{ intervalSeconds: 2, rssBytes: expect.any(Number) },
      failures: [{ part: 'stat-htlb-pgfail', why: 'the guest does not supply it' }],
    });
    expect(stats.ageSeconds).toBeGreaterThanOrEqual(10);
    expect(stats.ageSeconds).toBeLessThan(60);
    expect(reach.asked).not.toContain('qom-set');
  });

  it.each([
    [0, 'QEMU does not ask the guest: the polling interval of its balloon is 0'],
    [5, 'the guest has not reported: its balloon driver is not loaded, or it is still booting'],
  ])('is unknown while the guest has not reported, with an interval of %i', async (seconds, why) => {
    const silent = { ...devices, [interval]: seconds, [report]: { 'last-update': 0, stats: {} } };
    const stats = await memoryStats(reachOf(silent));
    expect(stats).toMatchObject({
      totalBytes: undefined,
      lastUpdateSeconds: undefined,
      ageSeconds: undefined,
    });
    expect(stats.intervalSeconds).toBe(seconds === 0 ? null : seconds);
    expect(stats.failures).toEqual([
      { part: 'rss', why: expect.stringMatching(/^vm1: its QEMU is not among the processes/) },
      { part: 'guest-stats', why },
    ]);
  });

  it('is not that of another process with the pid of QEMU', async () => {
    const other = { process: { pid: process.pid, startTicks: 1 } };
    const { rssBytes, failures } = await memoryStats(reachOf({ 'qom-list': [] }, other));
    expect(rssBytes).toBeUndefined();
    expect(failures).toContainEqual({ part: 'rss', why: `vm1: its QEMU, process ${process.pid}, has ended` });
  });

  it('is unknown without a balloon', async () => {
    const { failures } = await memoryStats(reachOf({ 'qom-list': [] }, ITSELF));
    expect(failures).toEqual([{ part: 'balloon', why: 'the machine has no virtio balloon' }]);
  });
});

describe('launch security', () => {
  const sev = { enabled: true, 'api-major': 1, 'api-minor': 49, 'build-id': 6, state: 'launch-secret' };

  it('has a measurement before the start', async () => {
    const reach = reachOf({ 'query-sev': sev, 'query-sev-launch-measure': { data: 'QUJD' } });
    expect(await launchSecurity(reach)).toMatchObject({ type: 'sev', measurement: 'QUJD', failures: [] });
  });

  it('has none afterwards, with the reason', async () => {
    const refusal = commandError('GenericError', 'SEV launch measurement is not available');
    const reach = reachOf({ 'query-sev': sev, 'query-sev-launch-measure': refusal });
    expect(await launchSecurity(reach)).toMatchObject({
      measurement: undefined,
      failures: [{ part: 'measurement', why: expect.stringContaining('not available') }],
    });
  });

  it('is null without SEV, and on other processors', async () => {
    expect(await launchSecurity(reachOf({ 'query-sev': { ...sev, enabled: false } }))).toBeNull();
    const other = reachOf({});
    expect(await launchSecurity(other)).toBeNull();
    expect(other.asked).toEqual([]);
  });
});
