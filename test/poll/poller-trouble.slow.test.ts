import { chmod } from 'node:fs/promises';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startMockAgent } from '../../mock-qemu/agent/mock-agent.js';
import type { Problem } from '../../src/model/problem.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { greetingServer } from '../scripted-server.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { guestAt, isAnswered, mock, named, Polling } from './polling.js';
import { SilentServer } from './silent-server.js';

const GREETING_MS = 60;
const timeouts = { greetingMs: GREETING_MS, commandMs: 100, slowCommandMs: 5000 };
/** In single sweeps of a machine with much other work, qgauge itself is late. */
const HUNG_OR_LATE = /^(?:hung|late)$/;
const NO_ANSWER = /^tcp:\S+: no answer for [\d.]+ s: its QEMU hangs, or another client holds the monitor$/;

describe('a guest that hangs', () => {
  it.each(['hang', 'no-greeting', 'freeze'] as const)(
    '(%s) keeps its last answer, and answers when it resumes',
    async (fault) => {
      const qemu = await mock({ name: 'web' });
      const polling = new Polling({ guests: named(qemu.address), timeouts });
      const { qemu: good } = await polling.guestUntil(isAnswered);
      qemu.fault(fault);
      const ages: number[] = [];
      for (let sweep = 0; sweep < 6; sweep++) {
        const { name, qemu, problem, lastGood, memory } = await polling.guest();
        expect({ name, qemu }).toEqual({ name: 'web', qemu: undefined });
        expect(problem?.kind).toMatch(HUNG_OR_LATE);
        expect(problem?.message).toMatch(/^unix:\/.*: \S/);
        expect(lastGood?.qemu).toMatchObject({
          name: 'web',
          disks: good?.disks,
          takenAtSeconds: good?.takenAtSeconds,
        });
        expect(memory.usedBytes).toBeUndefined();
        ages.push(lastGood?.ageSeconds ?? 0);
      }
      expect(ages).toEqual(ages.toSorted((a, b) => a - b));
      expect(ages[5]).toBeGreaterThan(0.4);
      qemu.heal();
      const { session, rates, lastGood } = await polling.guestUntil(isAnswered);
      expect(session?.reason).toBe('');
      expect(rates?.guestSeconds).toBeGreaterThan(0.5);
      expect(lastGood).toBeUndefined();
    },
  );

  it('hangs in the middle of an answer', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address), timeouts });
    await polling.started();
    qemu.fault('hang', { command: 'query-blockstats' });
    const { disks, failures } =
      (await polling.guestUntil(({ qemu }) => qemu?.disks === undefined)).qemu ?? {};
    // The parts before it are present; the failures name those that are missing.
    expect({ disks, parts: failures?.map(({ part }) => part) }).toMatchObject({ disks: undefined });
    qemu.heal();
    await polling.guestUntil(({ qemu }) => qemu?.disks !== undefined);
  });

  it('is silent in later sweeps after it has fallen silent in the middle of an answer', async () => {
    const qemu = await mock();
    const polling = new Polling({ guests: named(qemu.address), interval: 0.2, timeouts: { commandMs: 300 } });
    await polling.started();
    qemu.fault('hang', { command: 'query-blockstats' });
    const silent = await polling.guestUntil(({ lastGood }) => lastGood !== undefined && !lastGood.qemu.disks);
    expect(silent).toMatchObject({ qemu: undefined, problem: { kind: 'hung' } });
    // The age counts from the answer with the run state, not from the timeout of the command after it.
    expect(silent.lastGood?.ageSeconds).toBeGreaterThanOrEqual(0.3);
    for (let sweep = 0; sweep < 6; sweep++) expect((await polling.guest()).qemu).toBeUndefined();
    qemu.heal();
    await polling.guestUntil(({ qemu }) => qemu?.disks !== undefined);
  });

  it.each(['unix', 'tcp'] as const)(
    'has at most one connection of ours, over 20 sweeps, on %s',
    async (kind) => {
      const server = await SilentServer.listen(kind);
      const polling = new Polling({ guests: named(server.address), interval: 0.05, timeouts });
      for (let sweep = 0; sweep < 20; sweep++) {
        const { problem } = await polling.guest();
        expect(problem?.kind).toMatch(HUNG_OR_LATE);
      }
      expect(server.total).toBe(1);
      const { problem } = await polling.guest();
      if (problem?.kind === 'hung')
        expect(problem.message).toMatch(/: its QEMU has not answered for \d+ s: its main loop hangs$/);
    },
  );

  it('is asked once more after it has accepted and closed a waiting connection', async () => {
    const server = await SilentServer.listen('unix');
    const polling = new Polling({ guests: named(server.address), interval: 0.05, timeouts });
    for (let sweep = 0; sweep < 5; sweep++) await polling.next();
    server.dropAll();
    await polling.until(() => server.total === 2);
    for (let sweep = 0; sweep < 5; sweep++) await polling.next();
    expect(server).toMatchObject({ total: 2, most: 1 });
  });

  it('keeps one waiting connection when /proc does not show the monitor', async () => {
    const server = await SilentServer.listen('tcp');
    const options = { guests: named(server.address), interval: 0.05, timeouts, procRoot: '/nonexistent' };
    const polling = new Polling(options);
    for (let sweep = 0; sweep < 20; sweep++) {
      const { problem } = await polling.guest();
      expect(problem?.kind).toMatch(HUNG_OR_LATE);
      if (problem?.kind === 'hung') expect(problem.message).toMatch(NO_ANSWER);
    }
    expect(server).toMatchObject({ total: 1, most: 1, open: 1 });
  });

  it('does not delay the others from the second sweep on', async () => {
    const healthy = await Promise.all(Array.from({ length: 8 }, (_, at) => mock({ name: `vm${at}` })));
    const stuck = await mock({ name: 'stuck', faults: [{ kind: 'hang' }] });
    const remote = await SilentServer.listen('tcp');
    const addresses = [stuck.address, remote.address, ...healthy.map(({ address }) => address)];
    const polling = new Polling({ guests: named(...addresses), interval: 1, slowInterval: 3600 });
    await polling.next();
    for (let sweep = 0; sweep < 3; sweep++) {
      const snapshot = await polling.next();
      for (const qemu of healthy) expect(guestAt(snapshot, qemu).problem).toBeUndefined();
      expect(guestAt(snapshot, stuck).problem?.kind).toMatch(HUNG_OR_LATE);
      expect(snapshot.self?.answered).toBe(8);
      expect(ranSeconds(snapshot)).toBeLessThan(0.5);
      expect(snapshot.self?.latency?.maxSeconds).toBeLessThan(0.5 + lateSeconds(snapshot));
    }
  });

  it('does not keep the others from being asked, even in large numbers', async () => {
    const stuck = await SilentServer.listen('tcp');
    const port = stuck.address.split(':').at(-1);
    // Three hundred addresses of one server, each taken for another guest.
    const addresses = Array.from({ length: 300 }, (_, at) => `tcp:127.0.1.${at % 250}:${port}`);
    const healthy = await mock({ name: 'last' });
    const polling = new Polling({
      guests: named(...new Set(addresses), healthy.address),
      interval: 1,
      procRoot: '/nonexistent',
      timeouts,
    });
    const snapshot = await polling.next();
    expect(guestAt(snapshot, healthy).problem).toBeUndefined();
  });
});

describe('a slow query-block', () => {
  it('delays neither the other guests nor, longer than it takes, its own', async () => {
    const slow = await mock({ name: 'slow' });
    const other = await mock({ name: 'other' });
    const options = { guests: named(slow.address, other.address), interval: 0.5, timeouts };
    const polling = new Polling({ ...options, slowInterval: 0.2 });
    await polling.started();
    slow.fault('delay', { command: 'query-block', ms: 2500 });
    const asked = () => slow.calls.filter(({ execute }) => execute === 'query-block').length;
    const before = asked();
    const waiting = await polling.until((snapshot) => guestAt(snapshot, slow).problem !== undefined);
    const { problem, lastGood } = guestAt(waiting, slow);
    expect(problem?.kind).toMatch(HUNG_OR_LATE);
    if (problem?.kind === 'hung')
      expect(problem.message).toMatch(
        /^unix:\S+: no answer for \d\.\d s: it is reading the sizes of its disks, possibly from slow storage$/,
      );
    expect(lastGood).toMatchObject({ qemu: { name: 'slow' } });
    for (let sweep = 0; sweep < 3; sweep++) {
      const snapshot = await polling.next();
      expect(guestAt(snapshot, other).problem).toBeUndefined();
      expect(ranSeconds(snapshot)).toBeLessThan(0.35);
    }
    await polling.until((snapshot) => isAnswered(guestAt(snapshot, slow)));
    // It took 2.5 s, so the next one is due in 50 s and not in 0.2 s.
    for (let sweep = 0; sweep < 4; sweep++) await polling.next();
    expect(asked() - before).toBe(1);
    expect((await polling.next()).self?.slowLane.maxSeconds).toBeLessThan(1);
  });

  it('does not fail the fast lane when QEMU refuses it', async () => {
    const address = await greetingServer(({ execute, id }) => {
      if (execute === 'query-status') return `{"return":{"status":"running"},"id":${id}}\r\n`;
      if (execute !== 'query-block') return `{"return":[],"id":${id}}\r\n`;
      return `{"id":${id},"error":{"class":"GenericError","desc":"not now"}}\r\n`;
    });
    const polling = new Polling({ guests: [{ address }], slowInterval: 0.1 });
    await polling.started();
    const { self } = await polling.until(({ self }) => (self?.slowLane.failed ?? 0) > 0);
    expect(self).toMatchObject({ slowLane: { running: 0, done: 0 }, abandoned: 0 });
    await polling.guestUntil(isAnswered);
  });
});

describe('an address', () => {
  const mayBeNoMonitor = (problem: Problem | undefined) =>
    problem?.message.endsWith('or this is not a QMP monitor') === true;

  it('of a web server is not a monitor', async () => {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const polling = new Polling({ guests: named(`tcp:127.0.0.1:${port}`), interval: 0.3, timeouts });
    const { problem } = await polling.guestUntil(({ problem }) => mayBeNoMonitor(problem));
    expect(problem?.kind).toBe('hung');
  });

  it('of a server with another greeting is not a monitor', async () => {
    const qemu = await mock({ faults: [{ kind: 'wrong-greeting' }] });
    const polling = new Polling({ guests: named(qemu.address), interval: 0.2, timeouts });
    await polling.guestUntil(({ problem }) => problem?.kind === 'foreign');
    qemu.heal();
    await polling.guestUntil(isAnswered);
  });

  it('of a guest agent is not a monitor', async () => {
    const agent = await startMockAgent();
    onTestFinished(() => agent.close());
    const polling = new Polling({ guests: named(agent.address), interval: 0.2, timeouts });
    const { problem } = await polling.guestUntil(({ problem }) => mayBeNoMonitor(problem));
    expect(problem?.kind).toBe('hung');
  });

  it('that this user may not connect to is denied, until that is permitted', async () => {
    if (process.geteuid?.() !== 0) return;
    const directory = await temporaryDirectory();
    const qemu = await mock({ listen: `unix:${directory}/s` });
    await chmod(directory, 0o755);
    await chmod(`${directory}/s`, 0o600);
    process.seteuid?.(65_534);
    onTestFinished(() => process.seteuid?.(0));
    const polling = new Polling({ guests: named(qemu.address) });
    expect((await polling.guest()).problem).toEqual({
      kind: 'denied',
      message: `${qemu.address}: permission denied: run as root or as that QEMU's user`,
    });
    process.seteuid?.(0);
    await chmod(`${directory}/s`, 0o666);
    await polling.guestUntil(isAnswered);
  });

  it('of a monitor that keeps closing is tried at growing intervals', async () => {
    // The pauses are random, up to a limit that grows.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.99);
    onTestFinished(() => random.mockRestore());
    const qemu = await mock({ faults: [{ kind: 'close', where: 'greeted' }] });
    const polling = new Polling({ guests: named(qemu.address) });
    await polling.guestUntil(({ problem }) => problem?.kind === 'gone');
    const tried = new Set<number | undefined>();
    for (let sweep = 0; sweep < 10; sweep++) {
      const { guests, self } = await polling.next();
      expect(guests).toMatchObject([{ problem: { kind: 'gone' } }]);
      tried.add(self?.commands);
    }
    expect(tried.size).toBeLessThan(5);
  });

  it('of a monitor that sends garbage between its replies is sampled nevertheless', async () => {
    const qemu = await mock({ faults: [{ kind: 'garbage' }] });
    const polling = new Polling({ guests: named(qemu.address) });
    await polling.next();
    expect(await polling.guest()).toMatchObject({
      problem: undefined,
      qemu: { runState: 'running', failures: [] },
    });
  });
});

/** How long the poller did not run during a sweep, because the machine had other work. */
function lateSeconds({ self }: Snapshot): number {
  return self?.loopLateSeconds ?? 0;
}

/** How long the sweep took of the time in which the poller ran. */
function ranSeconds(snapshot: Snapshot): number {
  return (snapshot.self?.sweepSeconds ?? Number.NaN) - lateSeconds(snapshot);
}
