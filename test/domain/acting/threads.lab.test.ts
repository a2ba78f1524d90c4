import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { ControlRefusedError } from '../../../src/domain/control/control-error.js';
import { Domain } from '../../../src/domain/domain.js';
import { NoSuchDeviceError } from '../../../src/domain/domain-error.js';
import { parseCpuList } from '../../../src/support/cpu-list.js';
import { PAUSED_MACHINE, startBareQemu } from '../../bare-qemu.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runCommand } from '../../lab/run-command.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const CPUSET = '/sys/fs/cgroup/cpuset';

describeLab('threads', (lab) => {
  let images: string;
  let guest: LabGuest;
  let domain: Domain;

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qg-'));
    guest = await bootGuest(lab, {
      ...{ name: 'act-threads', cpus: 2, iothread: true },
      disks: [createRawImage(images, 'plain', 16)],
    });
    domain = await openLabGuest(guest);
  }, BOOT_MS);
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
    rmSync(images, { recursive: true, force: true });
  });

  /** What taskset(1) says: `pid 2147's current affinity list: 0,1`. */
  const affinityOf = async (tid: number | undefined) => {
    const output = await runCommand('taskset', ['-pc', String(tid)]);
    return parseCpuList(output.split(': ')[1] ?? '');
  };
  const affinities = async () =>
    Object.fromEntries(
      await Promise.all(
        readdirSync(`/proc/${guest.pid}/task`).map(async (tid) => [tid, await affinityOf(Number(tid))]),
      ),
    );

  succeeds('pinVcpu', 'lets a vCPU run on these CPUs alone, and no other thread', async () => {
    const before = await affinities();
    const pinned = await domain.pinVcpu(1, [1]);
    expect(pinned).toMatchObject({ number: 1, affinity: [1] });
    expect(await affinityOf(pinned.hostThreadId)).toEqual([1]);
    const after = await affinities();
    const changed = Object.keys(before).filter((tid) => String(before[tid]) !== String(after[tid]));
    expect(changed).toEqual([String(pinned.hostThreadId)]);
    expect(await domain.pinVcpu(1, [0, 1])).toMatchObject({ affinity: [0, 1] });
  });

  refuses('pinVcpu', 'another vCPU, and CPUs that cannot be used', async () => {
    const before = await affinities();
    await expect(domain.pinVcpu(2, [0])).rejects.toThrow(NoSuchDeviceError);
    await expect(domain.pinVcpu(0, [0, 4711])).rejects.toThrow('CPU 4711 cannot be used: this host has 0');
    await expect(domain.pinVcpu(0, [])).rejects.toThrow(ControlRefusedError);
    expect(await affinities()).toEqual(before);
  });

  refuses('pinVcpu', 'a vCPU that shares its thread', async () => {
    const path = join(await temporaryDirectory(), 's');
    const machine = PAUSED_MACHINE.map((word) => (word === 'tcg' ? 'tcg,thread=single' : word));
    const args = [...machine, '-smp', '2', '-qmp', `unix:${path},server=on,wait=off`];
    const { pid } = await startBareQemu(lab.qemu, args, { ready: path });
    await using single = await Domain.open(path, { control: true });
    await expect(single.pinVcpu(1, [0])).rejects.toThrow(
      /vCPU 1 has no thread of its own: TCG runs all vCPUs in one \(thread=single\); 'taskset -pc LIST \d+' pins them all$/,
    );
    for (const tid of readdirSync(`/proc/${pid}/task`)) expect(await affinityOf(Number(tid))).toEqual([0, 1]);
  });

  succeeds('pinEmulator', 'lets all other threads run on these CPUs alone', async () => {
    expect(await domain.pinEmulator([0])).toEqual([0]);
    const threads = await domain.emulatorThreads();
    for (const { hostThreadId } of threads) expect(await affinityOf(hostThreadId)).toEqual([0]);
    const { vcpus } = await domain.vcpuInfo();
    for (const { hostThreadId } of vcpus) expect(await affinityOf(hostThreadId)).toEqual([0, 1]);
    expect(await domain.pinEmulator([0, 1])).toEqual([0, 1]);
  });

  refuses('pinEmulator', 'CPUs that its control group leaves out', async () => {
    const group = join(CPUSET, `qlab-${guest.pid}`);
    mkdirSync(group);
    onTestFinished(async () => {
      writeFileSync(join(CPUSET, 'cgroup.procs'), String(guest.pid));
      await waitFor(() => rmdirSync(group));
      await domain.pinEmulator([0, 1]);
    });
    writeFileSync(join(group, 'cpuset.mems'), '0');
    writeFileSync(join(group, 'cpuset.cpus'), '0');
    writeFileSync(join(group, 'cgroup.procs'), String(guest.pid));
    const before = await affinities();
    await expect(domain.pinEmulator([0, 1])).rejects.toThrow(
      'CPU 1 cannot be used: the control group of its QEMU (cpuset) has 0',
    );
    await expect(domain.pinVcpu(0, [1])).rejects.toThrow(ControlRefusedError);
    expect(await affinities()).toEqual(before);
  });

  succeeds('addIothread', 'adds one that has a thread', async () => {
    const added = await domain.addIothread('iothread7');
    expect(added).toMatchObject({ id: 'iothread7', number: 7 });
    expect(await guest.control('query-iothreads')).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'iothread7' })]),
    );
    expect(readdirSync(`/proc/${guest.pid}/task`)).toContain(String(added?.hostThreadId));
  });

  refuses('addIothread', 'an id that is taken, or not valid', async () => {
    const before = await guest.control('query-iothreads');
    await expect(domain.addIothread('iothread7')).rejects.toThrow('it has an iothread iothread7 already');
    await expect(domain.addIothread('7')).rejects.toThrow("'7' is not a valid id");
    // Another object has it, which QEMU knows alone.
    await expect(domain.addIothread('mem0/../x')).rejects.toThrow(ControlRefusedError);
    expect(await guest.control('query-iothreads')).toEqual(before);
  });

  succeeds('pinIothread', 'lets it run on these CPUs alone', async () => {
    const pinned = await domain.pinIothread('7', [1]);
    expect(pinned).toMatchObject({ id: 'iothread7', affinity: [1] });
    expect(await affinityOf(pinned.hostThreadId)).toEqual([1]);
  });

  refuses('pinIothread', 'another iothread, and CPUs that cannot be used', async () => {
    await expect(domain.pinIothread('iothread8', [0])).rejects.toThrow(
      "act-threads has no iothread 'iothread8'; did you mean 'iothread0'?",
    );
    await expect(domain.pinIothread('iothread0', [99])).rejects.toThrow(ControlRefusedError);
  });

  succeeds('setIothread', 'sets how it polls, and its workers in the order that QEMU takes', async () => {
    const property = async (name: string) =>
      guest.control('qom-get', { path: '/objects/iothread7', property: name });
    const polls = { pollMaxNanoseconds: 50_000, pollGrow: 2, pollShrink: 3 };
    expect(
      await domain.setIothread('iothread7', { ...polls, threadPoolMin: 80, threadPoolMax: 90 }),
    ).toMatchObject({ ...polls, threadPoolMin: 80, threadPoolMax: 90 });
    expect(await domain.setIothread('iothread7', { threadPoolMin: 4, threadPoolMax: 8 })).toMatchObject(
      polls,
    );
    expect([await property('thread-pool-min'), await property('thread-pool-max')]).toEqual([4, 8]);
    expect([
      await property('poll-max-ns'),
      await property('poll-grow'),
      await property('poll-shrink'),
    ]).toEqual([50_000, 2, 3]);
  });

  refuses('setIothread', 'bounds that cross, and numbers that QEMU does not take', async () => {
    await expect(domain.setIothread('iothread7', { threadPoolMin: 9 })).rejects.toThrow(
      'iothread7: at least 9 workers are more than at most 8',
    );
    await expect(domain.setIothread('iothread7', { pollMaxNanoseconds: -1 })).rejects.toThrow(
      '-1 is not a valid poll-max-ns',
    );
    await expect(domain.setIothread('iothread7', {})).rejects.toThrow(ControlRefusedError);
    await expect(domain.setIothread('nine', { pollGrow: 1 })).rejects.toThrow(NoSuchDeviceError);
    expect(await domain.setIothread('iothread7', { threadPoolMin: 4 })).toMatchObject({ threadPoolMax: 8 });
  });

  refuses('delIothread', 'one that a disk uses', async () => {
    await expect(domain.delIothread('iothread0')).rejects.toThrow(/^act-threads: iothread0 is in use by \w+/);
    await expect(domain.delIothread('iothread9')).rejects.toThrow(NoSuchDeviceError);
    expect((await domain.iothreadInfo()).iothreads.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['iothread0', 'iothread7']),
    );
  });

  succeeds('delIothread', 'removes one that nothing uses', async () => {
    const thread = (await domain.iothreadInfo()).iothreads.find(({ id }) => id === 'iothread7');
    await domain.delIothread('7');
    expect((await domain.iothreadInfo()).iothreads.map(({ id }) => id)).toEqual(['iothread0']);
    await waitFor(() =>
      expect(readdirSync(`/proc/${guest.pid}/task`)).not.toContain(String(thread?.hostThreadId)),
    );
    expect(
      (await guest.run('dd if=/dev/vda of=/dev/null bs=64k count=4 2>/dev/null && echo read')).output,
    ).toBe('read\n');
  });
});
