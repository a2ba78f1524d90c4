import { describe, expect, it } from 'vitest';
import { realTime } from '../../../mock-qemu/machine/real-time.js';

describe('real time', () => {
  it('runs timers in order, never early, and not those that were cancelled', async () => {
    const began = realTime.monotonicMs();
    const fired: string[] = [];
    realTime.after(5, () => fired.push('cancelled'))();
    realTime.after(10, () => fired.push('first'));
    await new Promise<void>((resolve) => realTime.after(20, resolve));
    expect(realTime.monotonicMs() - began).toBeGreaterThanOrEqual(20);
    expect(fired).toEqual(['first']);
  });

  it('accepts a wait that is longer than a timer of Node', async () => {
    let hasFired = false;
    const cancel = realTime.after(136 * 365 * 86_400_000, () => {
      hasFired = true;
    });
    await new Promise<void>((resolve) => realTime.after(5, resolve));
    cancel();
    expect(hasFired).toBe(false);
  });

  it('is the host’s', () => {
    expect(Math.abs(realTime.nowMs() - Date.now())).toBeLessThan(1000);
  });
});
