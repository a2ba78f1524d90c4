import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Failures } from '../../src/poll/failures.js';
import { readMoving } from '../../src/poll/guest-facts.js';
import { fakeQemu } from '../guest/fake-qemu.js';

it('dates counters by their answer: a main loop that hangs counts on until then', async () => {
  let answeredSeconds = 0;
  const qemu = fakeQemu(async (command) => {
    if (command !== 'query-blockstats') return {};
    await setImmediate();
    answeredSeconds = performance.now() / 1000;
    return [];
  });
  const { monotonicSeconds, traffic } = await readMoving(qemu, new Failures(), {});
  expect(traffic).toEqual([]);
  expect(monotonicSeconds).toBeGreaterThanOrEqual(answeredSeconds);
});

it('dates an answer without counters by its end', async () => {
  const beganSeconds = performance.now() / 1000;
  const qemu = fakeQemu((command) => {
    if (command === 'query-blockstats') throw new Error('no');
    return { status: 'running' };
  });
  const moving = await readMoving(qemu, new Failures(), {});
  expect(moving).toMatchObject({ runState: 'running', traffic: undefined });
  expect(moving.monotonicSeconds).toBeGreaterThanOrEqual(beganSeconds);
});
