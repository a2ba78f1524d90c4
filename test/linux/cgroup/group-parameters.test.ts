import { describe, expect, it } from 'vitest';
import { readBlkioParameters } from '../../../src/linux/cgroup/blkio-parameters.js';
import { GroupFiles } from '../../../src/linux/cgroup/group-files.js';
import { readMemoryParameters } from '../../../src/linux/cgroup/memory-parameters.js';
import { readSchedulerParameters } from '../../../src/linux/cgroup/scheduler-parameters.js';
import { readGuestCpuStats } from '../../../src/linux/guest-cpu-stats.js';
import { capturedTree, type TreeFiles } from '../captured-tree.js';
import { processFiles, taskFiles } from '../task-files.js';

const PID = 2145;
const V1_TEXT =
  '6:memory:/vm1\n5:cpuset:/vm1\n4:blkio:/vm1\n3:cpuacct:/vm1\n2:cpu:/vm1\n1:name=systemd:/a:b\n0::/\n';
const V2_PATH = '/machine.slice/vm1.scope';
const NO_LIMIT_V1 = '9223372036854771712\n';

/** The files of the groups in version 1, as Linux 6.18 prints them. */
const V1_GROUPS: TreeFiles = {
  'cpu/cgroup.sane_behavior': '0\n',
  'cpu/vm1/cpu.shares': '1024\n',
  'cpu/vm1/cpu.cfs_period_us': '100000\n',
  'cpu/vm1/cpu.cfs_quota_us': '150000\n',
  'cpu/vm1/tasks': '2145\n2147\n',
  'cpu/vm1/cgroup.procs': '2145\n',
  'cpuacct/vm1/cpuacct.usage': '2416349375552\n',
  'cpuacct/vm1/cpuacct.stat': 'user 222374\nsystem 19260\n',
  'cpuacct/vm1/cpuacct.usage_percpu': '1207526937977 1208822437575 \n',
  'cpuacct/vm1/cgroup.procs': '2145\n',
  'cpuacct/vm1/tasks': '2145\n2147\n',
  'memory/vm1/memory.limit_in_bytes': '536870912\n',
  'memory/vm1/memory.soft_limit_in_bytes': NO_LIMIT_V1,
  'memory/vm1/memory.memsw.limit_in_bytes': '1073741824\n',
  'memory/vm1/tasks': '2145\n2147\n',
  'memory/vm1/cgroup.procs': '2145\n2200\n',
  'blkio/vm1/blkio.bfq.weight': '100\n',
  'blkio/vm1/blkio.bfq.weight_device': 'default 100\n8:16 300\n',
  'blkio/vm1/blkio.throttle.read_bps_device': '8:0 1048576\n',
  'blkio/vm1/blkio.throttle.write_bps_device': '',
  'blkio/vm1/blkio.throttle.read_iops_device': '',
  'blkio/vm1/blkio.throttle.write_iops_device': '8:0 100\n8:32 7\n',
  'blkio/vm1/tasks': '2145\n2147\n',
  'blkio/vm1/cgroup.procs': '2145\n',
  'cpuset/vm1/cpuset.mems': '\n',
  'cpuset/vm1/cgroup.procs': '2145\n',
};

/** As Linux 6.1 prints them. */
const V2_GROUPS: TreeFiles = {
  'cgroup.controllers': 'cpuset cpu io memory pids\n',
  [`${V2_PATH.slice(1)}/cgroup.type`]: 'domain\n',
  [`${V2_PATH.slice(1)}/cgroup.procs`]: '2145\n',
  [`${V2_PATH.slice(1)}/cpu.weight`]: '200\n',
  [`${V2_PATH.slice(1)}/cpu.max`]: 'max 100000\n',
  [`${V2_PATH.slice(1)}/cpu.stat`]:
    'usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\nnr_periods 0\nnr_throttled 0\nthrottled_usec 0\nnr_bursts 0\nburst_usec 0\n',
  [`${V2_PATH.slice(1)}/memory.max`]: 'max\n',
  [`${V2_PATH.slice(1)}/memory.high`]: '5000000\n',
  [`${V2_PATH.slice(1)}/memory.low`]: '0\n',
  [`${V2_PATH.slice(1)}/memory.swap.max`]: '20000000\n',
  [`${V2_PATH.slice(1)}/io.weight`]: 'default 100\n8:16 200\n',
  [`${V2_PATH.slice(1)}/io.max`]:
    '8:16 rbps=2097152 wbps=max riops=max wiops=120\n8:0 rbps=max wbps=max riops=5 wiops=max\n',
};

const SYS: TreeFiles = {
  'sys/dev/block/8:0': { link: '../../devices/pci0000:00/ata1/block/sda' },
  'sys/dev/block/8:16': { link: '../../devices/pci0000:00/block/cciss!c0d0' },
};

async function rootsOf(groups: TreeFiles, cgroupText: string) {
  const below = (directory: string, files: TreeFiles): TreeFiles =>
    Object.fromEntries(Object.entries(files).map(([name, content]) => [`${directory}/${name}`, content]));
  const root = await capturedTree({
    ...below('proc', {
      ...processFiles(PID),
      ...taskFiles(PID, { tid: 2147 }),
      [`${PID}/cgroup`]: cgroupText,
    }),
    ...below('cgroup', groups),
    ...SYS,
  });
  return { procRoot: `${root}/proc`, cgroupRoot: `${root}/cgroup`, sysRoot: `${root}/sys` };
}

describe('in version 1', () => {
  const roots = () => rootsOf(V1_GROUPS, V1_TEXT);

  it('the scheduler has shares, a period and a quota', async () => {
    expect(readSchedulerParameters(await roots(), PID)).toEqual({
      group: { version: 1, path: '/vm1', isExclusive: true, hasAllThreads: true },
      weight: 1024,
      periodSeconds: 0.1,
      quotaSeconds: 0.15,
      failures: [],
    });
  });

  it('a quota of -1 is no limit', async () => {
    const groups = { ...V1_GROUPS, 'cpu/vm1/cpu.cfs_quota_us': '-1\n' };
    expect(readSchedulerParameters(await rootsOf(groups, V1_TEXT), PID)).toMatchObject({
      quotaSeconds: null,
      failures: [],
    });
  });

  it('memory has limits, of which the largest number is none, and no guarantee', async () => {
    expect(readMemoryParameters(await roots(), PID)).toEqual({
      group: { version: 1, path: '/vm1', isExclusive: false, hasAllThreads: true },
      hardLimitBytes: 536_870_912,
      softLimitBytes: null,
      minGuaranteeBytes: undefined,
      swapHardLimitBytes: 1_073_741_824,
      swapHardLimitCovers: 'memory and swap',
      failures: [{ part: 'minGuarantee', why: 'control groups of version 1 guarantee no memory' }],
    });
  });

  it('a group that is not visible has no figures, and the kernel is not blamed for it', async () => {
    const groups = Object.fromEntries(
      Object.entries(V1_GROUPS).filter(([path]) => !path.startsWith('cpu/vm1')),
    );
    const { weight, failures } = readSchedulerParameters(await rootsOf(groups, V1_TEXT), PID);
    expect(weight).toBeUndefined();
    expect(failures[0]).toMatchObject({
      part: 'weight',
      why: expect.stringMatching(
        /^the control groups of cpu are not visible here: there is nothing in \/.*\/cpu\/vm1$/,
      ),
    });
  });

  it('a kernel without accounting of swap does not tell its limit', async () => {
    const { 'memory/vm1/memory.memsw.limit_in_bytes': _, ...groups } = V1_GROUPS;
    const { swapHardLimitBytes, failures } = readMemoryParameters(await rootsOf(groups, V1_TEXT), PID);
    expect(swapHardLimitBytes).toBeUndefined();
    expect(failures).toContainEqual({
      part: 'swapHardLimit',
      why: 'this kernel has no memory.memsw.limit_in_bytes',
    });
  });

  it('block devices have limits by their numbers, and their names', async () => {
    const none = {
      weight: undefined,
      readBytesPerSecond: null,
      writeBytesPerSecond: null,
      readOperationsPerSecond: null,
      writeOperationsPerSecond: null,
    };
    expect(readBlkioParameters(await roots(), PID)).toEqual({
      group: { version: 1, path: '/vm1', isExclusive: true, hasAllThreads: true },
      weight: 100,
      devices: [
        { ...none, path: '/dev/cciss/c0d0', number: '8:16', weight: 300 },
        {
          ...none,
          path: '/dev/sda',
          number: '8:0',
          readBytesPerSecond: 1_048_576,
          writeOperationsPerSecond: 100,
        },
        { ...none, path: undefined, number: '8:32', writeOperationsPerSecond: 7 },
      ],
      failures: [],
    });
  });

  it('the CPU time is counted for each CPU of the host', async () => {
    expect(readGuestCpuStats(await roots(), PID)).toEqual({
      source: 'cgroup',
      totalNanoseconds: 2_416_349_375_552,
      userNanoseconds: 2_223_740_000_000,
      systemNanoseconds: 192_600_000_000,
      perCpuNanoseconds: [1_207_526_937_977, 1_208_822_437_575],
      failures: [],
    });
  });

  it.each([
    ['with another process', { 'cpuacct/vm1/cgroup.procs': '2145\n2200\n' }],
    ['with another process below it', { 'cpuacct/vm1/below/cgroup.procs': '2200\n' }],
    ['without one of its threads', { 'cpuacct/vm1/tasks': '2145\n' }],
  ])('a group %s does not count a guest', async (_, files) => {
    const stats = readGuestCpuStats(await rootsOf({ ...V1_GROUPS, ...files }, V1_TEXT), PID);
    expect(stats).toMatchObject({
      source: 'process',
      totalNanoseconds: 4_370_000_000,
      userNanoseconds: 3_500_000_000,
      systemNanoseconds: 870_000_000,
      perCpuNanoseconds: undefined,
      failures: [{ part: 'perCpu' }],
    });
  });

  it('the root of a hierarchy is a group that others are in', async () => {
    const groups: TreeFiles = {
      'cpu/cgroup.sane_behavior': '0\n',
      'cpu/cpu.shares': '1024\n',
      'cpu/cpu.cfs_quota_us': '-1\n',
      'cpu/cpu.cfs_period_us': '100000\n',
    };
    expect(readSchedulerParameters(await rootsOf(groups, '2:cpu:/\n'), PID)).toEqual({
      group: { version: 1, path: '/', isExclusive: false, hasAllThreads: false },
      weight: 1024,
      periodSeconds: 0.1,
      quotaSeconds: null,
      failures: [],
    });
  });
});

describe('in version 2', () => {
  const roots = () => rootsOf(V2_GROUPS, `0::${V2_PATH}\n`);
  const group = { version: 2, path: V2_PATH, isExclusive: true, hasAllThreads: true };

  it('the scheduler has a weight and a maximum', async () => {
    expect(readSchedulerParameters(await roots(), PID)).toEqual({
      group,
      weight: 200,
      periodSeconds: 0.1,
      quotaSeconds: null,
      failures: [],
    });
  });

  it('memory has a guarantee, and a limit of swap alone', async () => {
    expect(readMemoryParameters(await roots(), PID)).toEqual({
      group,
      hardLimitBytes: null,
      softLimitBytes: 5_000_000,
      minGuaranteeBytes: 0,
      swapHardLimitBytes: 20_000_000,
      swapHardLimitCovers: 'swap',
      failures: [],
    });
  });

  it('block devices have a line of limits each', async () => {
    expect(readBlkioParameters(await roots(), PID)).toMatchObject({
      group,
      weight: 100,
      devices: [
        {
          number: '8:16',
          weight: 200,
          readBytesPerSecond: 2_097_152,
          writeBytesPerSecond: null,
          readOperationsPerSecond: null,
          writeOperationsPerSecond: 120,
        },
        { number: '8:0', weight: undefined, readBytesPerSecond: null, readOperationsPerSecond: 5 },
      ],
      failures: [],
    });
  });

  it('the CPU time is counted, though not for each CPU', async () => {
    expect(readGuestCpuStats(await roots(), PID)).toEqual({
      source: 'cgroup',
      totalNanoseconds: 1_500_000_000,
      userNanoseconds: 1_000_000_000,
      systemNanoseconds: 500_000_000,
      perCpuNanoseconds: undefined,
      failures: [{ part: 'perCpu', why: 'control groups of version 2 do not count the time on each CPU' }],
    });
  });

  it('a controller that does not act on the group is why its figures are unknown', async () => {
    const groups: TreeFiles = {
      'cgroup.controllers': '',
      'vm/cgroup.type': 'domain\n',
      'vm/cgroup.procs': '2145\n',
    };
    const empty = await rootsOf(groups, '0::/vm\n');
    const why = (controller: string, name: string) =>
      `the controller ${controller} does not act on /vm: there is no ${name}`;
    expect(readSchedulerParameters(empty, PID)).toMatchObject({
      weight: undefined,
      periodSeconds: undefined,
      quotaSeconds: undefined,
      failures: [
        { part: 'weight', why: why('cpu', 'cpu.weight') },
        { part: 'quota', why: why('cpu', 'cpu.max') },
      ],
    });
    expect(readBlkioParameters(empty, PID)).toMatchObject({
      weight: undefined,
      devices: [],
      failures: [
        { part: 'weight', why: why('io', 'io.weight') },
        { part: 'limits', why: why('io', 'io.max') },
      ],
    });
  });

  it('nothing limits what is in the root', async () => {
    const roots = await rootsOf({ 'cgroup.controllers': 'cpu memory io\n' }, '0::/\n');
    expect(readMemoryParameters(roots, PID)).toMatchObject({
      group: { version: 2, path: '/', isExclusive: false },
      hardLimitBytes: null,
      softLimitBytes: null,
      swapHardLimitBytes: null,
    });
    expect(readSchedulerParameters(roots, PID)).toMatchObject({ weight: undefined, quotaSeconds: null });
    expect(readBlkioParameters(roots, PID)).toMatchObject({ devices: [] });
  });

  it('the group is the one above those of threads', async () => {
    const groups: TreeFiles = {
      ...V2_GROUPS,
      [`${V2_PATH.slice(1)}/emulator/cgroup.type`]: 'threaded\n',
      [`${V2_PATH.slice(1)}/vcpu0/cgroup.type`]: 'threaded\n',
    };
    const roots = await rootsOf(groups, `0::${V2_PATH}/emulator\n`);
    expect(readMemoryParameters(roots, PID)).toMatchObject({ group, softLimitBytes: 5_000_000 });
  });

  it.each([
    ['0\n', undefined],
    ['2145\n0\n', undefined],
    ['2145\n7\n', false],
    ['', undefined],
  ])('a group with the members %j is exclusive: %s', async (members, isExclusive) => {
    const groups = { ...V2_GROUPS, [`${V2_PATH.slice(1)}/cgroup.procs`]: members };
    const { group } = new GroupFiles(await rootsOf(groups, `0::${V2_PATH}\n`), PID, 'cpu');
    expect(group?.isExclusive).toBe(isExclusive);
  });
});

describe('in a hybrid system', () => {
  it('each controller is where it is', async () => {
    const { 'cpu/cgroup.sane_behavior': _, ...v1 } = V1_GROUPS;
    const groups: TreeFiles = {
      ...Object.fromEntries(Object.entries(v1).filter(([name]) => !name.startsWith('memory'))),
      ...Object.fromEntries(Object.entries(V2_GROUPS).map(([name, text]) => [`unified/${name}`, text])),
    };
    const text = V1_TEXT.replace('6:memory:/vm1\n', '').replace('0::/\n', `0::${V2_PATH}\n`);
    const roots = await rootsOf(groups, text);
    expect(readSchedulerParameters(roots, PID)).toMatchObject({ group: { version: 1 }, weight: 1024 });
    expect(readMemoryParameters(roots, PID)).toMatchObject({
      group: { version: 2 },
      softLimitBytes: 5_000_000,
    });
  });
});

it('without a visible hierarchy everything is unknown, with one reason', async () => {
  const roots = await rootsOf({}, '');
  expect(readMemoryParameters(roots, PID)).toEqual({
    group: undefined,
    hardLimitBytes: undefined,
    softLimitBytes: undefined,
    minGuaranteeBytes: undefined,
    swapHardLimitBytes: undefined,
    swapHardLimitCovers: undefined,
    failures: [{ part: 'group', why: 'no control groups of memory are visible' }],
  });
  expect(readGuestCpuStats(roots, PID)?.source).toBe('process');
});

it('a file that holds something else is a reason too', async () => {
  const groups = { ...V1_GROUPS, 'cpu/vm1/cpu.shares': 'many\n' };
  expect(readSchedulerParameters(await rootsOf(groups, V1_TEXT), PID)).toMatchObject({
    weight: undefined,
    failures: [{ part: 'weight', why: 'cpu.shares holds something else than expected' }],
  });
});
