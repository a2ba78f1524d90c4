import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockQemu } from '../../../mock-qemu/mock-qemu.js';
import { findTarget } from '../../../src/discover/find-guest.js';
import { holdMonitor } from '../../../src/monitor/with-monitor.js';
import { formatAddress, parseAddress } from '../../../src/protocol/transport/address.js';
import { THIS_CLIENT } from '../../this-client.js';
import { mock, named, Polling } from '../polling.js';

const BORROWER = { pid: 4242, command: 'socat' } as const;

/** A poller that holds a mock's monitor. */
async function holding(qemu: MockQemu, hold = true) {
  const polling = new Polling({ interval: 0.1, guests: named(qemu.address), hold });
  await polling.started();
  return polling;
}

/** Takes the monitor as another client would, and lets go of it with the test. */
async function take(qemu: MockQemu) {
  const { signal } = new AbortController();
  const client = await holdMonitor(findTarget(parseAddress(qemu.address)), { signal });
  onTestFinished(() => client.close());
  return client;
}

const socketOf = ({ address }: MockQemu) => formatAddress(parseAddress(address));

describe('a monitor that is lent', () => {
  it.each([true, false])(
    'is free for its borrower, and asked nothing until it is back; held: %s',
    async (hold) => {
      const qemu = await mock({ name: 'web' });
      const polling = await holding(qemu, hold);
      const lease = await polling.poller.lend('web', BORROWER);
      expect(lease).toMatchObject({ guest: 'web', borrower: BORROWER, leaseMs: 600_000 });
      const client = await take(qemu);
      await client.execute('query-status');
      const before = qemu.calls.length;
      for (let sweep = 0; sweep < 3; sweep++) {
        const guest = await polling.guest();
        expect(guest).toMatchObject({
          name: 'web',
          qemu: undefined,
          problem: { kind: 'lent', message: `${socketOf(qemu)}: lent to pid 4242 (socat)` },
          memory: { verdict: 'lent' },
          lastGood: { qemu: { runState: 'running' } },
        });
      }
      expect(qemu.calls.length).toBe(before);
      await client.close();
      lease.release();
      expect(await lease.ended).toBe('released');
      await polling.guestUntil(({ qemu: answer }) => answer !== undefined);
      expect(lease.renew()).toBe(false);
    },
  );

  it('is asked in the very next sweep after it was given back', async () => {
    const polling = await holding(await mock());
    const [guest] = (await polling.next()).guests;
    const lease = await polling.poller.lend(guest?.name ?? '', BORROWER);
    expect((await polling.guest()).problem?.kind).toBe('lent');
    lease.release();
    const { problem, rates } = await polling.guest();
    expect(problem).toBeUndefined();
    expect(rates).toBeDefined();
  });

  it('is found by its address, and refused to a second borrower', async () => {
    const qemu = await mock({ name: 'web' });
    const { poller } = await holding(qemu);
    await poller.lend(socketOf(qemu), BORROWER);
    await expect(poller.lend('web', { pid: 7, command: 'b' })).rejects.toMatchObject({
      code: 'ERR_LENT',
      message: 'web is lent to pid 4242 (socat): try again when that has ended',
    });
    await expect(poller.lend('no-such', BORROWER)).rejects.toMatchObject({ code: 'ERR_GUEST' });
  });

  it('may be lent again when the first lease has ended', async () => {
    const { poller } = await holding(await mock({ name: 'web' }));
    const first = await poller.lend('web', BORROWER, { leaseMs: 1 });
    expect(await first.ended).toBe('expired');
    const second = await poller.lend('web', BORROWER);
    first.release();
    await expect(poller.lend('web', BORROWER)).rejects.toMatchObject({ code: 'ERR_LENT' });
    second.release();
  });

  it('is lent when the answer in flight has come, and not before', async () => {
    const { qemu, polling, sweep } = await hangingInSweep();
    let isLent = false;
    const lending = polling.poller.lend('web', BORROWER).then((lease) => {
      isLent = true;
      return lease;
    });
    const { guests } = await sweep;
    expect(isLent).toBe(false);
    expect(guests[0]?.problem?.kind).toBe('lent');
    qemu.heal();
    const lease = await lending;
    lease.release();
  });

  it('is not lent to a borrower that has given up waiting for it', async () => {
    const { qemu, polling, sweep } = await hangingInSweep();
    const waiting = new AbortController();
    const lending = polling.poller.lend('web', BORROWER, { signal: waiting.signal });
    waiting.abort(new Error('the borrower is gone'));
    await expect(lending).rejects.toThrow('the borrower is gone');
    qemu.heal();
    await sweep;
    await polling.guestUntil(({ problem }) => problem === undefined);
    await expect(polling.poller.lend('web', BORROWER, { signal: waiting.signal })).rejects.toThrow();
  });

  it('is taken back when its poller ends, or its guest is no longer polled', async () => {
    const [one, other] = [await mock({ name: 'one' }), await mock({ name: 'other' })];
    const polling = new Polling({ interval: 0.1, guests: named(one.address, other.address), hold: true });
    await polling.started();
    const first = await polling.poller.lend('one', BORROWER);
    const second = await polling.poller.lend('other', BORROWER);
    polling.poller.update({ interval: 0.1, guests: named(other.address), hold: true });
    await polling.next();
    expect(await first.ended).toBe('gone');
    await polling.end();
    expect(await second.ended).toBe('closed');
    await expect(polling.poller.lend('other', BORROWER)).rejects.toMatchObject({ code: 'ERR_GUEST' });
  });

  it('is busy when its borrower keeps it beyond the end of the lease', async () => {
    const qemu = await mock({ name: 'web' });
    const polling = await holding(qemu);
    const lease = await polling.poller.lend('web', BORROWER, { leaseMs: 1 });
    await take(qemu);
    expect(await lease.ended).toBe('expired');
    const { problem } = await polling.guestUntil(
      ({ problem }) => problem?.message.includes(THIS_CLIENT) === true,
    );
    expect(problem).toMatchObject({ kind: 'busy', message: expect.stringContaining('holds the monitor') });
  });
});

/** A held guest that has been asked in this sweep, and does not answer until it is healed. */
async function hangingInSweep() {
  const qemu = await mock({ name: 'web' });
  const polling = await holding(qemu);
  qemu.fault('hang', { command: 'query-status' });
  const seen = qemu.calls.length;
  const sweep = polling.next();
  await expect.poll(() => qemu.calls.length).toBeGreaterThan(seen);
  return { qemu, polling, sweep };
}
