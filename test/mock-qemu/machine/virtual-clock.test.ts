import { describe, expect, it } from 'vitest';
import { ManualTime } from '../../../mock-qemu/machine/manual-time.js';
import { VirtualClock } from '../../../mock-qemu/machine/virtual-clock.js';

describe('the virtual clock', () => {
  it('runs only while it is started, and its timers with it', async () => {
    const time = new ManualTime(0);
    const clock = new VirtualClock(time, 5000);
    const fired: [number, number][] = [];
    clock.after(100, () => fired.push([clock.elapsedMs(), time.nowMs()]));
    await time.advance(1000);
    expect([clock.elapsedMs(), clock.isRunning]).toEqual([5000, false]);
    clock.start();
    await time.advance(60);
    clock.stop();
    await time.advance(1000);
    clock.start();
    await time.advance(1000);
    expect(fired).toEqual([[5100, 2100]]);
  });

  it('runs a timer once, and none that was cancelled or remains when it is closed', async () => {
    const time = new ManualTime(0);
    const clock = new VirtualClock(time, 0);
    const fired: string[] = [];
    clock.start();
    clock.after(10, () => fired.push('once'));
    clock.after(10, () => fired.push('cancelled'))();
    clock.after(30, () => fired.push('closed'));
    await time.advance(20);
    clock.stop();
    clock.start();
    await time.advance(5);
    clock.close();
    await time.advance(1000);
    expect(fired).toEqual(['once']);
  });
});
