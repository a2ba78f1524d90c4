import { describe, expect, it } from 'vitest';
import type { GuestRates } from '../../src/model/rates.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { connectRaw } from '../mock-qemu/raw-client.js';
import { THIS_CLIENT } from '../this-client.js';
import { isAnswered, mock, named, Polling } from './polling.js';

const STEADY = ['qmp_capabilities', 'query-status', 'query-balloon', 'query-blockstats', 'qom-get'];

describe('a poller that releases its connections', () => {
  it('sends five commands in one write of less than 400 bytes a sweep', async () => {
    const qemu = await mock({ name: 'web' });
    const polling = new Polling({ guests: named(qemu.address), slowInterval: 3600 });
    await polling.until(({ self }) => self?.slowLane.done === 1);
    const { cost, rates, qemu: sample } = await polling.guestUntil(({ cost }) => cost?.commands === 5);
    expect(qemu.calls.slice(-5).map(({ execute }) => execute)).toEqual(STEADY);
    expect(cost?.requestBytes).toBeLessThan(400);
    expect(cost?.seconds).toBeLessThan(0.1);
    expect(rates?.disks).toMatchObject([{ name: 'disk0' }]);
    expect(sample?.disks?.[0]?.image?.virtualBytes).toBeGreaterThan(0);
  });

  it('has the sizes of the disks in its first snapshot', async () => {
    const qemu = await mock();
    const {
      qemu: sample,
      session,
      rates,
    } = await new Polling({ guests: named(qemu.address), interval: 3 }).guest();
    expect(sample?.imagesReadAtSeconds).toBeGreaterThan(0);
    expect(session).toMatchObject({ id: expect.any(Number), reason: '' });
    expect(rates).toBeUndefined();
  });

  it('leaves the monitor to others between two sweeps', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address), interval: 0.5 });
    await polling.started();
    for (let sweep = 0; sweep < 3; sweep++) {
      expect((await polling.guest()).problem).toBeUndefined();
      await using client = await QmpClient.connect(qemu.address, { greetingTimeoutMs: 500 });
      expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
    }
  });

  it('reports a busy monitor while another client holds it, and asks it in the sweep after that', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address), interval: 1 });
    await polling.until(({ self }) => self?.slowLane.done === 1);
    const client = await connectRaw(qemu.address);
    await client.lines(1);
    for (let sweep = 0; sweep < 3; sweep++) {
      expect(await polling.guest()).toMatchObject({
        qemu: undefined,
        problem: {
          kind: 'busy',
          message: `${qemu.address}: ${THIS_CLIENT} holds the monitor: add a second -qmp socket for qgauge`,
        },
        lastGood: { qemu: { runState: 'running' } },
      });
    }
    await client.close();
    expect(await polling.guest()).toMatchObject({ problem: undefined, qemu: { runState: 'running' } });
  });

  it('asks the second monitor when the first is held', async () => {
    const qemu = await mock({ monitors: [{}] });
    const client = await connectRaw(qemu.address);
    await client.lines(1);
    const polling = new Polling({ guests: named(...qemu.addresses), interval: 3 });
    const { guests } = await polling.next();
    expect(guests.map(({ problem }) => problem?.kind)).toEqual(['busy', undefined]);
    await client.close();
  });
});

describe('the balloon', () => {
  async function setInterval(address: string, value: number): Promise<void> {
    await using client = await QmpClient.connect(address, { control: true });
    const property = 'guest-stats-polling-interval';
    await client.execute('qom-set', { path: '/machine/peripheral/balloon0', property, value });
  }

  it('is polled from the first sweep on, and again after another client has switched it off', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address), pollingSeconds: 7, slowInterval: 0.2 });
    await polling.started();
    expect(qemu.balloon.intervalSeconds).toBe(7);
    await setInterval(qemu.address, 0);
    await polling.until(() => qemu.balloon.intervalSeconds === 7);
  });

  it("is left alone at another client's interval", async () => {
    const qemu = await mock();
    await setInterval(qemu.address, 60);
    const polling = new Polling({ guests: named(qemu.address), pollingSeconds: 7, slowInterval: 0.1 });
    for (let sweep = 0; sweep < 5; sweep++) await polling.next();
    expect(qemu.balloon.intervalSeconds).toBe(60);
  });

  it('is not changed without the option: nothing is written at all', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address), slowInterval: 0.1 });
    for (let sweep = 0; sweep < 5; sweep++) await polling.next();
    expect(qemu.balloon.intervalSeconds).toBe(0);
    const asked = new Set(qemu.calls.map(({ execute }) => execute));
    expect([...asked].filter((command) => !/^(?:query-|qom-list|qom-get|qmp_cap)/.test(command))).toEqual([]);
  });

  it('has no negative rate from a driver that lies, nor from disks that step back', async () => {
    const qemu = await mock({ driver: 'lying', disks: [{ id: 'disk0', counters: { rd_bytes: 5000 } }] });
    const polling = new Polling({ guests: named(qemu.address), pollingSeconds: 1, interval: 0.05 });
    const sessions = new Set<number | undefined>();
    for (let sweep = 0; sweep < 12; sweep++) {
      qemu.balloon.report();
      qemu.machine.changeDisk('disk0', { counters: { rd_bytes: sweep % 3 === 2 ? 10 : 5000 + sweep } });
      const { rates, session } = await polling.guest();
      sessions.add(session?.id);
      expect(ratesOf(rates).filter((rate) => rate < 0)).toEqual([]);
    }
    expect(sessions.size).toBeGreaterThan(1);
  });

  it('has the rates of its counters until the next report', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address), pollingSeconds: 1, interval: 0.2 });
    const dateOf = ({ qemu: sample }: GuestSnapshot) => sample?.balloon?.report?.lastUpdateSeconds;
    let before = await polling.guestUntil(({ rates }) => rates?.report !== undefined);
    const now = await polling.guestUntil((guest) => {
      if (dateOf(guest) === dateOf(before)) return true;
      before = guest;
      return false;
    });
    expect(now.rates?.report).toEqual(before.rates?.report);
    expect(now.rates?.report?.['stat-swap-in']).toBe(0);
  });

  function ratesOf(rates: GuestRates | undefined): readonly number[] {
    return (rates?.disks ?? [])
      .flatMap(({ perSecond }) => Object.values(perSecond))
      .filter((rate) => rate !== undefined);
  }
});

describe('guests that come and go', () => {
  it('are asked in the sweep after they have appeared', async () => {
    const { address } = await mock();
    const path = address.replace('unix:', '').replace(/[^/]*$/, 'late');
    const polling = new Polling({ guests: named(path), interval: 1 });
    for (let sweep = 0; sweep < 3; sweep++) {
      expect(await polling.guest()).toMatchObject({
        problem: {
          kind: 'gone',
          message: `unix:${path}: no such socket: check the path, and that the guest is running`,
        },
      });
    }
    await mock({ listen: `unix:${path}`, name: 'late' });
    expect(await polling.guest()).toMatchObject({ name: 'late', problem: undefined });
  });

  it('are a session of their own when another QEMU listens at the path', async () => {
    const before = await mock({ name: 'before' });
    const path = before.path ?? '';
    const listen = path.replace(/[^/]*$/, 'shared');
    const first = await mock({ listen, name: 'first' });
    const polling = new Polling({ guests: named(listen) });
    const old = await polling.guestUntil(isAnswered);
    await first.close();
    expect(await polling.guest()).toMatchObject({ problem: { kind: 'gone' } });
    await mock({ listen, name: 'second', vcpus: [1, 2] });
    const { session, rates, name } = await polling.guest();
    expect(name).toBe('second');
    expect(session?.id).toBeGreaterThan(old.session?.id ?? Number.POSITIVE_INFINITY);
    expect(rates).toBeUndefined();
    expect((await polling.guest()).rates).toBeDefined();
  });

  it('are told apart by their threads alone, and show nothing of the QEMU before', async () => {
    const first = await mock({ listen: 'tcp:127.0.0.1:0', name: 'first' });
    // A process whose sockets cannot be seen stands for another host.
    const polling = new Polling({ guests: named(first.address), procRoot: '/nonexistent' });
    const old = await polling.guestUntil(isAnswered);
    expect(old).toMatchObject({ name: 'first', session: { reason: '' } });
    await first.close();
    await mock({ listen: first.address, name: 'second', vcpus: [7001] });
    const { name, session, rates } = await polling.guestUntil(
      ({ qemu }) => qemu?.vcpus?.[0]?.threadId === 7001,
    );
    expect({ name, rates }).toEqual({ name: 'second', rates: undefined });
    expect(session).toMatchObject({ reason: 'another QEMU answers' });
  });

  it('are reported as absent when they are expected, until they appear', async () => {
    const qemu = await mock({ name: 'web' });
    const path = (qemu.path ?? '').replace(/[^/]*$/, 'db');
    const polling = new Polling({ guests: named(qemu.address, path), expected: ['web', 'db'] });
    const { guests } = await polling.next();
    expect(guests.map(({ name, problem }) => [name, problem?.kind])).toEqual([
      ['web', undefined],
      ['db', 'absent'],
    ]);
    expect(guests[1]?.problem?.message).toMatch(/^it is expected, and there is no such guest \(unix:/);
    await mock({ listen: path, name: 'db' });
    const { guests: both } = await polling.next();
    expect(both.map(({ name, problem }) => [name, problem])).toEqual([
      ['web', undefined],
      ['db', undefined],
    ]);
  });

  it('are not reported as absent while they only do not answer', async () => {
    const qemu = await mock({ name: 'web' });
    const guests = named(qemu.address).map((guest) => ({ ...guest, name: 'web' }));
    const polling = new Polling({ guests, expected: ['web'], timeouts: { greetingMs: 50 } });
    await polling.started();
    qemu.fault('hang');
    const { problem, lastGood } = await polling.guestUntil((guest) => !isAnswered(guest));
    expect(problem?.kind).toBe('hung');
    expect(lastGood).toBeDefined();
  });
});

it('a poller yields fewer snapshots to a consumer that is slower than the interval, and never an old one', async () => {
  const qemu = await mock();
  const polling = new Polling({ guests: named(qemu.address), interval: 0.05 });
  const taken: Snapshot[] = [await polling.next()];
  for (let sweep = 0; sweep < 3; sweep++) {
    await new Promise((resolve) => setTimeout(resolve, 170));
    const askedAtSeconds = Date.now() / 1000;
    taken.push(await polling.next());
    expect(taken.at(-1)?.takenAtSeconds).toBeGreaterThanOrEqual(askedAtSeconds);
  }
  expect(taken.map(({ self }) => self?.sweep)).toEqual([1, 2, 3, 4]);
  expect(taken.at(-1)?.self?.missedSweeps).toBeGreaterThanOrEqual(6);
});
