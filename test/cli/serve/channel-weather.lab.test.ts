import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askInGuest, bootWithChannel, type ChannelGuest, installClient } from '../../guest/channel-guest.js';
import { describeLab } from '../../lab/context.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { type MonitoredGuest, type RunningServe, startServe } from './running-serve.js';

const BOOT_MS = 150_000;
const SOON = { timeout: 90_000, interval: 100 };

/** With its monitor held: only then every reset is noticed. */
function monitored({ guest, path }: ChannelGuest): MonitoredGuest {
  return { address: `unix:${guest.monitors[0]}`, hold: true, channel: { connect: path } };
}

/** Whether the daemon has seen its only guest run. */
async function seesRun({ get }: RunningServe): Promise<boolean> {
  const { guests } = JSON.parse((await get('/api/v1/guests')).text);
  return guests[0]?.problem === null && guests[0].state === 'running';
}

describeLab('the channel of a real guest of qgauge serve', (lab) => {
  let directory: string;
  let web: ChannelGuest;

  /** All daemons keep the numbers of sessions at one place. */
  const serve = async (): Promise<RunningServe> => {
    const daemon = await startServe({ web: monitored(web) }, [], false, directory);
    await daemon.untilMeasured();
    return daemon;
  };
  const ask = (words: string) => askInGuest(web.guest, words);
  /** Microseconds. */
  const readUptime = async (): Promise<number> =>
    Number(/^uptime = (\d+)$/m.exec(await ask('raw text session'))?.[1]);
  const untilAnother = async (session: string): Promise<string> => {
    await expect.poll(() => ask('sessionid'), SOON).not.toBe(session);
    return ask('sessionid');
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'qlab-weather-'));
    web = await bootWithChannel(lab, directory, {
      name: 'port-weather',
      memoryMiB: 128,
      extraArgs: [
        ...['-device', 'pcie-root-port,id=slot0'],
        ...['-drive', 'if=none,id=drive0,media=cdrom,driver=null-co,size=1M'],
        ...['-device', 'ide-cd,id=cd0,drive=drive0'],
      ],
    });
    await installClient(web.guest);
  }, BOOT_MS);

  afterAll(async () => {
    await web.guest.stop();
    rmSync(directory, { recursive: true });
  });

  test.each([
    ['is stopped', () => web.guest.control('stop'), () => web.guest.control('cont')],
    ['has its QEMU suspended', () => web.guest.signal('SIGSTOP'), () => web.guest.signal('SIGCONT')],
  ])('a guest that %s asks, and is answered when it runs again, in the same session', async (_, stop, go) => {
    const daemon = await serve();
    const session = await ask('sessionid');
    await stop();
    await expect.poll(() => seesRun(daemon), SOON).toBe(false);
    const asked = ask('sessionid');
    await go();
    expect(await asked).toBe(session);
    await daemon.end();
  });

  test('a guest that asks while there is no daemon is answered by the next one, in the same session', async () => {
    const killed = await serve();
    const session = await ask('sessionid');
    const uptime = await readUptime();
    await killed.end('SIGKILL');
    const asked = ask('sessionid');
    const next = await serve();
    expect(await asked).toBe(session);
    expect(await readUptime()).toBeGreaterThan(uptime);
    await next.end();
  });

  test('a guest has another session when a disk is plugged in, and when it is unplugged', async () => {
    const daemon = await serve();
    const first = await ask('sessionid');
    await web.guest.control('blockdev-add', { driver: 'null-co', 'node-name': 'node9', size: 2 ** 24 });
    await web.guest.control('device_add', {
      driver: 'virtio-blk-pci',
      id: 'disk9',
      drive: 'node9',
      bus: 'slot0',
    });
    const second = await untilAnother(first);
    expect(await ask('raw')).toContain('vscsi disk9\n');
    await web.guest.control('device_del', { id: 'disk9' });
    await untilAnother(second);
    expect(await ask('raw')).not.toContain('vscsi disk9\n');
    await daemon.end();
  });

  test('a guest is in the same session when a medium is ejected', async () => {
    const daemon = await serve();
    const session = await ask('sessionid');
    expect(await ask('raw')).toContain('vscsi drive0\n');
    await web.guest.control('eject', { id: 'cd0', force: true });
    await expect.poll(() => ask('raw'), SOON).not.toContain('vscsi drive0\n');
    expect(await ask('sessionid')).toBe(session);
    await daemon.end();
  });

  test('a guest that is reset has another session, with sums of its own', async () => {
    const daemon = await serve();
    const session = await ask('sessionid');
    const resetMs = performance.now();
    const from = web.guest.consoleText().length;
    await web.guest.control('system_reset');
    await web.guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
    await installClient(web.guest);
    await untilAnother(session);
    expect(await readUptime()).toBeLessThan((performance.now() - resetMs) * 1000);
    await daemon.end();
  });
});

describeLab('the channel of a guest that is migrated', (lab) => {
  test('is served by the daemon of the other host, in a session of its own', async () => {
    const [here, there] = [await temporaryDirectory(), await temporaryDirectory()];
    const wire = `unix:${join(there, 'wire')}`;
    const machine = { name: 'port-moved', memoryMiB: 128, stopped: true };
    const source = await bootWithChannel(lab, here, { ...machine, stopped: false });
    await using _source = source.guest;
    const destination = await bootWithChannel(lab, there, { ...machine, extraArgs: ['-incoming', wire] });
    await using _destination = destination.guest;
    await installClient(source.guest);
    const daemons = await Promise.all(
      [source, destination].map((guest) => startServe({ web: monitored(guest) })),
    );
    for (const daemon of daemons) await daemon.untilMeasured();
    const before = await askInGuest(source.guest, 'sessionid');

    await source.guest.control('migrate', { uri: wire });
    await expect
      .poll(() => source.guest.control('query-migrate'), SOON)
      .toMatchObject({ status: 'completed' });
    await destination.guest.control('cont');
    const after = await askInGuest(destination.guest, 'sessionid');
    expect(after).toMatch(/^0x[0-9a-f]+\n$/);
    expect(after).not.toBe(before);
    await source.guest.stop();
    expect(await askInGuest(destination.guest, 'speed')).toMatch(/^\d+ MHz\n$/);
    for (const daemon of daemons) await daemon.end();
  });
});
