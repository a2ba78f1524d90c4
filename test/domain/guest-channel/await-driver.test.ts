import { expect, it } from 'vitest';
import { awaitDriver } from '../../../src/domain/guest-channel/await-driver.js';
import { fakeQemu } from '../../qemu/fake-qemu.js';

/** A guest whose driver switches the registers of its card on after so many questions. */
function guestAfter(questions: number) {
  let asked = 0;
  return fakeQemu(() => {
    asked += 1;
    const address = asked > questions ? 0xfe000000 : -1;
    const card = { bus: 0, slot: 5, function: 0, qdev_id: 'qgauge0-bus', regions: [{ bar: 1, address }] };
    return [{ bus: 0, devices: [card] }];
  });
}

it('a card is taken when its registers are switched on', async () => {
  expect(await awaitDriver(guestAfter(2), 'qgauge0-bus')).toBe(true);
  expect(await awaitDriver(guestAfter(0), 'another', { timeoutMs: 0 })).toBe(false);
});

it('a guest without a driver is not waited for without end, nor one that the user leaves', async () => {
  const silent = guestAfter(Number.POSITIVE_INFINITY);
  expect(await awaitDriver(silent, 'qgauge0-bus', { timeoutMs: 10 })).toBe(false);
  const signal = AbortSignal.abort(new Error('interrupted'));
  await expect(awaitDriver(silent, 'qgauge0-bus', { signal })).rejects.toThrow('interrupted');
});
