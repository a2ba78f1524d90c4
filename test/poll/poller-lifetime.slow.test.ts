import { getEventListeners } from 'node:events';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Poller, poll } from '../../src/poll/poller.js';
import { isAnswered, mock, named, Polling } from './polling.js';
import { SilentServer } from './silent-server.js';

/** What may be left open: descriptors, and what keeps the process alive. Timers are not counted: the test has its own. */
function openThings() {
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    sockets: process.getActiveResourcesInfo().filter((kind) => /Pipe|TCP/.test(kind)).length,
  };
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

/**
 * A mock that answers, one that hangs from its greeting on, one that hangs in the middle of an answer, and a server that
 * never answers; `release` makes them close their ends of the connections, which they do not notice by themselves.
 */
async function mixedGuests() {
  const good = await mock({ name: 'good' });
  const stuck = await mock({ name: 'stuck', faults: [{ kind: 'hang' }] });
  const slow = await mock({ name: 'slow', faults: [{ kind: 'hang', command: 'query-status' }] });
  const remote = await SilentServer.listen('tcp');
  const release = () => {
    stuck.heal();
    slow.heal();
    remote.dropAll();
  };
  return { guests: named(good.address, stuck.address, slow.address, remote.address), release };
}

describe('a loop over the snapshots leaves nothing open', () => {
  const expectIdle = async (before: ReturnType<typeof openThings>, signal?: AbortSignal) => {
    if (signal) expect(getEventListeners(signal, 'abort')).toEqual([]);
    // The other ends are in this process too, and close a moment later.
    await expect.poll(openThings, { timeout: 60_000 }).toEqual(before);
  };

  it.each([true, false])('when it is left by break (hold: %s)', async (hold) => {
    const { guests, release } = await mixedGuests();
    const before = openThings();
    const { signal } = new AbortController();
    let sweeps = 0;
    const options = { interval: 0.2, guests, hold, signal, timeouts: { greetingMs: 5000, commandMs: 5000 } };
    let leftMs = 0;
    for await (const _ of poll(options)) {
      leftMs = performance.now();
      if (++sweeps === 3) break;
    }
    // Guests that hang are not awaited.
    expect(performance.now() - leftMs).toBeLessThan(1000);
    release();
    await expectIdle(before, signal);
  });

  it('when it is left by throw', async () => {
    const { guests, release } = await mixedGuests();
    const before = openThings();
    const loop = async () => {
      for await (const _ of poll({ interval: 0.2, guests })) throw new Error('mine');
    };
    await expect(loop()).rejects.toThrow('mine');
    release();
    await expectIdle(before);
  });

  it('when the signal fires in the middle of a sweep: it ends at once, without an error', async () => {
    const { guests, release } = await mixedGuests();
    const before = openThings();
    const ending = new AbortController();
    const beganMs = performance.now();
    setTimeout(() => ending.abort(), 300);
    let sweeps = 0;
    for await (const _ of poll({ interval: 10, guests, signal: ending.signal })) sweeps++;
    expect(sweeps).toBe(0);
    expect(performance.now() - beganMs).toBeLessThan(1500);
    release();
    await expectIdle(before, ending.signal);
  });

  it('when the signal fires between two sweeps', async () => {
    const guests = named((await mock()).address);
    const before = openThings();
    const ending = new AbortController();
    let sweeps = 0;
    for await (const _ of poll({ interval: 10, guests, signal: ending.signal })) {
      sweeps++;
      setTimeout(() => ending.abort(), 20);
    }
    expect(sweeps).toBe(1);
    await expectIdle(before, ending.signal);
  });

  it('when the signal has fired before', async () => {
    for await (const _ of poll({ signal: AbortSignal.abort() })) throw new Error('never');
  });

  it('when it is never iterated', () => {
    const before = openThings();
    new Poller({ guests: named('/nonexistent') });
    expect(openThings()).toEqual(before);
  });
});

it('300 sweeps leave no more open than the first few', async () => {
  const qemu = await mock();
  const gone = '/nonexistent/qgauge';
  const ending = new AbortController();
  const guests = named(qemu.address, gone);
  const polling = new Polling({ guests, signal: ending.signal });
  await polling.until((snapshot) => snapshot.guests.some(isAnswered));
  polling.poller.update({ guests, interval: 0.01, slowInterval: 0.05 });
  for (let sweep = 0; sweep < 20; sweep++) await polling.next();
  const before = { ...openThings(), timers: timers() };
  for (let sweep = 0; sweep < 300; sweep++) await polling.next();
  expect(getEventListeners(ending.signal, 'abort').length).toBeLessThan(5);
  expect(openThings().descriptors).toBeLessThan(before.descriptors + 10);
  expect(openThings().sockets).toBeLessThan(before.sockets + 10);
  expect(timers()).toBeLessThan(before.timers + 20);
});

describe('a held connection', () => {
  const HOLD = { hold: true, slowInterval: 3600 } as const;

  it('is the only one, and costs four commands a sweep', async () => {
    const qemu = await mock();
    const polling = new Polling({ ...HOLD, guests: named(qemu.address) });
    await polling.until(({ self }) => self?.slowLane.done === 1);
    const { cost } = await polling.guest();
    expect(cost?.commands).toBe(4);
    expect(cost?.requestBytes).toBeLessThan(350);
    await polling.guest();
    expect(qemu.calls.filter(({ execute }) => execute === 'qmp_capabilities')).toHaveLength(1);
  });

  it.each([
    ['RESET', { guest: true, reason: 'guest-reset' }, 'the guest was reset'],
    ['WAKEUP', undefined, 'the guest has woken up'],
    ['MIGRATION', { status: 'completed' }, 'the guest was migrated'],
  ] as const)('hears %s: a new session, with its reason', async (event, data, reason) => {
    const qemu = await mock();
    const polling = new Polling({ ...HOLD, guests: named(qemu.address) });
    const { session: before } = await polling.guestUntil(isAnswered);
    await polling.guestUntil(({ rates }) => rates?.disks !== undefined);
    qemu.emit(event, data);
    const { session, rates } = await polling.guestUntil((guest) => guest.session?.id !== before?.id);
    expect(session?.reason).toBe(reason);
    expect(session?.beganAtSeconds).toBeGreaterThanOrEqual(
      before?.beganAtSeconds ?? Number.POSITIVE_INFINITY,
    );
    expect(rates).toBeUndefined();
    const later = await polling.guestUntil((guest) => guest.rates?.disks !== undefined);
    expect(later.session).toEqual(session);
  });

  it('begins one session at a reset, by its event, also when QEMU clears the report', async () => {
    const qemu = await mock({ version: '10.0' });
    const polling = new Polling({ ...HOLD, guests: named(qemu.address), pollingSeconds: 1 });
    const { session: before } = await polling.guestUntil(
      ({ qemu }) => (qemu?.balloon?.report?.lastUpdateSeconds ?? 0) > 0,
    );
    qemu.machine.guestReset();
    const { session } = await polling.guestUntil((guest) => guest.session?.id !== before?.id);
    expect(session).toMatchObject({ id: (before?.id ?? 0) + 1, reason: 'the guest was reset' });
  });

  it('is replaced after the peer has closed it', async () => {
    const qemu = await mock();
    const polling = new Polling({ ...HOLD, guests: named(qemu.address) });
    const { session } = await polling.guestUntil(isAnswered);
    qemu.fault('close', { times: 1 });
    await polling.until(({ self }) => (self?.reconnects ?? 0) > 0);
    expect(await polling.guestUntil(isAnswered)).toMatchObject({ session });
  });

  it('is counted as a reconnect when it was closed between two sweeps', async () => {
    const qemu = await mock({ listen: 'tcp:127.0.0.1:0', name: 'first' });
    const polling = new Polling({ ...HOLD, guests: named(qemu.address), procRoot: '/nonexistent' });
    await polling.guestUntil(isAnswered);
    await qemu.close();
    await mock({ listen: qemu.address, name: 'second', vcpus: [7002] });
    const { self, guests } = await polling.until(({ guests: [guest] }) => guest?.name === 'second');
    expect(self?.reconnects).toBe(1);
    expect(guests[0]?.session?.reason).toBe('another QEMU answers');
  });

  it('is lost when a guest hangs, and replaced when it resumes', async () => {
    const qemu = await mock();
    const polling = new Polling({
      ...HOLD,
      guests: named(qemu.address),
      timeouts: { commandMs: 100, greetingMs: 100 },
    });
    await polling.guestUntil(isAnswered);
    qemu.fault('freeze');
    const { problem, lastGood } = await polling.guestUntil(({ problem }) => problem?.kind === 'hung');
    expect(problem).toBeDefined();
    expect(lastGood).toBeDefined();
    qemu.heal();
    await polling.guestUntil(isAnswered);
  });
});
