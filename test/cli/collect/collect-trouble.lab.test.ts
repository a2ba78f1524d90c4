import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { collectRecord, expectOnTime, onlyVm, runQgauge } from '../../run-qgauge.js';
import { THIS_CLIENT } from '../../this-client.js';

/** Connects as another client does, and holds the monitor. */
async function holdMonitor(path: string): Promise<Socket> {
  const socket = connect(path);
  await once(socket, 'data');
  return socket;
}

const TIMEOUT_MS = 2000;
const timeout = ['--timeout', String(TIMEOUT_MS / 1000)];

const INTERVAL = { path: '/machine/peripheral/balloon0', property: 'guest-stats-polling-interval' };
const LIMIT_MS = 1.1 * TIMEOUT_MS;

describeLab('a guest whose memory is unknown', (lab) => {
  const guests: LabGuest[] = [];
  let noDriver: LabGuest;
  let noDevice: LabGuest;
  let paused: LabGuest;
  let frozen: LabGuest;
  let busy: LabGuest;

  beforeAll(async () => {
    const boot = async (
      ...args: Parameters<typeof bootGuest> extends [unknown, ...infer Rest] ? Rest : never
    ) => {
      const guest = await bootGuest(lab, ...args);
      guests.push(guest);
      return guest;
    };
    [noDriver, noDevice, paused, frozen, busy] = await Promise.all([
      boot({ name: 'driverless', driver: false }),
      boot({ name: 'deviceless', balloon: 'none' }),
      boot({ name: 'paused' }),
      boot({ name: 'frozen' }),
      boot({ name: 'busy' }),
    ]);
    await paused.control('stop');
    frozen.signal('SIGSTOP');
  });

  afterAll(() => Promise.all(guests.map((guest) => guest.stop())));

  const collectOne = (guest: LabGuest) =>
    collectRecord(['--socket', guest.monitors[0] ?? '', '--extended', ...timeout]);

  it('has no driver: the record comes on time, and says that it has never reported', async () => {
    const run = await collectOne(noDriver);
    expectOnTime(run, LIMIT_MS);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(onlyVm(run.record)).toMatchObject({
      status_int: 1,
      mem_use: null,
      mem_alloc: 256 * 1024 * 1024,
      balloon: { verdict: 'never-reported', age: null, last_update: null },
    });
  });

  it('has no balloon device', async () => {
    const run = await collectOne(noDevice);
    expectOnTime(run, LIMIT_MS);
    expect(onlyVm(run.record)).toMatchObject({
      status_int: 1,
      mem_use: null,
      balloon: { verdict: 'no-device', actual: null },
    });
  });

  it('is paused', async () => {
    const run = await collectOne(paused);
    expectOnTime(run, LIMIT_MS);
    expect(onlyVm(run.record)).toMatchObject({
      status_int: 3,
      mem_use: null,
      balloon: { verdict: 'paused' },
    });
  });

  it('has a QEMU that is stopped: nobody connects to it, and /proc is still read', async () => {
    const run = await collectOne(frozen);
    expectOnTime(run, LIMIT_MS);
    const address = `unix:${frozen.monitors[0]}`;
    expect(run.status).toBe(1);
    expect(run.record.error).toBe(1);
    expect(run.stderr).toBe(
      `qgauge: frozen: ${address}: QEMU (pid ${frozen.pid}) is stopped (SIGSTOP or a debugger): kill -CONT ${frozen.pid}\n`,
    );
    expect(onlyVm(run.record)).toMatchObject({
      status_int: 9,
      mem_use: null,
      cpus: null,
      balloon: { verdict: 'stopped' },
    });
    expect(onlyVm(run.record).rss).toBeGreaterThan(0);
    expect(onlyVm(run.record).usertime).toBeGreaterThan(0);
  });

  it('is served by another client', async () => {
    const client = await holdMonitor(busy.monitors[0] ?? '');
    const run = await collectOne(busy);
    client.destroy();
    expectOnTime(run, LIMIT_MS);
    expect(run.stderr).toBe(
      `qgauge: busy: unix:${busy.monitors[0]}: ${THIS_CLIENT} holds the monitor: add a second -qmp socket for qgauge\n`,
    );
    expect(onlyVm(run.record)).toMatchObject({
      status_int: 9,
      mem_use: null,
      balloon: { verdict: 'busy' },
    });
  });

  it('is told apart from the others in ls too', async () => {
    const client = await holdMonitor(busy.monitors[0] ?? '');
    const sockets = guests.flatMap((guest) => ['--socket', guest.monitors[0] ?? '']);
    const run = await runQgauge(['ls', '--json', ...sockets, ...timeout]);
    client.destroy();
    expectOnTime(run, LIMIT_MS);
    const verdicts = Object.fromEntries(
      JSON.parse(run.stdout).guests.map((guest: { name: string; memory: { verdict: string } }) => [
        guest.name,
        guest.memory.verdict,
      ]),
    );
    expect(verdicts).toEqual({
      driverless: 'never-reported',
      deviceless: 'no-device',
      paused: 'paused',
      frozen: 'stopped',
      busy: 'busy',
    });
  });

  it('leaves no connection of ours behind: after ten runs its owner is served at once', async () => {
    const path = busy.monitors[0] ?? '';
    const owner = await holdMonitor(path);
    for (let run = 0; run < 10; run++) await runQgauge(['collect', '--socket', path, ...timeout]);
    owner.destroy();
    const startedAt = performance.now();
    const again = await holdMonitor(path);
    expect(performance.now() - startedAt).toBeLessThan(250);
    again.destroy();
  });

  it('costs the others nothing: of three, two are complete and not delayed', async () => {
    const healthy = [noDriver, noDevice].flatMap((guest) => ['--socket', guest.monitors[0] ?? '']);
    const withFrozen = [...healthy, '--socket', frozen.monitors[0] ?? ''];
    // A second reading each, because the first may have switched polling on and waited for a report.
    await collectRecord(healthy);
    const alone = await collectRecord([...healthy, ...timeout]);
    const together = await collectRecord([...withFrozen, ...timeout]);
    expect(together.status).toBe(0);
    expect(together.record.data.VMs).toMatchObject({
      driverless: { status_int: 1, cpus: 1 },
      deviceless: { status_int: 1, cpus: 1 },
      frozen: { status_int: 9, cpus: null },
    });
    expect(together.record.data.totals).toMatchObject({ on: 2, unknown: 1, cpus: 2 });
    expectOnTime(together, alone.ms + 300);
  });
});

describeLab('a QEMU that does not last', (lab) => {
  it('is killed in mid-poll: the record comes, with the reason', async () => {
    await using guest = await bootGuest(lab, { name: 'doomed', driver: false });
    const collecting = collectRecord(['--socket', guest.monitors[0] ?? '', ...timeout]);
    // Without a driver the run waits a second for the first report: time enough to die in.
    await expect.poll(() => guest.control('qom-get', INTERVAL), { timeout: 90_000, interval: 10 }).toBe(10);
    guest.signal('SIGKILL');
    const run = await collecting;
    expectOnTime(run, LIMIT_MS);
    expect(Object.keys(run.record.data.VMs)).toEqual(['doomed']);
  });

  it('is stopped in mid-poll: the record still comes on time', async () => {
    await using guest = await bootGuest(lab, { name: 'freezing', driver: false });
    const collecting = collectRecord(['--socket', guest.monitors[0] ?? '', ...timeout]);
    // The last that it does is to wait for the first report.
    await expect.poll(() => guest.control('qom-get', INTERVAL), { timeout: 90_000, interval: 10 }).toBe(10);
    guest.signal('SIGSTOP');
    const run = await collecting;
    expectOnTime(run, LIMIT_MS);
    expect(run.record.data.VMs.freezing).toMatchObject({ status_int: 1, cpus: 1, mem_use: null });
  });
});

describeLab('other machines', (lab) => {
  it('a microvm, whose balloon has no backend child, is read like any other', async () => {
    await using guest = await bootGuest(lab, { name: 'micro', machine: 'microvm', nics: [{ kind: 'user' }] });
    const { record } = await collectRecord(['--socket', guest.monitors[0] ?? '', '--extended']);
    expect(record.data.VMs.micro).toMatchObject({
      status_int: 1,
      balloon: { verdict: 'ok' },
      ifs: { nic0: {} },
    });
  });

  it('an anonymous balloon on a pretty monitor too, on the second monitor when the first is held', async () => {
    await using guest = await bootGuest(lab, {
      name: 'anonymous',
      balloon: 'anonymous',
      monitors: 2,
      pretty: true,
    });
    const first = await collectRecord(['--socket', guest.monitors[0] ?? '', '--extended']);
    expect(first.record.data.VMs.anonymous).toMatchObject({ balloon: { verdict: 'ok' } });
    const owner = await holdMonitor(guest.monitors[0] ?? '');
    const sockets = guest.monitors.flatMap((path) => ['--socket', path]);
    const second = await collectRecord([...sockets, '--extended']);
    owner.destroy();
    expect(second.record.data.VMs.anonymous).toMatchObject({ balloon: { verdict: 'ok' } });
  });
});

describe.each(['SIGINT', 'SIGTERM'] as const)('%s in mid-sweep', (signal) => {
  describeLab('ends the run at once', (lab) => {
    it('without a record, a stack trace, or anything written to the guest later', async () => {
      await using guest = await bootGuest(lab, { driver: false });
      const run = await runQgauge(['collect', '--socket', guest.monitors[0] ?? ''], {
        // The last that it does is to wait for the first report.
        signalWhen: () => expect.poll(() => guest.control('qom-get', INTERVAL), { timeout: 90_000 }).toBe(10),
        signal,
      });
      expect(run).toMatchObject({
        status: signal === 'SIGINT' ? 130 : 143,
        stdout: '',
        stderr: `qgauge: interrupted by ${signal}\n`,
      });
      expectOnTime(run, 500);
    });
  });
});
