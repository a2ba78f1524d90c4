import { expect, it } from 'vitest';
import { WorkShare } from '../../src/in-guest/work-share.js';

function newShare() {
  const clock = { ms: 0 };
  return { clock, work: new WorkShare({ share: 0.05, burstMs: 10 }, () => clock.ms) };
}

it('work within the share needs no rest, however long it goes on', () => {
  const { clock, work } = newShare();
  for (let second = 0; second < 1000; second++) {
    clock.ms = second * 1000;
    expect(work.add(5)).toBe(0);
  }
});

it('a burst needs no rest, and what exceeds it 20 times as long a rest as it took', () => {
  const { work } = newShare();
  expect([work.add(4), work.add(4), work.add(4)]).toEqual([0, 0, 40]);
});

it('after the rest there may be more work, and after a pause another burst', () => {
  const { clock, work } = newShare();
  work.add(5);
  work.add(5);
  clock.ms += work.add(3);
  expect(work.add(1)).toBe(20);
  clock.ms += 10_000;
  expect([work.add(5), work.add(5)]).toEqual([0, 0]);
});

it('work that was interrupted for long counts for 5 ms', () => {
  const { work } = newShare();
  work.add(5);
  work.add(5);
  expect(work.add(2000)).toBe(100);
});
