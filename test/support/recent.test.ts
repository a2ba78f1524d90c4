import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Recent } from '../../src/support/recent.js';

function counting(maxAgeMs: number) {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let made = 0;
  return new Recent(maxAgeMs, () => ++made);
}

describe('Recent', () => {
  it('shares a value between calls at nearly the same time', () => {
    const recent = counting(50);
    expect(recent.get()).toBe(1);
    vi.advanceTimersByTime(50);
    expect(recent.get()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(recent.get()).toBe(2);
  });

  it('makes it again for a call that must see what has just happened', () => {
    const recent = counting(1000);
    recent.get();
    vi.advanceTimersByTime(10);
    const happenedAtMs = performance.now();
    expect(recent.get(happenedAtMs)).toBe(2);
    expect(recent.get(happenedAtMs)).toBe(2);
  });

  it('makes it again on refresh', () => {
    const recent = counting(1000);
    recent.get();
    expect([recent.refresh(), recent.get()]).toEqual([2, 2]);
  });
});
