import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { UnsupportedError } from '../../src/domain/domain-error.js';
import { iothreadInfo } from '../../src/domain/iothreads.js';
import { isActive } from '../../src/domain/own-process.js';
import { emulatorPin, emulatorThreads } from '../../src/domain/threads.js';
import { maxVcpus, vcpuInfo, vcpus } from '../../src/domain/vcpus.js';
import type { TreeFiles } from '../linux/captured-tree.js';
import { processFiles, taskFiles } from '../linux/task-files.js';
import { commandError, fakeQemu } from '../qemu/fake-qemu.js';
import { below, clientOf, PID, reachOf } from './linux-reach.js';

/** QEMU is in a pid namespace of its own. */
const FILES: TreeFiles = {
  ...below('proc', {
    ...processFiles(PID, { ownId: 1, allowed: '0-7' }),
    ...taskFiles(PID, { tid: 2147, ownId: 3, name: 'CPU 0/KVM', cpu: 2, allowed: '2' }),
    ...taskFiles(PID, { tid: 2148, ownId: 4, name: 'CPU 1/KVM' }),
    ...taskFiles(PID, { tid: 2149, ownId: 5, name: 'IO iothread3', allowed: '1' }),
    ...taskFiles(PID, { tid: 2150, ownId: 6, name: 'worker' }),
  }),
  'sys/devices/system/cpu/online': '0-2\n',
};
const CPUS = [
  { 'cpu-index': 1, 'thread-id': 4 },
  { 'cpu-index': 0, 'thread-id': 3 },
];
const POLLING = { 'poll-max-ns': 32_768, 'poll-grow': 0, 'poll-shrink': 0 };
const REPLIES = {
  'query-cpus-fast': CPUS,
  'query-iothreads': [
    { id: 'iothread3', 'thread-id': 5, ...POLLING },
    { id: 'fast', 'thread-id': 99, ...POLLING },
  ],
};

describe('vcpuInfo', () => {
  it("finds each vCPU's thread by its id in QEMU's own namespace", async () => {
    const { vcpus: infos, failures } = await vcpuInfo(await reachOf(FILES, { replies: REPLIES }));
    expect(failures).toEqual([]);
    expect(infos).toMatchObject([
      { number: 0, threadId: 3, hostThreadId: 2147, hostCpu: 2, affinity: [2], sharesThread: false },
      { number: 1, threadId: 4, hostThreadId: 2148, hostCpu: 1, affinity: [0, 1], sharesThread: false },
    ]);
  });

  it('says that vCPUs share a thread', async () => {
    const shared = CPUS.map((cpu) => ({ ...cpu, 'thread-id': 3 }));
    const reach = await reachOf(FILES, { replies: { 'query-cpus-fast': shared } });
    expect((await vcpuInfo(reach)).vcpus).toMatchObject([
      { number: 0, hostThreadId: 2147, sharesThread: true },
      { number: 1, hostThreadId: 2147, sharesThread: true },
    ]);
  });

  it('knows the numbers of a QEMU on another host, and why no more', async () => {
    const reach = await reachOf({}, { replies: REPLIES, isRemote: true });
    expect(await vcpuInfo(reach)).toMatchObject({
      vcpus: [{ number: 0, hostThreadId: undefined, affinity: undefined }, { number: 1 }],
      failures: [{ part: 'threads', why: expect.stringContaining('run qgauge on the host where it runs') }],
    });
  });

  it('names a thread that the process does not have', async () => {
    const replies = { 'query-cpus-fast': [{ 'cpu-index': 0, 'thread-id': 77 }] };
    expect(await vcpuInfo(await reachOf(FILES, { replies }))).toMatchObject({
      vcpus: [{ number: 0, cpuNanoseconds: undefined }],
      failures: [{ part: 'vcpu 0', why: 'thread 77, which QEMU names, is not among those of its process' }],
    });
  });

  it('takes no later process with the same pid for the guest', async () => {
    const reach = await reachOf(FILES, { replies: REPLIES });
    const later = { ...reach, process: { pid: PID, startTicks: 1 } };
    expect(await vcpuInfo(later)).toMatchObject({
      vcpus: [{ hostCpu: undefined }, {}],
      failures: [{ part: 'threads', why: 'vm1: its QEMU, process 2145, has ended' }],
    });
  });
});

describe('vcpus and maxVcpus', () => {
  const slots = [{ 'vcpus-count': 2 }, { 'vcpus-count': 2 }];

  it('count the vCPUs, and the slots for them', async () => {
    const reach = await reachOf({}, { replies: { ...REPLIES, 'query-hotpluggable-cpus': slots } });
    expect(await vcpus(reach)).toBe(2);
    expect(await maxVcpus(reach)).toBe(4);
  });

  it('ask the machine where it has no slots, as a microvm', async () => {
    const qemu = fakeQemu((command, { property }) => {
      if (command === 'qom-get' && property === 'smp') return { cpus: 1, maxcpus: 3 };
      throw commandError('GenericError', "The feature 'query-hotpluggable-cpus' is not enabled");
    });
    expect(await maxVcpus(await reachOf({}, { qmp: clientOf(qemu) }))).toBe(3);
  });

  it('take the command line before QEMU 6.0, and nothing without', async () => {
    expect(await maxVcpus(await reachOf({}, { args: ['-smp', '2,maxcpus=6'] }))).toBe(6);
    await expect(reachOf({}).then(maxVcpus)).rejects.toThrow(UnsupportedError);
  });
});

describe('iothreadInfo', () => {
  it('numbers them as libvirt does, and others by their place', async () => {
    const { iothreads, failures } = await iothreadInfo(await reachOf(FILES, { replies: REPLIES }));
    expect(iothreads).toMatchObject([
      { id: 'iothread3', number: 3, hostThreadId: 2149, affinity: [1], pollMaxNanoseconds: 32_768 },
      { id: 'fast', number: 2, hostThreadId: undefined, pollGrow: 0, aioMaxBatch: undefined },
    ]);
    expect(failures).toMatchObject([{ part: 'iothread fast' }]);
  });

  it('is empty where there is none', async () => {
    const reach = await reachOf(FILES, { replies: { 'query-iothreads': [] } });
    expect(await iothreadInfo(reach)).toEqual({ iothreads: [], failures: [] });
  });
});

describe('the emulator', () => {
  it('is pinned as its main thread is, to CPUs that are online', async () => {
    expect(emulatorPin(await reachOf(FILES))).toEqual([0, 1, 2]);
  });

  it('has the threads that are neither vCPUs nor iothreads', async () => {
    const threads = await emulatorThreads(await reachOf(FILES, { replies: REPLIES }));
    expect(threads.map(({ hostThreadId, name }) => [hostThreadId, name])).toEqual([
      [2145, 'qemu-system-x86'],
      [2150, 'worker'],
    ]);
  });

  it('is nowhere when it is on another host', async () => {
    const reach = await reachOf({}, { replies: REPLIES, isRemote: true });
    expect(() => emulatorPin(reach)).toThrow(
      'vm1: its QEMU is not among the processes of this host: run qgauge on the host where it runs, as root',
    );
    await expect(emulatorThreads(reach)).rejects.toThrow(UnsupportedError);
  });
});

describe('isActive', () => {
  it('is true while the process lives', async () => {
    const reach = await reachOf(FILES);
    expect(await isActive(reach)).toBe(true);
    expect(await isActive({ ...reach, process: { pid: PID, startTicks: 1 } })).toBe(false);
    await rm(`${reach.procRoot}/${PID}`, { recursive: true });
    expect(await isActive(reach)).toBe(false);
  });

  it('is false for a zombie', async () => {
    const stat = String(FILES[`proc/${PID}/stat`]).replace(') S ', ') Z ');
    expect(await isActive(await reachOf({ [`proc/${PID}/stat`]: stat }))).toBe(false);
  });

  it('is true for a QEMU on another host that answers', async () => {
    const replies = { 'query-status': { status: 'running' } };
    expect(await isActive(await reachOf({}, { replies, isRemote: true }))).toBe(true);
    await expect(reachOf({}, { isRemote: true }).then(isActive)).rejects.toThrow('has not been found');
  });
});
