import { describe, expect, it } from 'vitest';
import { UnsupportedError } from '../../src/domain/domain-error.js';
import { numaParameters } from '../../src/domain/numa-parameters.js';
import { securityLabel, securityLabels } from '../../src/domain/security.js';
import {
  blkioParameters,
  cpuStats,
  memoryParameters,
  schedulerParameters,
  schedulerType,
} from '../../src/domain/tuning.js';
import type { TreeFiles } from '../linux/captured-tree.js';
import { processFiles } from '../linux/task-files.js';
import { below, PID, reachOf } from './linux-reach.js';

const FILES: TreeFiles = {
  ...below('proc', {
    ...processFiles(PID),
    [`${PID}/status`]:
      'Name:\tqemu\nPid:\t2145\nUid:\t0\t64055\t0\t0\nGid:\t0\t108\t0\t0\nMems_allowed_list:\t0-1\nx:\t0\n',
    [`${PID}/cgroup`]: '0::/vm1\n',
    [`${PID}/numa_maps`]: '7f81d8000000 default anon=3 dirty=3 N0=2 N1=1 kernelpagesize_kB=4\n',
    [`${PID}/attr/current`]: 'libvirt-0d3c (enforce)\n',
  }),
  'sys/kernel/security/lsm': 'capability,apparmor',
  ...below('cgroup', {
    'cgroup.controllers': 'cpuset cpu memory io\n',
    'vm1/cgroup.type': 'domain\n',
    'vm1/cgroup.procs': `${PID}\n`,
    'vm1/cpu.weight': '100\n',
    'vm1/cpu.max': '50000 100000\n',
    'vm1/cpu.stat': 'usage_usec 3\nuser_usec 2\nsystem_usec 1\n',
    'vm1/memory.max': '4096\n',
    'vm1/memory.high': 'max\n',
    'vm1/memory.low': '0\n',
    'vm1/memory.swap.max': 'max\n',
    'vm1/io.bfq.weight': 'default 100\n',
    'vm1/io.max': '',
    'vm1/cpuset.mems': '0\n',
  }),
};
const MEMDEV = [{ id: 'ram0', size: 4096, policy: 'bind', 'host-nodes': [0], prealloc: true, share: true }];

describe('the tunables of a guest', () => {
  it('are those of its control group', async () => {
    const reach = await reachOf(FILES);
    expect(schedulerType()).toBe('posix');
    expect(schedulerParameters(reach)).toMatchObject({ weight: 100, quotaSeconds: 0.05, failures: [] });
    expect(memoryParameters(reach)).toMatchObject({
      hardLimitBytes: 4096,
      softLimitBytes: null,
      failures: [],
    });
    expect(blkioParameters(reach)).toMatchObject({ weight: 100, devices: [], failures: [] });
    expect(cpuStats(reach)).toMatchObject({ source: 'cgroup', totalNanoseconds: 3000 });
  });

  it.each([
    ['schedulerParameters', schedulerParameters],
    ['memoryParameters', memoryParameters],
    ['blkioParameters', blkioParameters],
    ['cpuStats', cpuStats],
    ['securityLabel', securityLabel],
    ['securityLabels', securityLabels],
  ])('are unknown to %s on another host', async (_, read) => {
    const reach = await reachOf({}, { isRemote: true });
    expect(() => read(reach)).toThrow(UnsupportedError);
  });
});

describe('numaParameters', () => {
  it('joins what QEMU, the group and the process have', async () => {
    const reach = await reachOf(FILES, { replies: { 'query-memdev': MEMDEV } });
    const known = {
      backends: [
        { id: 'ram0', bytes: 4096, policy: 'bind', hostNodes: [0], preallocated: true, shared: true },
      ],
      cpusetNodes: [0],
      allowedNodes: [0, 1],
      failures: [],
    };
    expect(await numaParameters(reach)).toEqual({ ...known, bytes: undefined });
    expect(await numaParameters(reach, { withBytes: true })).toEqual({
      ...known,
      bytes: { 0: 8192, 1: 4096 },
    });
  });

  it('says why each part is unknown', async () => {
    const remote = await reachOf({}, { isRemote: true });
    expect(await numaParameters(remote, { withBytes: true })).toMatchObject({
      backends: undefined,
      cpusetNodes: undefined,
      allowedNodes: undefined,
      bytes: undefined,
      failures: [{ part: 'backends' }, { part: 'process' }, { part: 'bytes' }],
    });
    const bare = await reachOf(below('proc', processFiles(PID)), { replies: { 'query-memdev': [] } });
    expect(await numaParameters(bare, { withBytes: true })).toMatchObject({
      backends: [],
      allowedNodes: [0],
      failures: [{ part: 'bytes' }, { part: 'group' }],
    });
  });
});

describe('security labels', () => {
  it('are those of the module and of the user', async () => {
    const reach = await reachOf(FILES);
    const label = { model: 'apparmor', label: 'libvirt-0d3c', isEnforcing: true };
    expect(securityLabel(reach)).toEqual(label);
    expect(securityLabels(reach)).toEqual([label, { model: 'dac', label: '+64055:+108', isEnforcing: true }]);
  });

  it('are those of the user alone where no module labels', async () => {
    const reach = await reachOf({ ...FILES, 'sys/kernel/security/lsm': 'capability' });
    expect(() => securityLabel(reach)).toThrow('no security module of this host labels its QEMU');
    expect(securityLabels(reach)).toHaveLength(1);
  });
});
