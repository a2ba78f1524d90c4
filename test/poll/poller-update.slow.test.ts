import { describe, expect, it } from 'vitest';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { guestAt, isAnswered, mock, named, Polling } from './polling.js';

describe('Poller.update', () => {
  it('continues with another interval', async () => {
    const qemu = await mock();
    const guests = named(qemu.address);
    const polling = new Polling({ guests, interval: 60 });
    const { session } = await polling.guest();
    // So long that a busy machine misses no sweep of its own.
    polling.poller.update({ guests, interval: 1 });
    const beganMs = performance.now();
    expect((await polling.guest()).session).toEqual(session);
    const { self } = await polling.next();
    expect(performance.now() - beganMs).toBeLessThan(30_000);
    expect(self?.missedSweeps).toBe(0);
  });

  it('continues with other guests, and keeps the sessions of those that remain', async () => {
    const [a, b] = [await mock({ name: 'a' }), await mock({ name: 'b' })];
    const polling = new Polling({ guests: named(a.address) });
    const { session } = await polling.guestUntil(isAnswered);
    polling.poller.update({ interval: 0.1, guests: named(a.address, b.address) });
    const both = await polling.until(({ guests }) => guests.length === 2 && guests.every(isAnswered));
    expect(both.guests.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(guestAt(both, a).session).toEqual(session);
    polling.poller.update({ interval: 0.1, guests: named(b.address) });
    const { name } = await polling.guestUntil(({ rates }) => rates?.disks?.length === 1);
    expect(name).toBe('b');
  });

  it('gives a guest the name in the new options', async () => {
    const qemu = await mock({ name: 'by-itself' });
    const [guest] = named(qemu.address);
    if (guest === undefined) throw new Error('there is no guest');
    const polling = new Polling({ guests: [{ ...guest, name: 'mine' }] });
    expect((await polling.guestUntil(isAnswered)).name).toBe('mine');
    polling.poller.update({ interval: 0.1, guests: [guest] });
    expect((await polling.guest()).name).toBe('by-itself');
  });

  it('holds the connection from then on, and releases it again', async () => {
    const qemu = await mock();
    const guests = named(qemu.address);
    const polling = new Polling({ guests, slowInterval: 3600 });
    const negotiations = () => qemu.calls.filter(({ execute }) => execute === 'qmp_capabilities').length;
    await polling.started();
    polling.poller.update({ guests, interval: 0.1, slowInterval: 3600, hold: true });
    await polling.guestUntil(({ cost }) => cost?.commands === 4);
    const held = negotiations();
    for (let sweep = 0; sweep < 3; sweep++) await polling.next();
    expect(negotiations()).toBe(held);
    polling.poller.update({ guests, interval: 0.1, slowInterval: 3600 });
    await polling.guestUntil(({ cost }) => cost?.commands === 5);
    await using client = await QmpClient.connect(qemu.address, { greetingTimeoutMs: 500 });
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
  });

  it('leaves no connection behind when `hold` is set in the middle of an answer', async () => {
    const qemu = await mock({ faults: [{ kind: 'delay', command: 'query-status', ms: 150 }] });
    const guests = named(qemu.address);
    const options = { guests, interval: 0.3, slowInterval: 3600 };
    const polling = new Polling(options);
    const first = polling.next();
    await expect.poll(() => qemu.calls.length).toBeGreaterThan(0);
    polling.poller.update({ ...options, hold: true });
    await first;
    qemu.heal();
    await polling.guestUntil(isAnswered);
    await polling.guestUntil(isAnswered);
  });

  it('keeps the old options when the new ones are wrong', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address) });
    await polling.started();
    expect(() => polling.poller.update({ interval: 0 })).toThrow(
      new RangeError('interval is 0: it must be a number of seconds above 0'),
    );
    await polling.guestUntil(isAnswered);
  });
});
