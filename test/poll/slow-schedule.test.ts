import { describe, expect, it } from 'vitest';
import { SlowSchedule } from '../../src/poll/slow-schedule.js';

function manualSchedule({ dice = 0.5, intervalMs = 60_000 } = {}) {
  const clock = { nowMs: 1_000_000, intervalMs };
  const schedule = new SlowSchedule(
    () => clock.intervalMs,
    () => dice,
    () => clock.nowMs,
  );
  return { clock, schedule };
}

describe('SlowSchedule', () => {
  it('is due at once, and after that at its interval', () => {
    const { clock, schedule } = manualSchedule();
    expect(schedule.isDue).toBe(true);
    schedule.done(100, true);
    expect(schedule.isDue).toBe(false);
    clock.nowMs += 59_999;
    expect(schedule.isDue).toBe(false);
    clock.nowMs += 1;
    expect(schedule.isDue).toBe(true);
  });

  it.each([
    [0, 54_000],
    [1, 66_000],
  ])('varies by a tenth of its interval to either side: %d', (dice, pauseMs) => {
    const { clock, schedule } = manualSchedule({ dice });
    schedule.done(100, true);
    expect(schedule.dueMs - clock.nowMs).toBeCloseTo(pauseMs);
  });

  it('takes at most a twentieth of the time', () => {
    const { clock, schedule } = manualSchedule();
    schedule.done(9000, true);
    expect(schedule.dueMs - clock.nowMs).toBe(180_000);
  });

  it('doubles the pause after each failure, up to sixteen intervals', () => {
    const { clock, schedule } = manualSchedule();
    const pauses = Array.from({ length: 6 }, () => {
      schedule.done(100, false);
      return (schedule.dueMs - clock.nowMs) / 60_000;
    });
    expect(pauses).toEqual([2, 4, 8, 16, 16, 16]);
    schedule.done(100, true);
    expect(schedule.dueMs - clock.nowMs).toBe(60_000);
  });

  it('is due soon after an event, but not repeatedly', () => {
    const { clock, schedule } = manualSchedule();
    schedule.done(100, true);
    clock.nowMs += 1000;
    schedule.hurry();
    expect(schedule.dueMs - clock.nowMs).toBe(4000);
    clock.nowMs += 10_000;
    schedule.hurry();
    expect(schedule.isDue).toBe(true);
  });

  it('is never later after an event', () => {
    const { clock, schedule } = manualSchedule();
    schedule.hurry();
    expect(schedule.isDue).toBe(true);
    clock.intervalMs = 2000;
    schedule.done(10, true);
    schedule.hurry();
    expect(schedule.dueMs - clock.nowMs).toBe(2000);
  });

  it.each([
    [60_000, 5000],
    [200, 200],
  ])('is due again soon when the guest could not be asked: at %d ms after %d', (intervalMs, pauseMs) => {
    const { clock, schedule } = manualSchedule({ intervalMs });
    schedule.postpone();
    expect(schedule.dueMs - clock.nowMs).toBe(pauseMs);
  });

  it('follows an interval that changes', () => {
    const { clock, schedule } = manualSchedule();
    clock.intervalMs = 10_000;
    schedule.done(100, true);
    expect(schedule.dueMs - clock.nowMs).toBe(10_000);
  });
});
