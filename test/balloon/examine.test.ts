import { describe, expect, it } from 'vitest';
import { describeEvidence } from '../../src/balloon/describe-evidence.js';
import { examine } from '../../src/balloon/examine.js';
import { judge } from '../../src/model/judge.js';
import { GuestSampler } from '../../src/poll/sample/guest-sampler.js';
import { type ManualBench, manualBench } from './manual-bench.js';

const UNSET = 2n ** 64n - 1n;
const MEBIBYTE = 2 ** 20;

/** A guest that has been polled for the last two minutes. */
async function polled(options: Parameters<typeof manualBench>[0] = {}): Promise<ManualBench> {
  const manual = await manualBench({
    memoryBytes: 256 * MEBIBYTE,
    startMs: Date.now() - 120_000,
    ...options,
  });
  await manual.bench.setInterval(10);
  await manual.clock.sleep(119_000);
  return manual;
}

async function judgeNow({ client, clock, question }: ManualBench, targetBytes?: number) {
  const sample = await new GuestSampler().sampleFast(client, {});
  const examined = await examine(client, sample, { question, watchMs: 1000, clock });
  const evidence = { ...examined, targetBytes };
  return { ...judge(evidence), evidence: describeEvidence(evidence) };
}

describe('a verdict', () => {
  it('is partial when the total is missing', async () => {
    const manual = await polled();
    manual.qemu.balloon.set({ 'stat-total-memory': UNSET });
    const { verdict, evidence } = await judgeNow(manual);
    expect(verdict).toBe('partial');
    expect(evidence.join('\n')).toMatch(/^the last report is \d+ s old, and has 9 of \d+ statistics$/m);
  });

  it('is reset-pending from a reset until a driver is ready again', async () => {
    const manual = await polled({ version: '7.2' });
    manual.qemu.machine.reset();
    const { verdict, detail } = await judgeNow(manual);
    expect({ verdict, detail }).toEqual({
      verdict: 'reset-pending',
      detail: 'the last report is from before the device was reset: no driver has initialized it',
    });
    // QEMU 10.0 and later clear the report at a reset.
    const newer = await polled({ version: '10.0' });
    newer.qemu.machine.reset();
    expect((await judgeNow(newer)).verdict).toBe('never-reported');
  });

  it('is resizing while the size changes, stuck short of a known target, and neither at the target', async () => {
    const manual = await polled({ inflateBytesPerSecond: 20 * MEBIBYTE });
    manual.qemu.balloon.resize(BigInt(200 * MEBIBYTE));
    const moving = await judgeNow(manual, 200 * MEBIBYTE);
    expect(moving).toMatchObject({ verdict: 'resizing', detail: '256 MiB → 236 MiB within 1.0 s' });
    await manual.clock.sleep(5000);
    expect((await judgeNow(manual, 200 * MEBIBYTE)).verdict).toBe('ok');
    expect(await judgeNow(manual, 128 * MEBIBYTE)).toMatchObject({
      verdict: 'stuck',
      detail: 'at 200 MiB for 1.0 s, and the target is 128 MiB',
    });
  });

  it('says what the balloon can take from, and what virtio-mem the guest has beside it', async () => {
    const manual = await polled({
      memoryDevices: [
        { id: 'nv1', type: 'nvdimm', sizeBytes: 512 * MEBIBYTE },
        { id: 'vm1', type: 'virtio-mem', sizeBytes: 128 * MEBIBYTE },
      ],
    });
    const { verdict, evidence } = await judgeNow(manual);
    expect(verdict).toBe('ok');
    expect(evidence.at(-1)).toBe('the guest may use 256 MiB of 256 MiB and 128 MiB of virtio-mem');
  });

  it('ignores the size when the reports are broken', async () => {
    const manual = await polled({ driver: 'lying' });
    expect((await judgeNow(manual, 128 * MEBIBYTE)).verdict).toBe('inconsistent');
  });

  it('does not advise polling when the driver has no statistics', async () => {
    const manual = await manualBench({ version: '10.0', driver: 'freebsd-no-stats' });
    expect(await judgeNow(manual)).toMatchObject({
      verdict: 'never-reported',
      detail: 'the driver is ready, and offers no statistics (no STATS_VQ)',
    });
  });
});
