import { describe, expect, it } from 'vitest';
import { planTargets } from '../../src/balloon/plan-targets.js';
import { marginOf } from '../../src/qemu/balloon-limits.js';
import { manualBench } from './manual-bench.js';

const MEBIBYTE = 2 ** 20;
const GIBIBYTE = 2 ** 30;

async function planOf(stats: { readonly [stat: string]: bigint }, memoryBytes = 256 * MEBIBYTE) {
  const { bench, qemu } = await manualBench({ memoryBytes });
  qemu.balloon.set(stats);
  return planTargets(bench);
}

describe('the targets of a conformance run', () => {
  it('are three steps down to what the guest can spare, less a margin', async () => {
    const plan = await planOf({ 'stat-available-memory': BigInt(138 * MEBIBYTE) });
    expect(plan).toEqual({
      fromBytes: 256 * MEBIBYTE,
      targets: [226 * MEBIBYTE, 196 * MEBIBYTE, 166 * MEBIBYTE],
    });
  });

  it('take at most half, whatever the guest reports, and at most what can be measured', async () => {
    const lying = await planOf({ 'stat-available-memory': BigInt(100 * GIBIBYTE) });
    expect(lying).toMatchObject({ targets: [214 * MEBIBYTE, 171 * MEBIBYTE, 128 * MEBIBYTE] });
    const large = await planOf({ 'stat-available-memory': BigInt(60 * GIBIBYTE) }, 64 * GIBIBYTE);
    expect(large).toMatchObject({ targets: [expect.anything(), expect.anything(), 60 * GIBIBYTE] });
  });

  it('are none for a guest that needs all its memory', async () => {
    expect(await planOf({ 'stat-available-memory': BigInt(50 * MEBIBYTE) })).toEqual({
      why: 'the guest can spare 2 MiB, and the test needs 12 MiB',
    });
    expect(await planOf({ 'stat-available-memory': 0n })).toMatchObject({
      why: expect.stringContaining('can spare 0 B,'),
    });
  });

  it('leave a tenth to a large guest, and 48 MiB to a small one', () => {
    expect([marginOf(64 * MEBIBYTE), marginOf(10 * GIBIBYTE)]).toEqual([48 * MEBIBYTE, GIBIBYTE]);
  });
});
