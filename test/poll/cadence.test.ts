import { describe, expect, it } from 'vitest';
import { Cadence } from '../../src/poll/cadence.js';

/** A clock that stands still until it is set. */
function manualClock() {
  const clock = { nowMs: 1000, now: () => clock.nowMs };
  return clock;
}

describe('Cadence', () => {
  it('begins at once, and keeps its schedule however late each time is taken', async () => {
    const clock = manualClock();
    const cadence = new Cadence(clock.now);
    expect(await cadence.next(1000)).toEqual({ lateSeconds: 0, missed: 0 });
    clock.nowMs = 2250;
    expect(await cadence.next(1000)).toEqual({ lateSeconds: 0.25, missed: 0 });
    clock.nowMs = 3500;
    expect(await cadence.next(1000)).toEqual({ lateSeconds: 0.5, missed: 0 });
  });

  it('skips the times that have passed, and counts them', async () => {
    const clock = manualClock();
    const cadence = new Cadence(clock.now);
    await cadence.next(1000);
    clock.nowMs = 5100;
    expect(await cadence.next(1000)).toEqual({ lateSeconds: expect.closeTo(0.1), missed: 3 });
    clock.nowMs = 6000;
    expect(await cadence.next(1000)).toEqual({ lateSeconds: 0, missed: 0 });
  });

  it('has missed all times before the present one, and is not late for that one', async () => {
    const clock = manualClock();
    const cadence = new Cadence(clock.now);
    await cadence.next(1000);
    clock.nowMs = 3000;
    expect(await cadence.next(1000)).toEqual({ lateSeconds: 0, missed: 1 });
  });

  it('counts a longer step from the last time', async () => {
    const clock = manualClock();
    const cadence = new Cadence(clock.now);
    await cadence.next(1000);
    clock.nowMs = 6000;
    expect(await cadence.next(5000)).toEqual({ lateSeconds: 0, missed: 0 });
  });

  it('takes a shorter step at once, and has missed nothing', async () => {
    const clock = manualClock();
    const cadence = new Cadence(clock.now);
    await cadence.next(3_600_000);
    clock.nowMs = 61_000;
    expect(await cadence.next(1000)).toEqual({ lateSeconds: 0, missed: 0 });
    clock.nowMs = 62_000;
    expect(await cadence.next(1000)).toEqual({ lateSeconds: 0, missed: 0 });
  });

  it('waits for a time in the future', async () => {
    const cadence = new Cadence();
    const beganMs = performance.now();
    for (let count = 0; count < 4; count++) {
      const { lateSeconds, missed } = await cadence.next(20);
      expect(lateSeconds).toBeGreaterThanOrEqual(0);
      expect(missed).toBe(0);
    }
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(60);
  });

  it('waits through a step that is longer than any timer', async () => {
    const ending = new AbortController();
    let readings = 0;
    const cadence = new Cadence(() => {
      readings++;
      return performance.now();
    });
    const tenYearsMs = 10 * 365 * 86_400_000;
    await cadence.next(tenYearsMs);
    const waiting = cadence.next(tenYearsMs, ending.signal);
    // A timer with too long a delay fires at once, and the clock would be read continually.
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(readings).toBeLessThan(12);
    ending.abort('enough');
    await expect(waiting).rejects.toBe('enough');
  });

  it('rejects with the reason of the signal', async () => {
    const ending = new AbortController();
    const cadence = new Cadence();
    await cadence.next(10_000, ending.signal);
    const waiting = cadence.next(10_000, ending.signal);
    ending.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    await expect(new Cadence().next(10, ending.signal)).rejects.toBe('enough');
  });
});
