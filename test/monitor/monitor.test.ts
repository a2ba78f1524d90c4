import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type MockQemu, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { findTarget } from '../../src/discover/find-guest.js';
import { SocketTableCache } from '../../src/discover/socket-table-cache.js';
import type { Target } from '../../src/discover/target.js';
import { Monitor } from '../../src/monitor/monitor.js';
import type { MonitorOptions } from '../../src/monitor/monitor-options.js';
import { ConnectionLostError, GreetingTimeoutError } from '../../src/protocol/qmp/errors.js';
import type { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { formatAddress, parseAddress } from '../../src/protocol/transport/address.js';

function monitorOf(
  target: Target,
  { hold = false, ...options }: Partial<MonitorOptions> & { hold?: boolean } = {},
) {
  const settings = { procRoot: '/proc', greetingMs: 300, commandMs: 1000, hold };
  const meter = { timeouts: 0, reconnects: 0, abandoned: 0 };
  const context = { settings, meter, tables: new SocketTableCache('/proc') };
  const monitor = new Monitor(target, context, { patienceMs: [], ...options });
  onTestFinished(() => monitor.close());
  return { monitor, settings, meter };
}

async function start(...parameters: Parameters<typeof startMockQemu>): Promise<MockQemu> {
  const qemu = await startMockQemu(...parameters);
  onTestFinished(() => qemu.close());
  return qemu;
}

async function opened(monitor: Monitor): Promise<QmpClient> {
  const client = await monitor.open();
  if ('kind' in client) throw new Error(client.message);
  return client;
}

const targetOf = ({ address }: MockQemu) => findTarget(parseAddress(address));

describe('a monitor', () => {
  it('is connected to for one use, and let go of', async () => {
    const { monitor } = monitorOf(targetOf(await start()));
    expect(monitor.state).toEqual({ name: 'idle' });
    const client = await opened(monitor);
    expect(monitor.state).toMatchObject({ name: 'open', client });
    await monitor.release(client);
    expect(monitor.state).toEqual({ name: 'idle' });
    await expect(client.execute('query-status')).rejects.toThrow('the client is closed');
  });

  it('is held between uses where that is wanted, and no longer than that', async () => {
    const { monitor, settings } = monitorOf(targetOf(await start()), { hold: true });
    const client = await opened(monitor);
    await monitor.release(client);
    expect(monitor.isHeld).toBe(true);
    expect(await monitor.open()).toBe(client);
    settings.hold = false;
    await monitor.release(client);
    expect(monitor.state).toEqual({ name: 'idle' });
  });

  it('is lost when QEMU ends a held connection, and counts the next one as made anew', async () => {
    const qemu = await start();
    const { monitor, meter } = monitorOf(targetOf(qemu), { hold: true });
    const client = await opened(monitor);
    qemu.fault('close', { command: 'query-name' });
    await expect(client.execute('query-name')).rejects.toThrow(ConnectionLostError);
    qemu.heal();
    await expect.poll(() => monitor.state.name).toBe('lost');
    await opened(monitor);
    expect(meter.reconnects).toBe(1);
  });

  it('is probed again while it serves another client, and then backs off with the reason', async () => {
    const qemu = await start();
    const other = monitorOf(targetOf(qemu));
    const client = await opened(other.monitor);
    const { monitor } = monitorOf(targetOf(qemu), { patienceMs: [20, 20] });
    const opening = monitor.open();
    await expect.poll(() => monitor.state.name, { interval: 1 }).toBe('probing');
    expect(monitor.obstacle).toMatchObject({ kind: 'busy' });
    expect(await opening).toMatchObject({ kind: 'busy' });
    expect(monitor.state).toMatchObject({ name: 'backing-off', retryAtMs: 0 });
    await other.monitor.release(client);
    await expect.poll(async () => 'kind' in (await monitor.open()), { timeout: 90_000 }).toBe(false);
  });

  it('is late, and not busy, while QEMU may still hold the last connection', async () => {
    const qemu = await start();
    const { monitor, settings } = monitorOf(targetOf(qemu));
    await monitor.release(await opened(monitor));
    // /proc shows no difference between our last connection and this one, where there is no ss to ask.
    vi.stubEnv('PATH', '/nonexistent');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const other = monitorOf(targetOf(qemu));
    await expect.poll(async () => 'kind' in (await other.monitor.open()), { timeout: 90_000 }).toBe(false);
    settings.greetingMs = 600_000;
    expect(await monitor.open()).toMatchObject({
      kind: 'late',
      message: expect.stringMatching(
        /^unix:\S+: no answer yet: QEMU serves a client, maybe our last connection, /,
      ),
    });
    settings.greetingMs = 0;
    expect(await monitor.open()).toMatchObject({ kind: 'busy' });
  });

  it('takes the first of several sockets that is free', async () => {
    const qemu = await start({ monitors: [{}] });
    const target: Target = {
      ...targetOf(qemu),
      monitors: qemu.addresses.flatMap((address) => findTarget(parseAddress(address)).monitors),
    };
    const first = await opened(monitorOf(target).monitor);
    const second = await opened(monitorOf(target).monitor);
    expect([first.address, second.address]).toEqual(target.monitors.map(({ address }) => address));
  });

  it('is as busy as those that lead to its QEMU, whatever another one has led to', async () => {
    const qemu = await start({ monitors: [{}] });
    const [first, second] = qemu.addresses.flatMap((address) => findTarget(parseAddress(address)).monitors);
    if (!first || !second) throw new Error('the mock has two monitors');
    const target: Target = { ...targetOf(qemu), monitors: [first, second] };
    const { monitor } = monitorOf(target);
    const client = await opened(monitor);
    monitor.disown();
    await monitor.release(client);
    const other = monitorOf({ ...target, monitors: [second] });
    const held = await opened(other.monitor);
    expect(await monitor.open()).toMatchObject({
      kind: 'busy',
      message: expect.stringMatching(`^${formatAddress(second.address)}: `),
    });
    await other.monitor.release(held);
    await expect.poll(async () => 'kind' in (await monitor.open()), { timeout: 90_000 }).toBe(false);
    expect(monitor.socket).toBe(second);
  });

  it('knows whether it holds the last one that was free', async () => {
    const qemu = await start({ monitors: [{}] });
    const target: Target = {
      ...targetOf(qemu),
      monitors: qemu.addresses.flatMap((address) => findTarget(parseAddress(address)).monitors),
    };
    const first = monitorOf(target, { hold: true });
    await opened(first.monitor);
    expect(first.monitor.holdsLastFree).toBe(false);
    const second = monitorOf(target, { hold: true });
    await opened(second.monitor);
    expect(second.monitor.holdsLastFree).toBe(true);
    await second.monitor.letGo();
    expect(second.monitor.state).toEqual({ name: 'idle' });
    expect(second.monitor.holdsLastFree).toBe(true);
    second.settings.hold = false;
    expect(second.monitor.holdsLastFree).toBe(false);
  });

  it('is held where its own options say so, whatever the settings say', async () => {
    const { monitor } = monitorOf(targetOf(await start()), { hold: false, wantsHold: () => true });
    await monitor.release(await opened(monitor));
    expect(monitor.isHeld).toBe(true);
  });

  it('says why it fell silent, and may be tried again at once where it can be probed', async () => {
    const qemu = await start({ faults: [{ kind: 'no-greeting' }] });
    const { monitor, meter } = monitorOf(targetOf(qemu));
    expect(await monitor.open()).toMatchObject({ kind: 'hung' });
    expect(monitor.state).toMatchObject({ name: 'backing-off', retryAtMs: 0 });
    expect(meter.timeouts).toBe(1);
  });

  it('is not connected to before its time, where each try costs QEMU a connection', async () => {
    const target: Target = { ...(await nowhere()), process: undefined };
    const { monitor } = monitorOf(target);
    const problem = await monitor.open();
    expect(problem).toMatchObject({ kind: 'gone' });
    const { state } = monitor;
    if (state.name === 'backing-off' && state.retryAtMs > performance.now() + 50)
      expect(await monitor.open()).toBe(problem);
  });

  it('is given up with what went wrong', async () => {
    const qemu = await start();
    const { monitor, meter } = monitorOf(targetOf(qemu), { hold: true });
    const client = await opened(monitor);
    const error = new ConnectionLostError(client.address, 'the connection was closed');
    expect(await monitor.giveUp(client, error)).toMatchObject({ kind: 'gone' });
    expect(meter.abandoned).toBe(1);
    expect(monitor.isHeld).toBe(false);
    const silence = new GreetingTimeoutError(client.address, 5);
    expect(await monitor.giveUp(client, silence)).toMatchObject({ kind: 'hung' });
  });

  it.each([
    ['stopped', /is stopped \(SIGSTOP or a debugger\)/],
    ['frozen', /is frozen with its control group/],
    ['waiting', /starts the guest when its owner connects/],
    ['gone', /has ended$/],
  ] as const)(
    'of a process that is %s is not connected to, and a held connection stays',
    async (probe, why) => {
      const qemu = await start();
      let seen: typeof probe | undefined;
      const { monitor } = monitorOf(targetOf(qemu), { hold: true, probeProcess: () => seen });
      const client = await opened(monitor);
      seen = probe;
      expect(await monitor.open()).toMatchObject({ kind: probe, message: expect.stringMatching(why) });
      expect(monitor.isHeld).toBe(true);
      monitor.disown();
      expect(await monitor.open()).toMatchObject({ kind: probe });
      expect(monitor.state).toMatchObject({ name: 'blocked', problem: { kind: probe } });
      seen = undefined;
      expect(client).not.toBe(await opened(monitor));
    },
  );

  it('that does not exist is said to be missing', async () => {
    const target = { ...(await nowhere()), monitors: [], whyNoMonitor: 'it was started without one' };
    const { monitor } = monitorOf(target);
    expect(await monitor.open()).toEqual({
      kind: 'no-monitor',
      message: 'pid ?: it was started without one',
    });
  });

  it.each([true, false])('is opened once by two who want it at one time, held: %s', async (hold) => {
    const qemu = await start();
    const { monitor } = monitorOf(targetOf(qemu), { hold });
    const [one, other] = await Promise.all([opened(monitor), opened(monitor)]);
    expect(other).toBe(one);
    expect(await opened(monitor)).toBe(one);
    await monitor.close();
    await expect(one.execute('query-status')).rejects.toThrow();
  });

  it('is closed for good, whatever it is doing', { timeout: 60_000 }, async () => {
    const qemu = await start();
    const steps = fc.constantFrom('open', 'release', 'give up', 'disown', 'settle');
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(steps, { maxLength: 6 }), async (hold, plan) => {
        const { monitor } = monitorOf(targetOf(qemu), { hold });
        const uses: Promise<unknown>[] = [];
        let client: QmpClient | undefined;
        for (const step of plan) {
          if (step === 'open')
            uses.push(
              monitor.open().then((got) => {
                if (!('kind' in got)) client = got;
              }),
            );
          else if (step === 'settle') await Promise.all(uses);
          else if (step === 'disown') monitor.disown();
          else if (client && step === 'release') uses.push(monitor.release(client));
          else if (client) uses.push(monitor.giveUp(client, new Error('given up')));
        }
        await monitor.close();
        await Promise.all(uses);
        expect(monitor.state).toEqual({ name: 'closed' });
        if (client) await expect(client.execute('query-status')).rejects.toThrow();
      }),
      {
        numRuns: 60,
        examples: [
          [true, ['open', 'open', 'settle']],
          [false, ['open', 'open', 'release']],
        ],
      },
    );
    // No connection of any of them is left: the monitor serves the next client at once.
    const last = monitorOf(targetOf(qemu));
    await expect.poll(async () => 'kind' in (await last.monitor.open()), { timeout: 90_000 }).toBe(false);
  });
});

async function nowhere(): Promise<Target> {
  const qemu = await startMockQemu();
  const target = targetOf(qemu);
  await qemu.close();
  return target;
}
