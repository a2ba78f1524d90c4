import { describe, expect, it } from 'vitest';
import { mock, named, Polling } from './polling.js';

describe('what a guest may know of itself', () => {
  it('is measured on request only, and QEMU is asked for it once a round of the slow lane', async () => {
    const [asked, other] = [await mock({ version: '7.2' }), await mock({ version: '7.2' })];
    const options = { discover: false, slowInterval: 3600 };
    const own = new Polling({ ...options, guests: named(asked.address), guestStats: true });
    const plain = new Polling({ ...options, guests: named(other.address) });
    await own.started();
    for (let sweep = 0; sweep < 3; sweep++) {
      expect((await own.guest()).account).toEqual({
        number: expect.any(BigInt),
        uptimeSeconds: expect.any(Number),
        qemuVersion: expect.objectContaining({ major: 7, minor: 2 }),
      });
      expect(await plain.guest()).not.toHaveProperty('account.number');
    }
    const memdevs = ({ calls }: typeof asked) =>
      calls.filter(({ execute }) => execute === 'query-memdev').length;
    expect([memdevs(asked), memdevs(other)]).toEqual([1, 0]);
  });

  it('has the same number in every sweep, and another one after each reset', async () => {
    const qemu = await mock({ version: '7.2' });
    const polling = new Polling({
      discover: false,
      guests: named(qemu.address),
      guestStats: true,
      hold: true,
    });
    await polling.started();
    const numbers = new Set<unknown>();
    const next = async () => numbers.add((await polling.guest()).account?.number);
    for (let reset = 1; reset <= 3; reset++) {
      await next();
      await next();
      expect(numbers.size).toBe(reset);
      qemu.machine.reset();
      await polling.until(({ guests: [guest] }) => !numbers.has(guest?.account?.number));
    }
  });
});
