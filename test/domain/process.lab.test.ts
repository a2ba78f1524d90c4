import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { UnsupportedError } from '../../src/domain/domain-error.js';
import { iothreadInfo } from '../../src/domain/iothreads.js';
import { numaParameters } from '../../src/domain/numa-parameters.js';
import { isActive } from '../../src/domain/own-process.js';
import { countPerf, perfEvents } from '../../src/domain/perf.js';
import type { Reach } from '../../src/domain/reach.js';
import { securityLabels } from '../../src/domain/security.js';
import { emulatorPin, emulatorThreads } from '../../src/domain/threads.js';
import { blkioParameters, cpuStats, memoryParameters, schedulerParameters } from '../../src/domain/tuning.js';
import { maxVcpus, vcpuInfo, vcpus } from '../../src/domain/vcpus.js';
import type { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseCpuList } from '../../src/support/cpu-list.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { createCgroup, type LabCgroup, whyNoCgroup } from '../lab/cgroup.js';
import { describeLab } from '../lab/context.js';
import { createRawImage } from '../lab/disks.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import { runCommand } from '../lab/run-command.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { waitFor } from '../wait-for.js';
import { reachOfProcess } from './lab-reach.js';

const MIB = 2 ** 20;
const BLKIO = '/sys/fs/cgroup/blkio';

describeLab('what Linux tells of a real guest', (lab) => {
  let images: string;
  let guest: LabGuest;
  let reach: Reach;
  let client: QmpClient;

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qg-'));
    guest = await bootGuest(lab, {
      name: 'threads',
      cpus: 2,
      iothread: true,
      disks: [createRawImage(images, 'plain', 16)],
      extraArgs: ['-smp', '2,maxcpus=4', '-object', 'iothread,id=fast'],
    });
    const [monitor = ''] = guest.monitors;
    ({ reach, client } = await reachOfProcess('threads', guest.pid, monitor));
  });

  afterAll(async () => {
    await client?.close();
    await guest?.stop();
    rmSync(images, { recursive: true, force: true });
  });

  /** What taskset(1) says: `pid 2147's current affinity list: 0,1`. */
  const affinityOf = async (tid: number | undefined) => {
    const output = await runCommand('taskset', ['-pc', String(tid)]);
    return parseCpuList(output.split(': ')[1] ?? '');
  };
  const taskFile = (tid: number | undefined, name: string) =>
    readFileSync(`/proc/${guest.pid}/task/${tid}/${name}`, 'utf8');
  const runNanoseconds = (tid: number | undefined) => Number(taskFile(tid, 'schedstat').split(' ')[0]);

  describe('a vCPU', () => {
    it('may run where taskset lets it, by the policy of chrt', async () => {
      const before = await vcpuInfo(reach);
      const [first, second] = before.vcpus;
      expect(before.failures).toEqual([]);
      expect(first?.hostThreadId).not.toBe(second?.hostThreadId);
      await runCommand('taskset', ['-pc', '0', String(first?.hostThreadId)]);
      await runCommand('chrt', ['--batch', '-p', '0', String(second?.hostThreadId)]);
      const { vcpus: pinned } = await vcpuInfo(reach);
      for (const { hostThreadId, affinity } of pinned)
        expect(affinity).toEqual(await affinityOf(hostThreadId));
      expect(pinned).toMatchObject([
        { number: 0, affinity: [0], policy: 'other', realtimePriority: 0, sharesThread: false },
        { number: 1, policy: 'batch', sharesThread: false },
      ]);
      expect(await runCommand('chrt', ['-p', String(pinned[1]?.hostThreadId)])).toContain('SCHED_BATCH');
    });

    it('runs on the CPU that it is pinned to, for as long as the kernel counts', async () => {
      const [first] = (await vcpuInfo(reach)).vcpus;
      await runCommand('taskset', ['-pc', '0', String(first?.hostThreadId)]);
      await guest.run('taskset 1 sh -c "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"');
      const low = runNanoseconds(first?.hostThreadId);
      const [later] = (await vcpuInfo(reach)).vcpus;
      const high = runNanoseconds(first?.hostThreadId);
      expect(later?.hostCpu).toBe(0);
      expect(later?.cpuNanoseconds).toBeGreaterThan(first?.cpuNanoseconds ?? Number.POSITIVE_INFINITY);
      expect(later?.cpuNanoseconds).toBeGreaterThanOrEqual(low);
      expect(later?.cpuNanoseconds).toBeLessThanOrEqual(high);
      // Ticks of 10 ms, which are counted apart.
      const ticks = (later?.userSeconds ?? 0) + (later?.systemSeconds ?? 0);
      expect(Math.abs(ticks - (later?.cpuNanoseconds ?? 0) / 1e9)).toBeLessThan(0.2);
      expect(later?.waitNanoseconds).toBeGreaterThanOrEqual(
        first?.waitNanoseconds ?? Number.POSITIVE_INFINITY,
      );
    });

    it('is one of those that there are, and of those that may be plugged in', async () => {
      expect(await vcpus(reach)).toBe(2);
      expect(await maxVcpus(reach)).toBe(4);
      const smp = await guest.control('qom-get', { path: '/machine', property: 'smp' });
      expect(smp).toMatchObject({ cpus: 2, maxcpus: 4 });
    });
  });

  it('vCPUs of TCG in a single thread share it, and a microvm has a maximum too', async () => {
    const path = join(await temporaryDirectory(), 's');
    const machine = PAUSED_MACHINE.map((word) =>
      word === 'q35' ? 'microvm' : word === 'tcg' ? 'tcg,thread=single' : word,
    );
    const args = [...machine, '-smp', '2,maxcpus=3', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    const single = await reachOfProcess('single', pid, path);
    onTestFinished(() => single.client.close());
    const { vcpus: both, failures } = await vcpuInfo(single.reach);
    expect(failures).toEqual([]);
    expect(both).toMatchObject([{ sharesThread: true }, { sharesThread: true }]);
    expect(both[0]?.hostThreadId).toBe(both[1]?.hostThreadId);
    expect(await maxVcpus(single.reach)).toBe(3);
  });

  it('an iothread polls as QEMU says, and may run where taskset lets it', async () => {
    const reported = await guest.control('query-iothreads');
    const { iothreads, failures } = await iothreadInfo(reach);
    const fast = iothreads.find(({ id }) => id === 'fast');
    await runCommand('taskset', ['-pc', '1', String(fast?.hostThreadId)]);
    expect(failures).toEqual([]);
    const raw = iothreads.map(({ id, threadId, pollMaxNanoseconds }) => ({
      id,
      'thread-id': threadId,
      'poll-max-ns': pollMaxNanoseconds,
    }));
    expect(raw.map((each) => expect.objectContaining(each))).toEqual(reported);
    expect(iothreads.map(({ id, number }) => [id, number])).toEqual(
      iothreads.map(({ id }, at) => [id, id === 'iothread0' ? 0 : at + 1]),
    );
    const again = (await iothreadInfo(reach)).iothreads.find(({ id }) => id === 'fast');
    expect(again?.affinity).toEqual([1]);
    expect(await affinityOf(fast?.hostThreadId)).toEqual([1]);
  });

  it('the emulator is the rest of the threads', async () => {
    const [{ vcpus: cpus }, { iothreads }] = [await vcpuInfo(reach), await iothreadInfo(reach)];
    const others = new Set([...cpus, ...iothreads].map(({ hostThreadId }) => hostThreadId));
    await waitFor(async () => {
      const threads = await emulatorThreads(reach);
      const all = readdirSync(`/proc/${guest.pid}/task`).map(Number);
      expect(threads.map(({ hostThreadId }) => hostThreadId)).toEqual(all.filter((tid) => !others.has(tid)));
    });
    await runCommand('taskset', ['-pc', '0', String(guest.pid)]);
    expect(emulatorPin(reach)).toEqual([0]);
    await runCommand('taskset', ['-pc', '0-1', String(guest.pid)]);
    expect(emulatorPin(reach)).toEqual(await affinityOf(guest.pid));
  });

  it('its memory has the backend and the nodes that the kernel shows', async () => {
    const numa = await numaParameters(reach, { withBytes: true });
    expect(numa.backends).toMatchObject([{ bytes: 256 * MIB, policy: 'default', hostNodes: [] }]);
    const status = readFileSync(`/proc/${guest.pid}/status`, 'utf8');
    expect(numa.allowedNodes).toEqual(parseCpuList(/Mems_allowed_list:\t(.*)/.exec(status)?.[1] ?? ''));
    const bytes = Object.values(numa.bytes ?? {}).reduce((sum, each) => sum + each, 0);
    expect(bytes).toBeGreaterThan(50 * MIB);
  });

  it('its user and group are those of ps', async () => {
    const ids = await runCommand('ps', ['-o', 'uid=,gid=', '-p', String(guest.pid)]);
    const [uid, gid] = ids.trim().split(/\s+/);
    expect(securityLabels(reach).at(-1)).toEqual({
      model: 'dac',
      label: `+${uid}:+${gid}`,
      isEnforcing: true,
    });
  });

  describe('events', () => {
    it('can be counted by perf, those of the kernel on every host', async () => {
      const { source, events, failures } = await perfEvents();
      expect(source).toBe('perf');
      expect(events).toEqual(
        expect.arrayContaining(['task_clock', 'page_faults', 'context_switches', 'cpu_migrations']),
      );
      expect(failures.map(({ part }) => part)).toEqual(expect.arrayContaining(['cmt', 'mbmt', 'mbml']));
      expect(events.length + failures.length).toBe(22);
    });

    const busy = () => guest.run('i=0; while [ $i -lt 40000 ]; do i=$((i+1)); done');
    const processNanoseconds = () =>
      readdirSync(`/proc/${guest.pid}/task`).reduce((sum, tid) => sum + runNanoseconds(Number(tid)), 0);

    it('of perf are within what the kernel counts around it', async () => {
      const work = busy();
      const before = processNanoseconds();
      const counted = await countPerf(reach, {
        milliseconds: 500,
        events: ['task_clock', 'context_switches', 'cmt'],
      });
      const most = processNanoseconds() - before;
      await work;
      expect(counted).toMatchObject({ source: 'perf', milliseconds: 500, failures: [{ part: 'cmt' }] });
      expect(counted.counts.task_clock).toBeGreaterThan(0);
      expect(counted.counts.task_clock).toBeLessThan(most * 1.1);
      expect(counted.counts.context_switches).toBeGreaterThan(0);
    });

    it('are counted by /proc where perf is not installed', async () => {
      vi.stubEnv('PATH', '/nonexistent');
      onTestFinished(() => void vi.unstubAllEnvs());
      const work = busy();
      const before = processNanoseconds();
      const counted = await countPerf(reach, { milliseconds: 500 });
      const most = processNanoseconds() - before;
      await work;
      expect(counted.source).toBe('proc');
      expect(counted.counts.task_clock).toBeGreaterThan(0);
      expect(counted.counts.task_clock).toBeLessThanOrEqual(most);
      expect(Object.keys(counted.counts).sort()).toEqual(
        [
          'context_switches',
          'cpu_migrations',
          'page_faults',
          'page_faults_maj',
          'page_faults_min',
          'task_clock',
        ].sort(),
      );
      expect((await perfEvents()).source).toBe('proc');
    });

    it('are no longer counted when the caller leaves, and no perf stays behind', async () => {
      const controller = new AbortController();
      const counting = countPerf(reach, { milliseconds: 60_000, signal: controller.signal });
      await waitFor(() => expect(perfsOf(guest.pid)).toHaveLength(1));
      controller.abort(new Error('enough'));
      await expect(counting).rejects.toThrow('enough');
      await waitFor(() => expect(perfsOf(guest.pid)).toEqual([]));
    });
  });

  describe.skipIf(whyNoCgroup() !== undefined)('its control group', () => {
    let group: LabCgroup;

    beforeAll(() => {
      group = createCgroup(guest.pid, { memoryBytes: 1024 * MIB, cores: 1.5, tasks: 500 });
    });

    it('has the limits that were set, and the guest is alone in it', () => {
      const own = { version: group.version, path: group.path, isExclusive: true, hasAllThreads: true };
      expect(schedulerParameters(reach)).toEqual({
        group: own,
        weight: group.version === 1 ? 1024 : 100,
        periodSeconds: 0.1,
        quotaSeconds: 0.15,
        failures: [],
      });
      expect(memoryParameters(reach)).toMatchObject({
        group: own,
        hardLimitBytes: 1024 * MIB,
        softLimitBytes: null,
        swapHardLimitBytes: null,
      });
    });

    it('counts the CPU time, which grows', async () => {
      const low = group.readCpuSeconds();
      const stats = cpuStats(reach);
      const high = group.readCpuSeconds();
      expect(stats.source).toBe('cgroup');
      expect(stats.totalNanoseconds / 1e9).toBeGreaterThanOrEqual(low);
      expect(stats.totalNanoseconds / 1e9).toBeLessThanOrEqual(high);
      const perCpu = stats.perCpuNanoseconds?.reduce((sum, each) => sum + each, 0) ?? 0;
      if (group.version === 1) expect(perCpu).toBeGreaterThanOrEqual(stats.totalNanoseconds);
      else expect(stats.failures).toMatchObject([{ part: 'perCpu' }]);
    });

    it('is left when the guest is moved out', async () => {
      await using _ = group;
      const roots = group.version === 1 ? ['memory', 'cpu', 'cpuacct', 'pids'] : [''];
      for (const root of roots)
        writeFileSync(join('/sys/fs/cgroup', root, 'cgroup.procs'), String(guest.pid));
      expect(schedulerParameters(reach)).toMatchObject({
        group: { path: '/', isExclusive: false },
        quotaSeconds: null,
      });
      expect(cpuStats(reach).source).toBe('process');
    });
  });

  describe.skipIf(whyNoCgroup() !== undefined || !hasBlkio())('its group of block devices', () => {
    it('has the limits that were set, by the names of the devices', async () => {
      const path = `/qlab-${guest.pid}`;
      mkdirSync(`${BLKIO}${path}`);
      onTestFinished(async () => {
        writeFileSync(`${BLKIO}/cgroup.procs`, String(guest.pid));
        await waitFor(() => rmdirSync(`${BLKIO}${path}`));
      });
      const [name = ''] = readdirSync('/sys/block').filter((each) => !each.includes('!'));
      const number = readFileSync(`/sys/block/${name}/dev`, 'utf8').trim();
      writeFileSync(`${BLKIO}${path}/blkio.throttle.read_bps_device`, `${number} 1048576`);
      writeFileSync(`${BLKIO}${path}/blkio.throttle.write_iops_device`, `${number} 100`);
      writeFileSync(`${BLKIO}${path}/cgroup.procs`, String(guest.pid));
      const parameters = blkioParameters(reach);
      expect(parameters.group).toEqual({ version: 1, path, isExclusive: true, hasAllThreads: true });
      expect(parameters.devices).toEqual([
        {
          ...{ path: `/dev/${name}`, number, readBytesPerSecond: 1_048_576, writeBytesPerSecond: null },
          ...{ readOperationsPerSecond: null, writeOperationsPerSecond: 100 },
        },
      ]);
    });
  });

  it('is active until it is killed, and then has nothing more to tell', async () => {
    expect(await isActive(reach)).toBe(true);
    guest.signal('SIGKILL');
    await guest.exited;
    expect(await isActive(reach)).toBe(false);
    expect(() => emulatorPin(reach)).toThrow(UnsupportedError);
  });
});

function hasBlkio(): boolean {
  try {
    return readdirSync(BLKIO).includes('blkio.throttle.read_bps_device');
  } catch {
    return false;
  }
}

/** The processes of perf that count a process. */
function perfsOf(pid: number): readonly string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return words[0]?.endsWith('perf') === true && words.includes(String(pid));
    } catch {
      return false;
    }
  });
}
