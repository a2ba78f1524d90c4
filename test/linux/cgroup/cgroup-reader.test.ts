import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CgroupReader } from '../../../src/linux/cgroup/cgroup-reader.js';
import { Cgroups } from '../../../src/linux/cgroup/cgroups.js';
import { FilePool } from '../../../src/linux/files/file-pool.js';
import { readProcStat } from '../../../src/linux/proc-stat.js';
import { ProcessReader } from '../../../src/linux/process-reader.js';
import { waitFor } from '../../wait-for.js';
import { capturedTree, type TreeFiles } from '../captured-tree.js';

const STALL = 'some avg10=1.00 avg60=2.00 avg300=3.00 total=4\n';
const NO_LIMIT_V1 = '9223372036854771712\n';

function below(directory: string, files: TreeFiles): TreeFiles {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`${directory}/${name}`, content]),
  );
}

const V2_GROUP: TreeFiles = {
  'cgroup.type': 'domain\n',
  'cpu.stat':
    'usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\nnr_periods 12\nnr_throttled 3\nthrottled_usec 250000\n',
  'cpu.max': '150000 100000\n',
  'cpu.weight': '200\n',
  'memory.current': '1000\n',
  'memory.max': 'max\n',
  'memory.high': '5000\n',
  'memory.min': '3000\n',
  'memory.stat': 'anon 4096\nworkingset_refault_anon 5\nworkingset_refault_file 70\n',
  'memory.swap.current': '10\n',
  'memory.swap.max': '20\n',
  'memory.events': 'low 0\nhigh 1\nmax 2\noom 3\noom_kill 4\n',
  'pids.current': '7\n',
  'pids.max': 'max\n',
  'io.stat':
    '8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=0 dios=0\n8:16 rbytes=10 wbytes=20 rios=30 wios=40 dbytes=0 dios=0\n',
  'cpu.pressure': STALL,
  'io.pressure': STALL,
  'memory.pressure': STALL,
};
const V2_TREE: TreeFiles = {
  'cgroup.controllers': 'cpu io memory pids\n',
  'cpu.stat': 'usage_usec 99\n',
  ...below('machine.slice', {
    'cgroup.type': 'domain\n',
    'memory.max': '4096\n',
    'memory.high': 'max\n',
    'memory.min': '2048\n',
    'cpu.max': 'max 100000\n',
    'pids.max': '100\n',
  }),
  ...below('machine.slice/vm1.scope', V2_GROUP),
};
const STALLED = { some: { avg10: 1, avg60: 2, avg300: 3, totalMicroseconds: 4 }, full: undefined };
const V2_SAMPLE = {
  version: 2,
  path: '/machine.slice/vm1.scope',
  cpu: {
    usageSeconds: 1.5,
    limitCores: 1.5,
    weight: 200,
    periods: 12,
    throttledPeriods: 3,
    throttledSeconds: 0.25,
  },
  memory: {
    usageBytes: 1000,
    limitBytes: 4096,
    highBytes: 5000,
    minBytes: 2048,
    swapUsageBytes: 10,
    swapLimitBytes: 20,
    oomKills: 4,
  },
  io: { readBytes: 11, writtenBytes: 22, readOperations: 33, writeOperations: 44 },
  tasks: { current: 7, limit: 100 },
  pressure: { cpu: STALLED, io: STALLED, memory: STALLED },
};

/** A reader of a process whose /proc/PID/cgroup is what `texts` gives, one after another, the last for good. */
function newReader(root: string, cgroupRoot: string | undefined, texts: readonly (string | undefined)[]) {
  const pool = new FilePool();
  onTestFinished(() => pool.close());
  const groups = new Cgroups(`${root}/proc`, cgroupRoot, pool);
  let reads = 0;
  const process = { readCgroupText: () => texts[Math.min(reads++, texts.length - 1)] };
  return { pool, groups, reader: new CgroupReader(process, groups) };
}

async function mountedTree(files: TreeFiles, mounts: readonly string[]): Promise<string> {
  const root = await capturedTree(files);
  await mkdir(`${root}/proc/self`, { recursive: true });
  const lines = mounts.map((line, at) => `${40 + at} 31 0:32 ${line.replace('ROOT', root)}\n`);
  await writeFile(`${root}/proc/self/mountinfo`, lines.join(''));
  return root;
}

describe('CgroupReader with version 2', () => {
  it('reads everything, with the limit in force', async () => {
    const root = await mountedTree(below('cgroup', V2_TREE), [
      '/ ROOT/cgroup rw shared:9 - cgroup2 cgroup2 rw,nsdelegate',
    ]);
    const { reader } = newReader(root, undefined, ['0::/machine.slice/vm1.scope\n']);
    expect(reader.read()).toEqual(V2_SAMPLE);
    expect(reader.read()).toEqual(V2_SAMPLE);
  });

  it('reads what was swapped only when asked: by refaults where the kernel counts no swapping of a group', async () => {
    const root = await mountedTree(below('cgroup', V2_TREE), [
      '/ ROOT/cgroup rw shared:9 - cgroup2 cgroup2 rw',
    ]);
    const { reader } = newReader(root, undefined, ['0::/machine.slice/vm1.scope\n']);
    reader.read();
    expect(reader.readSwapTraffic(4096)).toEqual({ inBytes: 20_480, outBytes: undefined });
    const counted = 'zswap 1024\nzswapped 4096\nworkingset_refault_anon 5\npswpin 6\npswpout 7\n';
    await writeFile(`${root}/cgroup/machine.slice/vm1.scope/memory.stat`, counted);
    expect(reader.readSwapTraffic(4096)).toEqual({
      ...{ inBytes: 24_576, outBytes: 28_672 },
      ...{ zswappedBytes: 4096, zswapBytes: 1024 },
    });
  });

  it('finds out whether the process is alone in the group and those below it', async () => {
    const root = await mountedTree(below('cgroup', V2_TREE), [
      '/ ROOT/cgroup rw shared:9 - cgroup2 cgroup2 rw',
    ]);
    const { reader } = newReader(root, undefined, ['0::/machine.slice/vm1.scope\n']);
    expect(reader.isOwnedBy(2145)).toBeUndefined();
    reader.read();
    const procs = `${root}/cgroup/machine.slice/vm1.scope/cgroup.procs`;
    await writeFile(procs, '2145\n');
    expect(reader.isOwnedBy(2145)).toBe(true);
    await writeFile(procs, '2145\n2146\n');
    expect(reader.isOwnedBy(2145)).toBe(false);
  });

  it('reads below a root that is given', async () => {
    const root = await capturedTree(V2_TREE);
    expect(newReader(root, root, ['0::/machine.slice/vm1.scope\n']).reader.read()).toEqual(V2_SAMPLE);
  });

  it('finds a group where a part of the hierarchy is mounted', async () => {
    const root = await mountedTree(below('part', V2_GROUP), ['/docker/a ROOT/part rw - cgroup2 cgroup2 rw']);
    expect(newReader(root, undefined, ['0::/docker/a\n']).reader.read()).toMatchObject({
      path: '/',
      tasks: { current: 7 },
    });
    expect(newReader(root, undefined, ['0::/docker/ab\n']).reader.read()).toBeUndefined();
    expect(newReader(root, undefined, ['0::/docker\n']).reader.read()).toBeUndefined();
  });

  it('finds what lies outside of our namespace only where that is mounted', async () => {
    const ours = await mountedTree(V2_TREE, ['/ ROOT rw - cgroup2 cgroup2 rw']);
    expect(newReader(ours, undefined, ['0::/../machine.slice/vm1.scope\n']).reader.read()).toBeUndefined();
    const all = await mountedTree(V2_TREE, ['/.. ROOT rw - cgroup2 cgroup2 rw']);
    expect(newReader(all, undefined, ['0::/../machine.slice/vm1.scope\n']).reader.read()).toEqual(V2_SAMPLE);
    expect(newReader(all, undefined, ['0::/../../other\n']).reader.read()).toBeUndefined();
  });

  it('takes the domain of a process whose threads are in groups of their own', async () => {
    const threaded = below('machine.slice/vm1.scope/libvirt/emulator', {
      'cgroup.type': 'threaded\n',
      'cpu.stat': 'usage_usec 1\n',
    });
    const root = await capturedTree({
      ...V2_TREE,
      ...threaded,
      'machine.slice/vm1.scope/libvirt/cgroup.type': 'threaded\n',
    });
    expect(newReader(root, root, ['0::/machine.slice/vm1.scope/libvirt/emulator\n']).reader.read()).toEqual(
      V2_SAMPLE,
    );
  });

  it('does not take the root of the hierarchy for a group', async () => {
    const root = await capturedTree(V2_TREE);
    expect(newReader(root, root, ['0::/\n']).reader.read()).toBeUndefined();
  });

  it('leaves unknown what the group has no controllers for', async () => {
    const root = await capturedTree({
      'cgroup.controllers': '',
      'vm/cgroup.type': 'domain\n',
      'vm/cpu.stat': 'usage_usec 1000000\n',
    });
    const sample = newReader(root, root, ['0::/vm\n']).reader.read();
    expect(sample).toEqual({
      version: 2,
      path: '/vm',
      cpu: {
        usageSeconds: 1,
        limitCores: undefined,
        weight: undefined,
        periods: undefined,
        throttledPeriods: undefined,
        throttledSeconds: undefined,
      },
      memory: undefined,
      io: undefined,
      tasks: undefined,
      pressure: undefined,
    });
  });
});

describe('CgroupReader with version 1', () => {
  const TREE: TreeFiles = {
    'memory/vm1/memory.usage_in_bytes': '1000\n',
    'memory/vm1/memory.limit_in_bytes': NO_LIMIT_V1,
    'memory/vm1/memory.memsw.usage_in_bytes': '1500\n',
    'memory/vm1/memory.memsw.limit_in_bytes': NO_LIMIT_V1,
    'memory/vm1/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
    'memory/memory.limit_in_bytes': '8000\n',
    'memory/memory.memsw.limit_in_bytes': '9000\n',
    'cpu,cpuacct/vm1/cpu.cfs_quota_us': '50000\n',
    'cpu,cpuacct/vm1/cpu.cfs_period_us': '100000\n',
    'cpu,cpuacct/cpu.cfs_quota_us': '-1\n',
    'cpu,cpuacct/vm1/cpu.shares': '1024\n',
    'cpu,cpuacct/vm1/cpu.stat': 'nr_periods 5\nnr_throttled 1\nthrottled_time 2000000000\n',
    'cpu,cpuacct/vm1/cpuacct.usage': '3000000000\n',
    'blkio/vm1/blkio.throttle.io_service_bytes':
      '8:0 Read 1\n8:0 Write 2\n8:0 Sync 3\n8:0 Total 3\n8:16 Read 10\nTotal 13\n',
    'blkio/vm1/blkio.throttle.io_serviced': '8:0 Read 4\n8:0 Write 5\nTotal 9\n',
    'pids/vm1/pids.current': '6\n',
    'pids/vm1/pids.max': '60\n',
  };
  const TEXT = '11:memory:/vm1\n10:cpu,cpuacct:/vm1\n9:blkio:/vm1\n8:pids:/vm1\n1:name=systemd:/a:b\n';
  const SAMPLE = {
    version: 1,
    path: '/vm1',
    cpu: {
      usageSeconds: 3,
      limitCores: 0.5,
      weight: 1024,
      periods: 5,
      throttledPeriods: 1,
      throttledSeconds: 2,
    },
    memory: {
      usageBytes: 1000,
      limitBytes: 8000,
      highBytes: undefined,
      swapUsageBytes: 500,
      swapLimitBytes: 1000,
      oomKills: 2,
    },
    io: { readBytes: 11, writtenBytes: 2, readOperations: 4, writeOperations: 5 },
    tasks: { current: 6, limit: 60 },
    pressure: undefined,
  };

  it('reads everything, with the limit in force', async () => {
    const root = await capturedTree(TREE);
    expect(newReader(root, root, [TEXT]).reader.read()).toEqual(SAMPLE);
  });

  it('takes each part from its own hierarchy in a hybrid system', async () => {
    const root = await capturedTree({
      ...Object.fromEntries(Object.entries(TREE).filter(([path]) => !path.startsWith('pids'))),
      'unified/cgroup.controllers': 'pids\n',
      ...below('unified/vm1', {
        'cgroup.type': 'domain\n',
        'pids.current': '6\n',
        'pids.max': '60\n',
        'cpu.stat': 'usage_usec 0\n',
        'cpu.pressure': STALL,
      }),
    });
    expect(newReader(root, root, [`${TEXT.replace('8:pids:/vm1\n', '')}0::/vm1\n`]).reader.read()).toEqual({
      ...SAMPLE,
      pressure: { cpu: STALLED, io: undefined, memory: undefined },
    });
  });
});

describe('the groups of several guests', () => {
  it('are opened once for guests that share one, and closed with the last', async () => {
    const root = await capturedTree(V2_TREE);
    const text = '0::/machine.slice/vm1.scope\n';
    const { pool, groups, reader } = newReader(root, root, [text]);
    const other = new CgroupReader({ readCgroupText: () => text }, groups);
    reader.read();
    const size = pool.size;
    expect(other.read()).toEqual(V2_SAMPLE);
    expect(pool.size).toBe(size);
    reader.close();
    reader.close();
    expect(other.read()).toEqual(V2_SAMPLE);
    other.close();
    expect(pool.size).toBe(0);
  });

  it('are opened again for a guest that is moved, and closed when it ends', async () => {
    const root = await capturedTree({ ...V2_TREE, ...below('vm2', { ...V2_GROUP, 'pids.current': '8\n' }) });
    const { pool, reader } = newReader(root, root, ['0::/machine.slice/vm1.scope\n', '0::/vm2\n', undefined]);
    expect(reader.read()?.tasks?.current).toBe(7);
    expect(reader.read()).toMatchObject({ path: '/vm2', tasks: { current: 8 } });
    expect(reader.read()).toBeUndefined();
    expect(pool.size).toBe(0);
  });
});

const MEMORY_V1 = '/sys/fs/cgroup/memory';
const canMakeV1 = process.geteuid?.() === 0 && existsSync(`${MEMORY_V1}/cgroup.sane_behavior`);

describe.skipIf(!canMakeV1)('CgroupReader on the real kernel, version 1', () => {
  it('releases a group that is removed, and opens the one in its place', async () => {
    const group = `${MEMORY_V1}/qgauge-again-${process.pid}`;
    onTestFinished(() => rmdir(group));
    using pool = new FilePool();
    const file = pool.file(`${group}/memory.usage_in_bytes`);
    await mkdir(group);
    expect(file.read()).toBe('0\n');
    await rmdir(group);
    await mkdir(group);
    expect(file.read()).toBeUndefined();
    expect(pool.size).toBe(0);
    expect(file.read()).toBe('0\n');
  });

  it('follows a process into a group with a limit, and out of it', async () => {
    const group = `${MEMORY_V1}/qgauge-test-${process.pid}`;
    await mkdir(group);
    const child = await startSleeper();
    const { pid = 0 } = child;
    onTestFinished(async () => {
      child.kill('SIGKILL');
      if (child.signalCode === null) await once(child, 'exit');
      // The kernel takes a dead process out of its group a moment later.
      await waitFor(() => rmdir(group));
    });
    using pool = new FilePool();
    using guest = new ProcessReader('/proc', pid, readProcStat('/proc', pid)?.startTicks ?? 0, pool);
    using reader = new CgroupReader(guest, new Cgroups('/proc', undefined, pool));
    await writeFile(`${group}/memory.limit_in_bytes`, `${64 * 2 ** 20}\n`);
    await writeFile(`${group}/cgroup.procs`, `${pid}\n`);
    guest.read();
    expect(reader.read()).toMatchObject({
      version: 1,
      path: `/qgauge-test-${process.pid}`,
      memory: { limitBytes: 64 * 2 ** 20, usageBytes: expect.any(Number), oomKills: 0 },
    });
    await writeFile(`${MEMORY_V1}/cgroup.procs`, `${pid}\n`);
    guest.read();
    expect(reader.read()?.memory).toBeUndefined();
  });
});

async function startSleeper(): Promise<ChildProcess> {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}
