import { expect, it } from 'vitest';
import { mergeCalls } from '../../src/cli/merge-calls.js';

it('runs once more after calls that came meanwhile, and again at a later call', async () => {
  const ends: (() => void)[] = [];
  const start = mergeCalls(() => new Promise((resolve) => ends.push(resolve)));
  start();
  start();
  start();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await expect.poll(() => ends.length).toBe(2);
  ends[1]?.();
  await expect
    .poll(() => {
      start();
      return ends.length;
    })
    .toBe(3);
  ends[2]?.();
});
