import { describe, expect, it } from 'vitest';
import { Domain } from '../../src/domain/domain.js';
import { interfaces } from '../../src/domain/interfaces.js';
import { silentQmp } from '../../src/domain/silent-qmp.js';
import { vcpuInfo } from '../../src/domain/vcpus.js';
import type { Problem } from '../../src/model/problem.js';
import { MonitorError } from '../../src/monitor/monitor-error.js';
import { processFiles, taskFiles } from '../linux/task-files.js';
import { below, PID, type ReachOptions, reachOf } from './linux-reach.js';

const UUID = '550e8400-e29b-41d4-a716-446655440000';
const STOPPED: Problem = { kind: 'stopped', message: 'it is stopped' };
const FILES = below('proc', {
  ...processFiles(PID),
  ...taskFiles(PID, { tid: 2147, name: 'CPU 1/KVM', allowed: '1' }),
  ...taskFiles(PID, { tid: 2148, name: 'CPU 0/TCG' }),
});
const ARGS = [
  '-uuid',
  UUID,
  '-netdev',
  'user,id=n0',
  '-device',
  'e1000,id=nic0,netdev=n0,mac=52:54:00:00:00:01',
];

const silentReach = (options: ReachOptions = {}) =>
  reachOf(FILES, { qmp: silentQmp(STOPPED), args: ARGS, ...options });

describe('a guest whose QEMU cannot be asked', () => {
  it('is opened only where that is wanted, and has what its process and command line show', async () => {
    const { target, procRoot, sysRoot } = await silentReach();
    const guest = {
      name: 'vm1',
      target: { ...target, whyNoMonitor: 'it has no QMP monitor' },
      given: undefined,
    };
    await expect(Domain.open(guest, { procRoot, sysRoot })).rejects.toThrow(MonitorError);
    await using domain = await Domain.open(guest, { procRoot, sysRoot, mayBeSilent: true });
    expect(domain).toMatchObject({ id: PID, name: 'vm1', uuidString: UUID, problem: { kind: 'no-monitor' } });
    expect(domain.uuid()?.[0]).toBe(0x55);
    expect(domain.emulatorPin()).toEqual([0, 1]);
    expect(await domain.isActive()).toBe(true);
    expect(await domain.controlInfo()).toMatchObject({
      ...{ state: 'error', details: 'monitor' },
      problem: { kind: 'no-monitor', message: `pid ${PID}: it has no QMP monitor` },
    });
    await expect(domain.state()).rejects.toThrow('it has no QMP monitor');
    expect(() => domain.events(AbortSignal.abort())).toThrow(MonitorError);
  });

  it('has the network cards of its command line', async () => {
    expect(await interfaces(await silentReach())).toMatchObject({
      interfaces: [{ name: 'nic0', mac: '52:54:00:00:00:01', backend: 'user', model: undefined }],
      failures: [{ part: 'cards', why: 'it is stopped: the command line has these' }, { part: 'nic0' }],
    });
    await expect(silentReach({ args: [] }).then(interfaces)).rejects.toThrow(MonitorError);
    await expect(silentReach({ isRemote: true }).then(interfaces)).rejects.toThrow(MonitorError);
  });

  it('has the vCPUs that threads are named after', async () => {
    const { vcpus, failures } = await vcpuInfo(await silentReach());
    expect(vcpus).toMatchObject([
      { number: 0, hostThreadId: 2148, sharesThread: false, affinity: [0, 1] },
      { number: 1, hostThreadId: 2147, affinity: [1] },
    ]);
    expect(failures).toEqual([
      { part: 'vcpus', why: 'it is stopped: these are the threads that have their names' },
    ]);
    const unnamed = await reachOf(below('proc', processFiles(PID)), { qmp: silentQmp(STOPPED) });
    await expect(vcpuInfo(unnamed)).rejects.toThrow('it is stopped');
  });
});
