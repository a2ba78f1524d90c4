import { afterAll, beforeAll, describe, expect } from 'vitest';
import { ControlError, ControlRefusedError } from '../../../src/domain/control/control-error.js';
import type { Domain } from '../../../src/domain/domain.js';
import { UnsupportedError } from '../../../src/domain/domain-error.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const MIB = 2 ** 20;
const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };

describeLab('memory', (lab) => {
  let guest: LabGuest;
  let domain: Domain;

  beforeAll(async () => {
    guest = await bootGuest(lab, { name: 'act-memory', extraArgs: ['-m', '256,slots=2,maxmem=1G'] });
    domain = await openLabGuest(guest);
  }, BOOT_MS);
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
  });

  const totalKib = async () =>
    Number(/MemTotal:\s+(\d+)/.exec((await guest.run('cat /proc/meminfo')).output)?.[1]);
  const interval = () =>
    guest.control('qom-get', {
      path: '/machine/peripheral/balloon0',
      property: 'guest-stats-polling-interval',
    });

  refuses('setMemory', 'less than the guest needs, or when that is not known', async () => {
    const before = await guest.control('query-balloon');
    await expect(domain.setMemory(64 * MIB)).rejects.toThrow(
      "act-memory: how much the guest needs is not known, because there is no fresh report of its available memory: 'qgauge dom dommemstat act-memory --period 10 --control' switches that on, or use force (--force)",
    );
    await domain.setMemoryStatsPeriod(1, MINUTE);
    await expect
      .poll(() => domain.setMemory(8 * MIB).catch((error: Error) => error.message), { timeout: 30_000 })
      .toMatch(
        /the guest needs about .* and may run out of memory with 8 MiB: use force \(--force\) to do it anyway/,
      );
    await expect(domain.setMemory(300 * MIB)).rejects.toThrow(
      '300 MiB is more than the 256 MiB of the machine',
    );
    await expect(domain.setMemory(0.5)).rejects.toThrow(ControlRefusedError);
    expect(await guest.control('query-balloon')).toEqual(before);
  });

  succeeds('setMemory', 'takes memory from the guest, and gives it back', async () => {
    const before = await totalKib();
    const taken = await domain.setMemory(200 * MIB, { ...MINUTE, force: true, stallMs: 20_000 });
    expect(taken).toMatchObject({ fromBytes: 256 * MIB, actualBytes: 200 * MIB, isThere: true });
    expect(await guest.control('query-balloon')).toEqual({ actual: 200 * MIB });
    expect(before - (await totalKib())).toBe((56 * MIB) / 1024);
    await domain.setMemory(256 * MIB, { ...MINUTE, stallMs: 20_000 });
    expect(await totalKib()).toBe(before);
  });

  refuses('setMemory', 'a guest that does not run', async () => {
    await guest.control('stop');
    await expect(domain.setMemory(200 * MIB, { force: true })).rejects.toThrow('its run state is paused');
    await guest.control('cont');
    expect(await guest.control('query-balloon')).toEqual({ actual: 256 * MIB });
  });

  succeeds('setMemoryStatsPeriod', 'has the guest report its memory', async () => {
    expect(await domain.setMemoryStatsPeriod(2, MINUTE)).toBe(2);
    expect(await interval()).toBe(2);
    await expect
      .poll(async () => (await domain.memoryStats()).freeBytes, { timeout: 30_000 })
      .toBeGreaterThan(0);
    expect(await domain.setMemoryStatsPeriod(0, MINUTE)).toBe(0);
    expect(await interval()).toBe(0);
  });

  refuses('setMemoryStatsPeriod', 'what QEMU does not take', async () => {
    for (const seconds of [-1, 1.5, 2 ** 32])
      await expect(domain.setMemoryStatsPeriod(seconds)).rejects.toThrow(ControlRefusedError);
    expect(await interval()).toBe(0);
  });

  succeeds('startDirtyRate', 'measures what the guest writes', async () => {
    // The guest writes to some pages all the time, and the samples are few: the rate may be 0.
    const rate = await domain.startDirtyRate({ ...MINUTE, seconds: 1 });
    expect(rate).toMatchObject({ status: 'measured', periodSeconds: 1 });
    expect(rate.bytesPerSecond).toBeGreaterThanOrEqual(0);
    expect(await guest.control('query-dirty-rate')).toMatchObject({
      status: 'measured',
      'dirty-rate': (rate.bytesPerSecond ?? Number.NaN) / MIB,
    });
  });

  refuses('startDirtyRate', 'the modes that end a QEMU without KVM, and to measure twice', async () => {
    for (const mode of ['dirty-ring', 'dirty-bitmap'] as const)
      await expect(domain.startDirtyRate({ mode })).rejects.toThrow(UnsupportedError);
    await expect(domain.startDirtyRate({ seconds: 61 })).rejects.toThrow('it takes whole seconds, 1 to 60');
    await guest.control('calc-dirty-rate', { 'calc-time': 2 });
    await expect(domain.startDirtyRate()).rejects.toThrow('is being measured already');
    expect((await guest.run('echo alive')).output).toBe('alive\n');
  });

  succeeds('attachMemory', 'plugs in a DIMM that the guest sees', async () => {
    const dimm = await domain.attachMemory(128 * MIB, MINUTE);
    expect(dimm).toMatchObject({
      type: 'dimm',
      id: 'dimm0',
      memdev: '/objects/memdimm0',
      sizeBytes: 128 * MIB,
    });
    expect(await guest.control('query-memory-size-summary')).toMatchObject({ 'plugged-memory': 128 * MIB });
    expect(await domain.maxMemory()).toBe(384 * MIB);
    await expect
      .poll(async () => (await guest.run('cat /proc/iomem; ls /sys/bus/acpi/devices')).output, {
        timeout: 20_000,
      })
      .toMatch(/PNP0C80/);
  });

  refuses('attachMemory', 'what QEMU refuses, and takes the backend away again', async () => {
    await expect(domain.attachMemory(1024 * MIB)).rejects.toThrow('1 GiB is more than the 768 MiB');
    const before = await guest.control('query-memdev');
    const error = await domain.attachMemory(128 * MIB, { node: 7 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ControlError);
    expect(String(error)).toMatch(/undone again: object-add .*; nothing is changed$/);
    expect(await guest.control('query-memdev')).toEqual(before);
    expect(await domain.attachMemory(128 * MIB, MINUTE)).toMatchObject({ id: 'dimm1' });
    await expect(domain.attachMemory(128 * MIB)).rejects.toThrow('the 2 slots of its memory are taken');
    expect((await guest.run('echo alive')).output).toBe('alive\n');
  });

  describe('of a machine without room and without a balloon', () => {
    let bare: LabGuest;
    let poor: Domain;

    beforeAll(async () => {
      bare = await bootGuest(lab, { name: 'act-bare', kernel: false, stopped: true, balloon: 'none' });
      poor = await openLabGuest(bare);
    }, BOOT_MS);
    afterAll(async () => {
      await poor?.[Symbol.asyncDispose]();
      await bare?.stop();
    });

    refuses('attachMemory', 'where nothing can be plugged in', async () => {
      await expect(poor.attachMemory(128 * MIB)).rejects.toThrow(
        'act-bare: nothing can be plugged into its memory: start QEMU with room for more, such as -m 4G,slots=4,maxmem=16G',
      );
    });

    refuses('setMemory', 'without a balloon', async () => {
      const why = 'act-bare: it has no balloon: start QEMU with -device virtio-balloon-pci';
      await expect(poor.setMemory(64 * MIB)).rejects.toThrow(why);
      await expect(poor.setMemoryStatsPeriod(1)).rejects.toThrow(why);
    });
  });

  describe('of a guest without a driver', () => {
    let bare: LabGuest;
    let deaf: Domain;

    beforeAll(async () => {
      bare = await bootGuest(lab, { name: 'act-deaf', driver: false });
      deaf = await openLabGuest(bare);
    }, BOOT_MS);
    afterAll(async () => {
      await deaf?.[Symbol.asyncDispose]();
      await bare?.stop();
    });

    refuses('setMemory', 'to say that it is done when nothing has moved', async () => {
      const error = await deaf
        .setMemory(200 * MIB, { force: true, stallMs: 500 })
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ControlError);
      expect(String(error)).toContain(
        'the balloon stays at 256 MiB, without progress for 0.5 s: the guest has no pages left to give, or no driver; changed: balloon {"value":209715200}; to undo it: qgauge dom setmem act-deaf 262144 --control',
      );
      await bare.control('balloon', { value: 256 * MIB });
    });
  });
});
