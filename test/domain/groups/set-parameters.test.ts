import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { setBlkioParameters } from '../../../src/domain/groups/set-blkio-parameters.js';
import { setMemoryParameters } from '../../../src/domain/groups/set-memory-parameters.js';
import { setNumaParameters } from '../../../src/domain/groups/set-numa-parameters.js';
import { setSchedulerParameters } from '../../../src/domain/groups/set-scheduler-parameters.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { withPath } from '../control/guest-reach.js';
import { PID } from '../linux-reach.js';
import { fakeSystemctl, guestIn, hostOf } from './captured-group.js';

const MIB = 2 ** 20;

describe('in control groups of version 2', () => {
  it('limits of memory are written where they act', async () => {
    const { reach, read } = await guestIn(hostOf('/vm1'));
    const limits = { hardLimitBytes: 2 * MIB, softLimitBytes: MIB, minGuaranteeBytes: 4096 };
    expect(await setMemoryParameters(reach, { ...limits, swapHardLimitBytes: 0 })).toMatchObject({
      ...limits,
      swapHardLimitBytes: 0,
      swapHardLimitCovers: 'swap',
    });
    expect(await read('vm1/memory.max')).toBe(String(2 * MIB));
    await setMemoryParameters(reach, { hardLimitBytes: null });
    expect(await read('vm1/memory.max')).toBe('max');
  });

  it('quota and period are written together, and what is not given stays', async () => {
    const { reach, read } = await guestIn(hostOf('/vm1'));
    await setSchedulerParameters(reach, { quotaSeconds: 0.05, weight: 300 });
    expect(await read('vm1/cpu.max')).toBe('50000 100000');
    await setSchedulerParameters(reach, { periodSeconds: 0.2 });
    expect(await read('vm1/cpu.max')).toBe('50000 200000');
    await setSchedulerParameters(reach, { quotaSeconds: null });
    expect(await read('vm1/cpu.max')).toBe('max 200000');
    expect(await read('vm1/cpu.weight')).toBe('300');
  });

  it('limits of a disk are one line', async () => {
    const { reach, read } = await guestIn(hostOf('/vm1'));
    const device = { device: '/dev/sda', readBytesPerSecond: MIB, writeOperationsPerSecond: null };
    await setBlkioParameters(reach, { devices: [device] });
    expect(await read('vm1/io.max')).toBe(`8:0 rbps=${MIB} wiops=max`);
    await setBlkioParameters(reach, { weight: 500, devices: [{ device: '8:0', weight: 50 }] });
    expect(await read('vm1/io.bfq.weight')).toBe('8:0 50');
  });

  it('nodes are restricted where no backend has a policy', async () => {
    const backend = { size: 4096, policy: 'default', 'host-nodes': [] };
    const { reach, read } = await guestIn(hostOf('/vm1'), { replies: { 'query-memdev': [backend] } });
    await setNumaParameters(reach, { nodes: [1] });
    expect(await read('vm1/cpuset.mems')).toBe('1');
    const bound = [{ ...backend, id: 'ram0', policy: 'bind', 'host-nodes': [0] }];
    const other = await guestIn(hostOf('/vm1'), { replies: { 'query-memdev': bound } });
    await expect(setNumaParameters(other.reach, { nodes: [1] })).rejects.toThrow(
      'vm1: its memory backend ram0 has the policy bind, which QEMU keeps until it ends',
    );
  });

  it('a limit below what is held is refused unless it is forced, also the one that only slows down', async () => {
    const { reach, read } = await guestIn({ ...hostOf('/vm1'), 'cgroup/vm1/memory.current': `${8 * MIB}\n` });
    await expect(setMemoryParameters(reach, { hardLimitBytes: 2 * MIB })).rejects.toThrow(
      'vm1: its QEMU holds 8 MiB now: with 2 MiB the kernel may kill it; use force (--force) to do it anyway',
    );
    await expect(setMemoryParameters(reach, { softLimitBytes: 4 * MIB })).rejects.toThrow(
      'vm1: its QEMU holds 8 MiB now: with 4 MiB the kernel slows it down until that much is swapped out; use force (--force)',
    );
    expect(await read('vm1/memory.high')).toBe('max\n');
    await setMemoryParameters(reach, { softLimitBytes: 4 * MIB }, { force: true });
    expect(await read('vm1/memory.high')).toBe(String(4 * MIB));
  });

  it('nothing is written in a group of others, who are named', async () => {
    const { reach, read } = await guestIn(hostOf('/vms', `${PID}\n99\n`));
    const call = setMemoryParameters(reach, { hardLimitBytes: 2 * MIB });
    await expect(call).rejects.toThrow(
      'vm1: a limit would hit others: its control group /vms also holds 99 (sshd): start it in one of its own, such as by systemd-run or a unit',
    );
    expect(await read('vms/memory.max')).toBe('max\n');
  });

  it('a controller that does not act there is named', async () => {
    const { 'cgroup/vm1/memory.swap.max': _, ...files } = hostOf('/vm1');
    const { reach, read } = await guestIn(files);
    const call = setMemoryParameters(reach, { hardLimitBytes: 2 * MIB, swapHardLimitBytes: MIB });
    await expect(call).rejects.toThrow('vm1: its control group /vm1 has no memory.swap.max');
    expect(await read('vm1/memory.max')).toBe('max\n');
  });
});

describe('in the group of a unit', () => {
  it('systemd sets all in one go, and no file is written', async () => {
    const words = await fakeSystemctl();
    const { reach, read } = await guestIn(hostOf('/machine.slice/vm1.service'));
    await setMemoryParameters(reach, { hardLimitBytes: 2 * MIB, swapHardLimitBytes: null });
    const set = ['set-property', '--runtime', '--', 'vm1.service'];
    expect(await words()).toEqual([...set, `MemoryMax=${2 * MIB}`, 'MemorySwapMax=infinity']);
    expect(await read('machine.slice/vm1.service/memory.max')).toBe('max\n');
    await setSchedulerParameters(reach, { weight: 200, quotaSeconds: 0.125, periodSeconds: 0.1 });
    expect(await words()).toEqual([...set, 'CPUWeight=200', 'CPUQuotaPeriodSec=100000us', 'CPUQuota=125%']);
    await setSchedulerParameters(reach, { quotaSeconds: null });
    expect(await words()).toEqual([...set, 'CPUQuotaPeriodSec=100000us', 'CPUQuota=']);
    const device = {
      device: '/dev/sda',
      readBytesPerSecond: MIB,
      writeOperationsPerSecond: null,
      weight: 20,
    };
    await setBlkioParameters(reach, { weight: 30, devices: [device] });
    expect(await words()).toEqual([
      ...[...set, 'IOWeight=30', 'IODeviceWeight=/dev/sda 20'],
      ...[`IOReadBandwidthMax=/dev/sda ${MIB}`, 'IOWriteIOPSMax=/dev/sda infinity'],
    ]);
  });

  it('systemd gets a weight of BFQ above 100 on its own scale', async () => {
    const words = await fakeSystemctl();
    const { reach } = await guestIn(hostOf('/machine.slice/vm1.service'));
    await setBlkioParameters(reach, { weight: 1000, devices: [{ device: '8:0', weight: 136 }] });
    expect((await words()).slice(-2)).toEqual([
      'IOWeight=10000',
      expect.stringMatching(/^IODeviceWeight=.* 496$/),
    ]);
  });

  it('of a user, the way is named', async () => {
    const { reach } = await guestIn(hostOf('/user.slice/user@1000.service/vm1.scope'));
    await expect(setSchedulerParameters(reach, { weight: 200 })).rejects.toThrow(
      "vm1: its control group is of a user's own systemd, which sets it as that user: systemctl --user set-property --runtime -- vm1.scope CPUWeight=200",
    );
  });

  it('a systemctl that fails has changed nothing', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'systemctl'), '#!/bin/sh\necho "Access denied" >&2; exit 1\n');
    await chmod(join(directory, 'systemctl'), 0o755);
    withPath(directory);
    const { reach } = await guestIn(hostOf('/vm1.service'));
    await expect(setSchedulerParameters(reach, { weight: 200 })).rejects.toThrow(
      'vm1: setSchedulerParameters: systemctl: Access denied; nothing is changed',
    );
  });
});
