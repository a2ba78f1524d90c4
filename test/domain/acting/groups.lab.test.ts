import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { ControlError, ControlRefusedError } from '../../../src/domain/control/control-error.js';
import type { Domain } from '../../../src/domain/domain.js';
import { createCgroup, type LabCgroup, whyNoCgroup } from '../../lab/cgroup.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { waitFor } from '../../wait-for.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const MIB = 2 ** 20;
const BOOT_MS = 150_000;
const ROOT = '/sys/fs/cgroup';
/** In version 1 each controller has a hierarchy. */
const hasVersion1 = existsSync(join(ROOT, 'cpuset', 'cpuset.cpus'));

describe.skipIf(whyNoCgroup() !== undefined)(whyNoCgroup() ?? 'with control groups', () => {
  describeLab('the control groups', (lab) => {
    let guest: LabGuest;
    let domain: Domain;
    let group: LabCgroup;

    beforeAll(async () => {
      guest = await bootGuest(lab, { name: 'act-groups' });
      domain = await openLabGuest(guest);
      group = createCgroup(guest.pid, { memoryBytes: 1024 * MIB, cores: 1.5, tasks: 500 });
    }, BOOT_MS);
    afterAll(async () => {
      await domain?.[Symbol.asyncDispose]();
      await guest?.stop();
      await group?.[Symbol.asyncDispose]();
    });

    const read = (controller: string, file: string) =>
      readFileSync(join(ROOT, group.version === 1 ? controller : '', group.path, file), 'utf8').trim();
    const isV1 = () => group.version === 1;
    const memoryFile = () => read('memory', isV1() ? 'memory.limit_in_bytes' : 'memory.max');

    /** Has another process in the group until the test ends. */
    const withStranger = (controller: string) => {
      const procs = join(ROOT, isV1() ? controller : '', group.path, 'cgroup.procs');
      writeFileSync(procs, String(process.pid));
      onTestFinished(() =>
        writeFileSync(join(ROOT, isV1() ? controller : '', 'cgroup.procs'), String(process.pid)),
      );
    };

    succeeds('setMemoryParameters', 'limits the memory of the group', async () => {
      expect(await domain.setMemoryParameters({ hardLimitBytes: 900 * MIB })).toMatchObject({
        group: { path: group.path },
        hardLimitBytes: 900 * MIB,
      });
      expect(memoryFile()).toBe(String(900 * MIB));
      expect(
        await domain.setMemoryParameters({ hardLimitBytes: 2048 * MIB, softLimitBytes: 800 * MIB }),
      ).toMatchObject({ hardLimitBytes: 2048 * MIB, softLimitBytes: 800 * MIB });
      expect(await domain.setMemoryParameters({ hardLimitBytes: null, softLimitBytes: null })).toMatchObject({
        hardLimitBytes: null,
        softLimitBytes: null,
      });
      expect((await guest.run('echo alive')).output).toBe('alive\n');
    });

    succeeds(
      'setMemoryParameters',
      'sets limits of memory and of swap in the order that the kernel takes',
      async () => {
        const swap = (await domain.memoryParameters()).swapHardLimitBytes;
        if (swap === undefined) return;
        const limits = (mib: number) => ({
          hardLimitBytes: mib * MIB,
          swapHardLimitBytes: (mib + 100) * MIB,
        });
        for (const mib of [800, 1600, 700]) {
          expect(await domain.setMemoryParameters(limits(mib))).toMatchObject(limits(mib));
        }
        await domain.setMemoryParameters({ hardLimitBytes: null, swapHardLimitBytes: null });
      },
    );

    refuses('setMemoryParameters', 'a limit below what is used, and what is not valid', async () => {
      const before = memoryFile();
      await expect(domain.setMemoryParameters({ hardLimitBytes: 8 * MIB })).rejects.toThrow(
        /its QEMU holds .* now: with 8 MiB the kernel may kill it; use force \(--force\) to do it anyway$/,
      );
      await expect(domain.setMemoryParameters({})).rejects.toThrow(ControlRefusedError);
      await expect(domain.setMemoryParameters({ hardLimitBytes: -1 })).rejects.toThrow(ControlRefusedError);
      if (isV1())
        await expect(domain.setMemoryParameters({ minGuaranteeBytes: MIB })).rejects.toThrow(
          'act-groups: control groups of version 1 guarantee no memory',
        );
      expect(memoryFile()).toBe(before);
    });

    refuses('setMemoryParameters', 'a group that holds others too, by their names', async () => {
      withStranger('memory');
      await expect(domain.setMemoryParameters({ hardLimitBytes: 900 * MIB })).rejects.toThrow(
        new RegExp(
          `a limit would hit others: its control group ${group.path} also holds ${process.pid} \\(.+\\): start it`,
        ),
      );
      expect((await domain.memoryParameters()).hardLimitBytes).toBeNull();
    });

    succeeds('setSchedulerParameters', 'divides CPU time anew', async () => {
      const weight = isV1() ? 2048 : 200;
      expect(
        await domain.setSchedulerParameters({ weight, periodSeconds: 0.05, quotaSeconds: 0.04 }),
      ).toMatchObject({ weight, periodSeconds: 0.05, quotaSeconds: 0.04 });
      if (isV1()) {
        expect(read('cpu', 'cpu.shares')).toBe('2048');
        expect(read('cpu', 'cpu.cfs_quota_us')).toBe('40000');
        expect(read('cpu', 'cpu.cfs_period_us')).toBe('50000');
      } else {
        expect(read('cpu', 'cpu.max')).toBe('40000 50000');
      }
      expect(await domain.setSchedulerParameters({ quotaSeconds: null })).toMatchObject({
        quotaSeconds: null,
        periodSeconds: 0.05,
      });
    });

    succeeds('setSchedulerParameters', 'holds a guest to its quota', async () => {
      await domain.setSchedulerParameters({ periodSeconds: 0.1, quotaSeconds: 0.02 });
      const busy = guest.run('timeout 4 sh -c "while :; do :; done"');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const [before, beganMs] = [group.readCpuSeconds(), performance.now()];
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const share = (group.readCpuSeconds() - before) / ((performance.now() - beganMs) / 1000);
      await domain.setSchedulerParameters({ quotaSeconds: null });
      await busy;
      expect(share).toBeLessThan(0.3);
    });

    refuses('setSchedulerParameters', 'what the kernel does not take, and a group of others', async () => {
      for (const settings of [{ weight: 1e9 }, { periodSeconds: 2 }, { quotaSeconds: 0.0001 }, {}])
        await expect(domain.setSchedulerParameters(settings)).rejects.toThrow(ControlRefusedError);
      withStranger('cpu');
      await expect(domain.setSchedulerParameters({ quotaSeconds: 0.05 })).rejects.toThrow(
        'a limit would hit others',
      );
      expect(domain.schedulerParameters()).toMatchObject({ quotaSeconds: null });
    });

    describe.skipIf(!hasVersion1)('of version 1', () => {
      /** Has the guest in a group of another controller until the test ends. */
      const inGroup = (controller: string) => {
        const path = `/qlab-${guest.pid}-${controller}`;
        const directory = join(ROOT, controller, path);
        mkdirSync(directory);
        onTestFinished(async () => {
          writeFileSync(join(ROOT, controller, 'cgroup.procs'), String(guest.pid));
          await waitFor(() => rmdirSync(directory));
        });
        if (controller === 'cpuset') {
          writeFileSync(join(directory, 'cpuset.mems'), '0');
          writeFileSync(join(directory, 'cpuset.cpus'), '0-1');
        }
        writeFileSync(join(directory, 'cgroup.procs'), String(guest.pid));
        return (file: string) => readFileSync(join(directory, file), 'utf8').trim();
      };

      succeeds('setBlkioParameters', 'limits a disk of the host, all or none', async () => {
        const file = inGroup('blkio');
        const [name = ''] = readdirSync('/sys/block').filter((each) => !each.includes('!'));
        const number = readFileSync(`/sys/block/${name}/dev`, 'utf8').trim();
        const limits = { readBytesPerSecond: MIB, writeOperationsPerSecond: 100 };
        const after = await domain.setBlkioParameters({ devices: [{ device: `/dev/${name}`, ...limits }] });
        expect(after.devices).toMatchObject([{ path: `/dev/${name}`, number, ...limits }]);
        expect(file('blkio.throttle.read_bps_device')).toBe(`${number} ${MIB}`);
        expect(file('blkio.throttle.write_iops_device')).toBe(`${number} 100`);
        const freed = { readBytesPerSecond: null, writeOperationsPerSecond: null };
        expect(await domain.setBlkioParameters({ devices: [{ device: number, ...freed }] })).toMatchObject({
          devices: [],
        });
        expect(file('blkio.throttle.read_bps_device')).toBe('');
      });

      refuses('setBlkioParameters', 'a disk that is not there, and the group of everybody', async () => {
        const settings = { devices: [{ device: '/dev/nothing', readBytesPerSecond: 1 }] };
        await expect(domain.setBlkioParameters(settings)).rejects.toThrow(
          'act-groups: its QEMU has no control group of its own, and is in the root: start it in one of its own',
        );
        inGroup('blkio');
        await expect(domain.setBlkioParameters(settings)).rejects.toThrow(
          "this host has no disk '/dev/nothing'",
        );
        await expect(
          domain.setBlkioParameters({ devices: [{ device: '/dev/null', readBytesPerSecond: 1 }] }),
        ).rejects.toThrow(ControlRefusedError);
        await expect(domain.setBlkioParameters({})).rejects.toThrow(ControlRefusedError);
      });

      succeeds('setNumaParameters', 'restricts the memory to nodes', async () => {
        const file = inGroup('cpuset');
        const after = await domain.setNumaParameters({ nodes: [0] });
        expect(after).toMatchObject({ cpusetNodes: [0], allowedNodes: [0] });
        expect(file('cpuset.mems')).toBe('0');
        expect(file('cpuset.memory_migrate')).toBe('1');
      });

      refuses('setNumaParameters', 'nodes that this host does not have', async () => {
        await expect(domain.setNumaParameters({ nodes: [0] })).rejects.toThrow('in the root');
        const file = inGroup('cpuset');
        await expect(domain.setNumaParameters({ nodes: [0, 9] })).rejects.toThrow(
          'this host has no memory on node 9: it has nodes 0',
        );
        await expect(domain.setNumaParameters({ nodes: [] })).rejects.toThrow(ControlRefusedError);
        expect(file('cpuset.memory_migrate')).toBe('0');
      });
    });

    refuses(
      'setMemoryParameters',
      'half of what is asked for: the first is undone when the kernel refuses the second',
      async () => {
        if (!isV1()) return;
        // Swap and memory together below memory alone: the kernel refuses.
        const error = await domain
          .setMemoryParameters({ hardLimitBytes: 900 * MIB, swapHardLimitBytes: 800 * MIB })
          .catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(ControlError);
        expect(String(error)).toContain('nothing is changed');
        expect((await domain.memoryParameters()).hardLimitBytes).toBeNull();
      },
    );
  });
});
