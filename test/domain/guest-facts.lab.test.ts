import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { controlInfo } from '../../src/domain/control-info.js';
import { describe as describeGuest } from '../../src/domain/describe.js';
import { identity } from '../../src/domain/identity.js';
import { info } from '../../src/domain/info.js';
import { launchSecurity } from '../../src/domain/launch-security.js';
import { maxMemory, memoryStats } from '../../src/domain/memory-stats.js';
import { messages } from '../../src/domain/messages.js';
import { state } from '../../src/domain/state.js';
import { toLibvirtUnits } from '../../src/model/libvirt-units.js';
import { describeLab } from '../lab/context.js';
import { bootGuest } from '../lab/guest.js';
import { connectReach } from './connected-reach.js';

const MIB = 2 ** 20;
const UUID = '01234567-89ab-4cde-8f01-23456789abcd';

describeLab('what a real QEMU tells of its guest', (lab) => {
  it('is who it is, in which state, and how much it has', async () => {
    await using guest = await bootGuest(lab, { name: 'facts', uuid: UUID, cpus: 2 });
    await using reach = await connectReach('facts', guest.monitors[0] ?? '', guest.pid);
    expect(await identity(reach)).toEqual({
      id: guest.pid,
      name: 'facts',
      uuid: UUID,
      uuidBytes: Uint8Array.from(Buffer.from(UUID.replaceAll('-', ''), 'hex')),
      osType: 'hvm',
    });
    expect(await maxMemory(reach)).toBe(256 * MIB);
    const facts = await info(reach);
    expect(facts).toMatchObject({
      ...{ maxMemoryBytes: 256 * MIB, memoryBytes: 256 * MIB, vcpus: 2, failures: [] },
      state: { state: 'running', reason: 'unknown', runState: 'running', isRunning: true },
    });
    const fields = readFileSync(`/proc/${guest.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const ticks = Number(fields[11]) + Number(fields[12]);
    expect(facts.cpuNanoseconds).toBeGreaterThan(0);
    expect(facts.cpuNanoseconds).toBeLessThanOrEqual(ticks * 1e7);
    expect(toLibvirtUnits.info(facts)).toMatchObject({
      state: 1,
      maxMem: 262_144,
      memory: 262_144,
      nrVirtCpu: 2,
    });
    expect(await controlInfo(reach)).toMatchObject({ state: 'ok' });
    expect(await launchSecurity(reach)).toBeNull();

    await guest.control('stop');
    expect(await state(reach)).toMatchObject({ state: 'paused', reason: 'user', reasonNumber: 1 });
    const stopped = [{ name: 'STOP' }];
    expect(await state(reach, stopped)).toMatchObject({
      state: 'paused',
      reason: 'unknown',
      reasonNumber: 0,
    });
    await guest.control('cont');
    const resumed = [...stopped, { name: 'RESUME' }];
    expect(await state(reach, resumed)).toMatchObject({
      state: 'running',
      reason: 'unpaused',
      reasonNumber: 5,
    });
  });

  it('is the memory that its driver reports, once it reports', async () => {
    await using guest = await bootGuest(lab);
    await using reach = await connectReach('facts', guest.monitors[0] ?? '', guest.pid);
    // The driver reports once when it is loaded, though QEMU does not ask it.
    await expect.poll(async () => (await memoryStats(reach)).totalBytes, { timeout: 20_000 }).toBeDefined();
    const { memTotalBytes } = await guest.truth();
    const stats = await memoryStats(reach);
    expect(stats).toMatchObject({ actualBytes: 256 * MIB, totalBytes: memTotalBytes, intervalSeconds: null });
    expect(stats.freeBytes).toBeLessThan(memTotalBytes);
    expect(stats.ageSeconds).toBeGreaterThanOrEqual(0);
    expect(stats.rssBytes).toBeGreaterThan(64 * MIB);
    const libvirt = toLibvirtUnits.memoryStats(stats);
    expect(libvirt).toMatchObject({ actual: 262_144, available: memTotalBytes / 1024 });
    expect(Object.keys(libvirt).slice(0, 3)).toEqual(['actual', 'swap_in', 'swap_out']);
    // A Linux 6.1 does not supply the statistics of QEMU 9.2; which of them are missing is told.
    for (const { part, why } of stats.failures)
      expect([part, why]).toEqual([expect.stringMatching(/^stat-/), 'the guest does not supply it']);
  });

  it('is that it has no balloon, or a silent one', async () => {
    await using without = await bootGuest(lab, { balloon: 'none', kernel: false, stopped: true });
    await using first = await connectReach('facts', without.monitors[0] ?? '', without.pid);
    const { actualBytes, totalBytes, failures } = await memoryStats(first);
    expect([actualBytes, totalBytes]).toEqual([undefined, undefined]);
    expect(failures).toEqual([{ part: 'balloon', why: 'the machine has no virtio balloon' }]);
    expect(await info(first)).toMatchObject({ memoryBytes: 256 * MIB, failures: [] });

    await using silent = await bootGuest(lab, { kernel: false, stopped: true });
    await using second = await connectReach('facts', silent.monitors[0] ?? '', silent.pid);
    expect((await memoryStats(second)).failures).toEqual([
      {
        part: 'guest-stats',
        why: 'QEMU does not ask the guest: the polling interval of its balloon is 0',
      },
    ]);
  });

  it('is a description without secrets, and what is unsafe about it', async () => {
    await using guest = await bootGuest(lab, {
      ...{ name: 'facts', kernel: false, stopped: true, nics: [{ kind: 'user' }] },
      extraArgs: [
        ...['-object', 'secret,id=sec0,data=opensesame', '-fw_cfg', 'name=opt/key,string=opensesame'],
        ...['-smbios', 'type=11,value=opensesame', '-vnc', '127.0.0.1:0,to=99,password=on'],
        ...['-drive', 'file=null-co://,if=none,id=loose,cache=unsafe'],
        ...['-device', 'virtio-blk-pci,drive=loose,id=disk9'],
      ],
    });
    await using reach = await connectReach('facts', guest.monitors[0] ?? '', guest.pid);
    const description = await describeGuest(reach);
    expect(description.failures).toEqual([]);
    expect(JSON.stringify(description)).not.toContain('opensesame');
    const options = description.commandLine?.filter(({ name }) => name === 'object' || name === 'vnc');
    expect(options?.map(({ parts }) => parts)).toEqual([
      { 'qom-type': 'secret', id: 'sec0', data: '(removed)' },
      { vnc: '127.0.0.1:0', to: '99', password: 'on' },
    ]);
    expect(description.identity).toMatchObject({ name: 'facts', id: guest.pid });
    expect(description.devices).toContainEqual({
      path: '/machine/peripheral/disk9',
      type: 'virtio-blk-pci',
      id: 'disk9',
    });
    expect(description.pci?.map(({ id }) => id)).toContain('disk9');
    expect(description.pci?.find(({ id }) => id === 'nic0')?.description).toBe('Ethernet controller');
    expect(description.block?.map(({ name }) => name)).toEqual(['loose']);
    expect(description.chardevs?.map(({ label }) => label)).toContain('orders');
    expect(description.memoryDevices).toEqual([]);

    const { messages: said, failures } = await messages(reach);
    expect(failures).toEqual([]);
    const ids = said.map(({ id }) => id);
    expect(ids).toContain('unsafe-cache');
    expect(ids).toContain('disk-probing');
    expect(ids.includes('high-privileges')).toBe(process.getuid?.() === 0);
    expect(ids).not.toContain('host-cpu');
  });
});
