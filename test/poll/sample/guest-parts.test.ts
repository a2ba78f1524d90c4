import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readMoving } from '../../../src/poll/sample/guest-parts.js';
import { startDeadline } from '../../../src/support/deadline.js';
import { PartFailures } from '../../../src/support/part-failures.js';
import { fakeQemu } from '../../qemu/fake-qemu.js';

it('dates counters by their answer: they grow until then while a main loop hangs', async () => {
  let answeredSeconds = 0;
  const qemu = fakeQemu(async (command) => {
    if (command !== 'query-blockstats') return {};
    await setImmediate();
    answeredSeconds = performance.now() / 1000;
    return [];
  });
  const { monotonicSeconds, traffic } = await readMoving(qemu, new PartFailures(), {});
  expect(traffic).toEqual([]);
  expect(monotonicSeconds).toBeGreaterThanOrEqual(answeredSeconds);
});

it('dates an incomplete sample by its last answer', async () => {
  let answeredSeconds = 0;
  const qemu = fakeQemu(async (command) => {
    if (command === 'query-status') {
      answeredSeconds = performance.now() / 1000;
      return { status: 'running' };
    }
    await sleep(50);
    throw new Error('no reply');
  });
  const moving = await readMoving(qemu, new PartFailures(), {});
  expect(moving).toMatchObject({ runState: 'running', traffic: undefined });
  expect(moving.monotonicSeconds).toBeGreaterThanOrEqual(answeredSeconds);
  expect(moving.monotonicSeconds).toBeLessThan(answeredSeconds + 0.04);
  expect(moving.takenAtSeconds).toBeLessThan(Date.now() / 1000 - 0.01);
});

it('does not count the time in which an answer lay unread, because this program did not get to run', async () => {
  let answeredSeconds = 0;
  const qemu = fakeQemu(async (command) => {
    if (command !== 'query-blockstats') return {};
    await setImmediate();
    answeredSeconds = performance.now() / 1000;
    while (performance.now() / 1000 < answeredSeconds + 0.5);
    return [];
  });
  using _limit = startDeadline(10_000);
  const { monotonicSeconds, takenAtSeconds } = await readMoving(qemu, new PartFailures(), {});
  expect(monotonicSeconds).toBeLessThan(answeredSeconds + 0.2);
  expect(takenAtSeconds).toBeLessThan(Date.now() / 1000 - 0.3);
});
