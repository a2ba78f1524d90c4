import { describe, expect, it } from 'vitest';
import { readReport } from '../../src/qemu/balloon.js';
import { objectionTo, readBalloonLimits } from '../../src/qemu/balloon-limits.js';
import { manualBench } from '../balloon/manual-bench.js';

const MEBIBYTE = 2 ** 20;
const DEVICE = { path: '/machine/peripheral/balloon0' };

describe('the limits of a balloon', () => {
  it('have no least size while polling is off', async () => {
    const { client, clock } = await manualBench({ memoryBytes: 256 * MEBIBYTE });
    expect(await readBalloonLimits(client, DEVICE, { clock })).toEqual({
      actualBytes: 256 * MEBIBYTE,
      leastBytes: undefined,
      mostBytes: 256 * MEBIBYTE,
    });
  });

  it('have one between what the guest uses and what it has while it reports', async () => {
    const { bench, client, clock } = await manualBench({ memoryBytes: 256 * MEBIBYTE });
    await bench.setInterval(1);
    await clock.sleep(1000);
    const report = await readReport(client, DEVICE.path);
    const { supplied } = report ?? expect.fail('no report');
    const used = Number(supplied['stat-total-memory']) - Number(supplied['stat-available-memory']);
    const { leastBytes } = await readBalloonLimits(client, DEVICE, { clock });
    expect(used).toBeGreaterThan(0);
    expect(leastBytes).toBeGreaterThan(used);
    expect(leastBytes).toBeLessThan(256 * MEBIBYTE);
  });

  it('leave virtio-mem and NVDIMMs out of the most, and count DIMMs', async () => {
    const { client, clock } = await manualBench({
      memoryBytes: 256 * MEBIBYTE,
      memoryDevices: [
        { id: 'd1', type: 'dimm', sizeBytes: 128 * MEBIBYTE },
        { id: 'nv1', type: 'nvdimm', sizeBytes: 1024 * MEBIBYTE },
        { id: 'vm1', type: 'virtio-mem', sizeBytes: 64 * MEBIBYTE },
      ],
    });
    expect(await readBalloonLimits(client, DEVICE, { clock })).toMatchObject({
      actualBytes: 384 * MEBIBYTE,
      mostBytes: 384 * MEBIBYTE,
      virtioMemBytes: 64 * MEBIBYTE,
    });
  });

  it('have a least size of nothing where the guest could spare more than the balloon can take', async () => {
    const { bench, client, qemu, clock } = await manualBench({ memoryBytes: 256 * MEBIBYTE });
    await bench.setInterval(1);
    await clock.sleep(1000);
    // The guest's total and its available memory include its virtio-mem.
    qemu.balloon.set({
      'stat-total-memory': BigInt(1280 * MEBIBYTE),
      'stat-available-memory': BigInt(1200 * MEBIBYTE),
    });
    expect((await readBalloonLimits(client, DEVICE, { clock })).leastBytes).toBe(0);
  });

  it('have none when the last report is overdue', async () => {
    const { bench, client, qemu, clock } = await manualBench();
    await bench.setInterval(1);
    await clock.sleep(1000);
    qemu.machine.stop();
    await clock.sleep(60_000);
    expect(await readBalloonLimits(client, DEVICE, { clock })).toMatchObject({ leastBytes: undefined });
  });
});

describe('the objection to a size', () => {
  const limits = { actualBytes: 256 * MEBIBYTE, leastBytes: 100 * MEBIBYTE, mostBytes: 256 * MEBIBYTE };

  it('is to more than the machine has, and to less than the guest needs or may need', () => {
    const kindOf = (mebibytes: number, more = {}) =>
      objectionTo(mebibytes * MEBIBYTE, { ...limits, ...more })?.kind;
    expect([kindOf(257), kindOf(256), kindOf(100), kindOf(99)]).toEqual([
      'too-much',
      undefined,
      undefined,
      'too-little',
    ]);
    expect(kindOf(200, { leastBytes: undefined })).toBe('unknown');
    expect(kindOf(256, { leastBytes: undefined })).toBeUndefined();
    expect(kindOf(1000, { mostBytes: undefined })).toBeUndefined();
  });

  it('names the sizes', () => {
    expect(objectionTo(300 * MEBIBYTE, { ...limits, virtioMemBytes: MEBIBYTE })?.why).toBe(
      '300 MiB is more than the 256 MiB of the machine without its virtio-mem: a balloon only takes memory away',
    );
    expect(objectionTo(8 * MEBIBYTE, limits)?.why).toBe(
      'the guest needs about 100 MiB (what it uses and a margin) and may run out of memory with 8 MiB',
    );
  });
});
