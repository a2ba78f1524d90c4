import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SocketTables } from '../../src/discover/socket-tables.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import type { PollOptions } from '../../src/poll/poll-options.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import type { GuestOptions } from '../lab/guest-options.js';
import type { Lab } from '../lab/packages.js';
import { startPausedQemus } from '../lab/paused-qemus.js';
import { connectRaw } from '../mock-qemu/raw-client.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { named, Polling } from './polling.js';
import { VisibleProcesses } from './visible-processes.js';

const INTERVAL = 0.5;
/** A QEMU that has not accepted a connection by then hangs. */
const timeouts = { greetingMs: 300 };

/** Polls the QEMUs that a test shows it; it discovers how to reach them. */
async function discovering(options: PollOptions = {}) {
  const visible = await VisibleProcesses.create();
  const polling = new Polling({ interval: INTERVAL, procRoot: visible.root, timeouts, ...options });
  return { visible, polling };
}

async function pausedGuest(lab: Lab, options: GuestOptions = {}): Promise<LabGuest> {
  const guest = await bootGuest(lab, { memoryMiB: 64, kernel: false, ...options });
  onTestFinished(() => guest.stop());
  return guest;
}

function guestOf({ guests }: Snapshot, pid: number): GuestSnapshot | undefined {
  return guests.find((guest) => guest.pid === pid);
}

const kindOf = (guest: GuestSnapshot | undefined) => guest?.problem?.kind;

describeLab('a poller without any configuration', (lab) => {
  it('has a QEMU in the snapshot after its start, and not in the one after its end', async () => {
    await using qemus = await startPausedQemus(lab, 3);
    const { visible, polling } = await discovering();
    await visible.show(...qemus.guests.map(({ pid }) => pid));
    const { guests } = await polling.started();
    expect(guests.map(({ name }) => name).sort()).toEqual(['paused0', 'paused1', 'paused2']);
    expect(guests[0]).toMatchObject({
      qemu: { runState: 'prelaunch', failures: [] },
      linux: { rssBytes: expect.any(Number) },
      session: { reason: '' },
    });
    const late = await pausedGuest(lab, { name: 'late', control: false });
    await visible.show(late.pid);
    await polling.next();
    expect(guestOf(await polling.next(), late.pid)).toMatchObject({ name: 'late', problem: undefined });
    late.signal('SIGKILL');
    await late.exited;
    const { guests: left } = await polling.next();
    expect(left.map(({ name }) => name).sort()).toEqual(['paused0', 'paused1', 'paused2']);
  });

  it('costs each of them five commands in less than 400 bytes a sweep', async () => {
    await using qemus = await startPausedQemus(lab, 4);
    const { visible, polling } = await discovering({ slowInterval: 3600 });
    await visible.show(...qemus.guests.map(({ pid }) => pid));
    await polling.until(({ self }) => self?.slowLane.done === 4);
    const { guests, self } = await polling.next();
    expect(guests).toHaveLength(4);
    for (const { cost, qemu, rates } of guests) {
      expect(cost?.commands).toBe(5);
      expect(cost?.requestBytes).toBeLessThan(400);
      expect(qemu?.disks?.[0]?.image?.virtualBytes).toBe(1024 * 1024);
      expect(rates?.process).toBeDefined();
    }
    expect(self).toMatchObject({ answered: 4, timeouts: 0, abandoned: 0 });
    expect(self?.latency?.p50Seconds).toBeLessThan(0.1);
  });

  it('finds a QEMU that its shell executes after a while', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'through-shell', '-qmp', `unix:${path},server=on,wait=off`];
    const through = ['sh', '-c', 'sleep 1; exec "$@"', 'sh'];
    const { pid } = await startBareQemu(lab.qemu, args, { through });
    const { visible, polling } = await discovering();
    await visible.show(pid);
    expect((await polling.next()).guests).toEqual([]);
    const snapshot = await polling.until((taken) => guestOf(taken, pid)?.qemu !== undefined);
    expect(guestOf(snapshot, pid)).toMatchObject({ name: 'through-shell' });
  });
});

describeLab('a poller and a real QEMU', (lab) => {
  async function watched(options: GuestOptions = {}, pollOptions: PollOptions = {}) {
    const qemu = await pausedGuest(lab, { name: 'polled-again', ...options });
    const { visible, polling } = await discovering(pollOptions);
    await visible.show(qemu.pid);
    await polling.started();
    return { qemu, polling };
  }

  it('that is stopped: its last answer is kept, and it answers in the sweep after SIGCONT', async () => {
    const { qemu, polling } = await watched();
    qemu.signal('SIGSTOP');
    await polling.guestUntil((guest) => kindOf(guest) === 'stopped');
    const stopped = await polling.guest();
    expect(stopped).toMatchObject({
      name: 'polled-again',
      qemu: undefined,
      problem: {
        kind: 'stopped',
        message: `unix:${qemu.monitors[0]}: QEMU (pid ${qemu.pid}) is stopped (SIGSTOP or a debugger): kill -CONT ${qemu.pid}`,
      },
      linux: { state: 'T' },
    });
    expect(stopped.lastGood?.ageSeconds).toBeGreaterThan(INTERVAL);
    qemu.signal('SIGCONT');
    expect(await polling.guest()).toMatchObject({ problem: undefined, session: { reason: '' } });
  });

  it('that is paused and resumed: its state changes, and its session continues', async () => {
    const { qemu, polling } = await watched();
    const { session } = await polling.guestUntil(({ qemu }) => qemu?.runState === 'running');
    await qemu.control('stop');
    await polling.guestUntil(({ qemu }) => qemu?.runState === 'paused');
    await qemu.control('cont');
    expect((await polling.guestUntil(({ qemu }) => qemu?.runState === 'running')).session).toEqual(session);
  });

  it('that is reset while it does not run: a new session, without an event', async () => {
    const { qemu, polling } = await watched();
    await qemu.control('stop');
    await polling.guestUntil(({ qemu }) => qemu?.runState === 'paused');
    await qemu.control('system_reset');
    const { session } = await polling.guestUntil(({ qemu }) => qemu?.runState === 'prelaunch');
    expect(session).toMatchObject({ reason: 'the guest was reset' });
  });

  it('that is reset while its connection is held: a new session by the event', async () => {
    const { qemu, polling } = await watched({}, { hold: true });
    await qemu.control('system_reset');
    const { session, cost } = await polling.guestUntil(({ session }) => session?.reason !== '');
    expect(session).toMatchObject({ reason: 'the guest was reset' });
    expect(cost?.commands).toBe(4);
  });

  it('whose monitor another client holds: busy in each sweep until it is released', async () => {
    // The lab's own monitor would be a second one to ask.
    const { qemu, polling } = await watched({ control: false });
    const client = await connectRaw(`unix:${qemu.monitors[0]}`);
    await client.lines(1);
    await polling.next();
    for (let sweep = 0; sweep < 5; sweep++) expect(kindOf(await polling.guest())).toBe('busy');
    await client.close();
    expect(await polling.guest()).toMatchObject({ problem: undefined });
    // No connection of ours is left in its queue: the next client is served at once.
    const next = await connectRaw(`unix:${qemu.monitors[0]}`);
    await next.lines(1);
    await next.close();
  });

  it('that is asked through its second monitor while the first one is held', async () => {
    const { qemu, polling } = await watched({ monitors: 2 });
    const client = await connectRaw(`unix:${qemu.monitors[0]}`);
    await client.lines(1);
    await polling.next();
    expect(await polling.guest()).toMatchObject({ problem: undefined });
    await client.close();
  });

  it('that is named, and has become a zombie: it stays in the snapshot, and is gone', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, '-name', 'unburied', '-qmp', `unix:${path},server=on,wait=off`];
    // Its parent never waits for it.
    const through = ['sh', '-c', 'setpriv --pdeathsig KILL "$@" & exec sleep 60', 'sh'];
    const parent = await startBareQemu(lab.qemu, args, { through, ready: path });
    const pid = Number(readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8'));
    const { visible, polling } = await discovering({ guests: named(path) });
    await visible.show(pid);
    await polling.started();
    process.kill(pid, 'SIGKILL');
    const { lastGood } = await polling.guestUntil((guest) => kindOf(guest) === 'gone');
    expect(lastGood?.qemu.name ?? 'unburied').toBe('unburied');
    for (let sweep = 0; sweep < 3; sweep++) expect(kindOf(await polling.guest())).toBe('gone');
  });

  it('that has the path of another, while connections are held: neither answers for the other', async () => {
    const path = join(await temporaryDirectory(), 's');
    const start = (name: string) =>
      startBareQemu(lab.qemu, [...PAUSED_MACHINE, '-name', name, '-qmp', `unix:${path},server=on,wait=off`], {
        ready: path,
      });
    const [older, newer] = [await start('elder'), await start('younger')];
    // Until then the older one accepts connections.
    const listening = () => new SocketTables('/proc').of(undefined).unixAt(path);
    await expect.poll(() => listening().filter(({ state }) => state === 'listening')).toHaveLength(2);
    const { visible, polling } = await discovering({ hold: true });
    await visible.show(older.pid, newer.pid);
    const snapshot = await polling.until((taken) => guestOf(taken, newer.pid)?.qemu !== undefined);
    expect(guestOf(snapshot, newer.pid)?.name).toBe('younger');
    expect(guestOf(await polling.next(), older.pid)).toMatchObject({ name: 'elder', qemu: undefined });
  });
});
