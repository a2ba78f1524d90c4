import { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FilePool } from '../../src/linux/files/file-pool.js';
import { HostSampler } from '../../src/linux/host-sampler.js';
import { addToTree, capturedTree, type TreeFiles } from './captured-tree.js';

const STALLS =
  'some avg10=1.50 avg60=0.75 avg300=0.25 total=3419\nfull avg10=0.00 avg60=0.10 avg300=0.20 total=7\n';
const COUNTERS = '1 2 3 4 5 6 7 8 9 10 11';
const diskLine = (name: string) => ` 254 0 ${name} ${COUNTERS} 12 13 14 15 16 17\n`;
const netLine = (name: string) => `${name}: 1234 12 1 2 3 4 5 6 5678 34 7 8 9 10 11 12\n`;
const cpufreq = (cpu: number, current: string): TreeFiles => ({
  [`sys/devices/system/cpu/cpu${cpu}/cpufreq/scaling_cur_freq`]: current,
  [`sys/devices/system/cpu/cpu${cpu}/cpufreq/cpuinfo_min_freq`]: '800000\n',
  [`sys/devices/system/cpu/cpu${cpu}/cpufreq/cpuinfo_max_freq`]: '4000000\n',
});
const FILES: TreeFiles = {
  'proc/stat':
    'cpu  100 200 300 400 500 600 700 800 900 1000\ncpu0 1 1 1 1 1 1 1 1 1 1\ncpu2 1 1 1 1 1 1 1 1 1 1\nintr 5\n',
  ...cpufreq(0, '1000000\n'),
  ...cpufreq(2, '2000000\n'),
  'proc/meminfo': 'MemTotal:       24684084 kB\nActive(anon):       1560 kB\nHugePages_Free:        3\n',
  'proc/vmstat': 'nr_free_pages 1\npswpin 10\npswpout 20\n',
  'proc/self/smaps':
    'Size:                  4 kB\nKernelPageSize:        4 kB\nMMUPageSize:           4 kB\n',
  'proc/diskstats': ['sda', 'sda1', 'dm-0', 'loop0', 'nvme0c0n1'].map(diskLine).join(''),
  'sys/block/sda/device/model': '',
  'sys/block/dm-0/dm/name': '',
  'sys/block/loop0/size': '',
  'sys/block/nvme0c0n1/device/model': '',
  'sys/block/nvme0c0n1/hidden': '1\n',
  'proc/self/net/dev': `heading\nheading\n${['eth0', 'eth1', 'tap0', 'bond0'].map(netLine).join('')}`,
  'sys/class/net/eth0/device/vendor': '',
  'sys/class/net/eth0/speed': '25000\n',
  'sys/class/net/eth1/device/vendor': '',
  'sys/class/net/eth1/speed': '-1\n',
  'sys/class/net/tap0/speed': '10\n',
  'sys/class/net/bond0/bonding/mode': '',
  'sys/class/net/bond0/speed': '50000\n',
  'proc/pressure/cpu': STALLS.split('\n')[0] ?? '',
  'proc/pressure/io': STALLS,
  'proc/pressure/memory': STALLS,
  ...hugepages(2048, 4),
  ...hugepages(1_048_576, 1),
  'sys/kernel/mm/ksm/run': '1\n',
  'sys/kernel/mm/ksm/pages_shared': '2\n',
  'sys/kernel/mm/ksm/pages_sharing': '3\n',
  'sys/kernel/mm/ksm/pages_unshared': '4\n',
  'sys/kernel/mm/ksm/pages_volatile': '5\n',
  'sys/kernel/mm/ksm/full_scans': '6\n',
  'proc/sys/kernel/hostname': 'node7\n',
  'sys/class/dmi/id/product_uuid': 'abcd0000-0000-0000-0000-000000000001\n',
};

function hugepages(kib: number, total: number): TreeFiles {
  const directory = `sys/kernel/mm/hugepages/hugepages-${kib}kB`;
  return {
    [`${directory}/nr_hugepages`]: `${total}\n`,
    [`${directory}/free_hugepages`]: '1\n',
    [`${directory}/resv_hugepages`]: '2\n',
    [`${directory}/surplus_hugepages`]: '0\n',
  };
}

function newSampler(procRoot: string, sysRoot: string) {
  const pool = new FilePool();
  onTestFinished(() => pool.close());
  return { pool, sampler: new HostSampler(procRoot, sysRoot, pool) };
}

async function capturedSampler(files: TreeFiles) {
  const root = await capturedTree(files);
  return { root, ...newSampler(`${root}/proc`, `${root}/sys`) };
}

describe('HostSampler', () => {
  it('reads everything', async () => {
    const { sampler } = await capturedSampler(FILES);
    const { disks, nets, ...sample } = sampler.read();
    expect(sample).toEqual({
      monotonicSeconds: expect.any(Number),
      name: 'node7',
      uuid: 'abcd0000-0000-0000-0000-000000000001',
      cpu: {
        cores: 2,
        times: {
          user: 1,
          nice: 2,
          system: 3,
          idle: 4,
          iowait: 5,
          irq: 6,
          softirq: 7,
          steal: 8,
          guest: 9,
          guestNice: 10,
        },
        currentHertz: 1.5e9,
        minimumHertz: 8e8,
        maximumHertz: 4e9,
      },
      memory: { MemTotal: 24_684_084 * 1024, 'Active(anon)': 1560 * 1024, HugePages_Free: 3 },
      swap: { inBytes: 40_960, outBytes: 81_920 },
      pressure: {
        cpu: { some: { avg10: 1.5, avg60: 0.75, avg300: 0.25, totalMicroseconds: 3419 }, full: undefined },
        io: {
          some: { avg10: 1.5, avg60: 0.75, avg300: 0.25, totalMicroseconds: 3419 },
          full: { avg10: 0, avg60: 0.1, avg300: 0.2, totalMicroseconds: 7 },
        },
        memory: expect.objectContaining({ some: expect.anything() }),
      },
      hugepages: [
        { pageBytes: 2_097_152, total: 4, free: 1, reserved: 2, surplus: 0 },
        { pageBytes: 1_073_741_824, total: 1, free: 1, reserved: 2, surplus: 0 },
      ],
      ksm: {
        isRunning: true,
        pagesShared: 2,
        pagesSharing: 3,
        pagesUnshared: 4,
        pagesVolatile: 5,
        fullScans: 6,
        pageBytes: 4096,
      },
      failures: [],
    });
    expect(disks?.map(({ name, isPhysical }) => [name, isPhysical])).toEqual([
      ['sda', true],
      ['sda1', false],
      ['dm-0', false],
      ['loop0', false],
      ['nvme0c0n1', false],
    ]);
    expect(disks?.[0]).toEqual({
      name: 'sda',
      isPhysical: true,
      inFlight: 9,
      counters: {
        reads: 1,
        readsMerged: 2,
        sectorsRead: 3,
        readMilliseconds: 4,
        writes: 5,
        writesMerged: 6,
        sectorsWritten: 7,
        writeMilliseconds: 8,
        busyMilliseconds: 10,
        weightedMilliseconds: 11,
      },
    });
    expect(nets?.map(({ name, isPhysical, bitsPerSecond }) => [name, isPhysical, bitsPerSecond])).toEqual([
      ['eth0', true, 25e9],
      ['eth1', true, undefined],
      ['tap0', false, undefined],
      ['bond0', false, 50e9],
    ]);
    expect(nets?.[0]?.counters).toMatchObject({ receivedBytes: 1234, transmittedBytes: 5678 });
  });

  it('knows nothing of a host that shows nothing, without failures', async () => {
    const { sampler, pool } = await capturedSampler({});
    const { monotonicSeconds: _, failures, ...parts } = sampler.read();
    expect(Object.values(parts).filter((part) => part !== undefined)).toEqual([]);
    expect(failures).toEqual([]);
    expect(pool.size).toBe(0);
  });

  it('loses only the part whose file is broken, and reports why', async () => {
    const { root, sampler } = await capturedSampler(FILES);
    await rm(`${root}/proc/meminfo`);
    await addToTree(root, { 'proc/meminfo/a-directory': '' });
    expect(sampler.read()).toMatchObject({
      memory: undefined,
      name: 'node7',
      failures: [{ part: 'memory', why: 'EISDIR: illegal operation on a directory, read' }],
    });
  });

  it('knows no pressure on a kernel without PSI', async () => {
    const { root, sampler } = await capturedSampler(FILES);
    await rm(`${root}/proc/pressure`, { recursive: true });
    expect(sampler.read()).toMatchObject({ pressure: undefined, name: 'node7', failures: [] });
  });

  it('classifies devices again when a name is new', async () => {
    const { root, sampler } = await capturedSampler(FILES);
    sampler.read();
    await addToTree(root, {
      'sys/block/sdb/device': '',
      'sys/class/net/eth2/device': '',
      'sys/class/net/eth2/speed': '10\n',
    });
    await writeFile(`${root}/proc/diskstats`, diskLine('sdb'));
    await writeFile(`${root}/proc/self/net/dev`, `heading\nheading\n${netLine('eth2')}`);
    expect(sampler.read()).toMatchObject({
      disks: [{ name: 'sdb', isPhysical: true }],
      nets: [{ name: 'eth2', isPhysical: true, bitsPerSecond: 1e7 }],
    });
  });

  it('takes whole devices where none has a device of its own', async () => {
    const { sampler } = await capturedSampler({
      'proc/diskstats': ['dm-0', 'dm-0p1', 'loop0', 'ram0', 'zram0'].map(diskLine).join(''),
      ...Object.fromEntries(['dm-0', 'loop0', 'ram0', 'zram0'].map((name) => [`sys/block/${name}/size`, ''])),
    });
    expect(sampler.read().disks?.map(({ isPhysical }) => isPhysical)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('takes the frequency of /proc/cpuinfo where there is no cpufreq', async () => {
    const { sampler } = await capturedSampler({
      'proc/stat': 'cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3 4 5 6 7 8 9 10\n',
      'proc/cpuinfo': 'processor\t: 0\ncpu MHz\t\t: 2600.000\n\nprocessor\t: 1\ncpu MHz\t\t: 2800.500\n\n',
    });
    expect(sampler.read().cpu).toMatchObject({ cores: 1, currentHertz: 2.70025e9, maximumHertz: undefined });
  });

  it('reads this host, twice, and closes its files', () => {
    const { pool, sampler } = newSampler('/proc', '/sys');
    const first = sampler.read();
    const size = pool.size;
    const second = sampler.read();
    expect(second.failures).toEqual([]);
    expect(second.name).toBe(hostname());
    expect(second.memory?.MemTotal).toBeGreaterThan(2 ** 20);
    expect(second.cpu?.cores).toBeGreaterThan(0);
    expect(second.nets?.map(({ name }) => name)).toContain('lo');
    expect(second.monotonicSeconds).toBeGreaterThan(first.monotonicSeconds);
    expect(second.cpu?.times.user).toBeGreaterThanOrEqual(first.cpu?.times.user ?? Infinity);
    expect(pool.size).toBe(size);
    sampler.close();
    expect(pool.size).toBe(0);
  });
});
