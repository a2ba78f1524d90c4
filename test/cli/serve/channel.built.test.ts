import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STAT_ENCODINGS } from '../../../src/model/vocabulary.js';
import { type MockGuest, startMockGuest } from '../../mock-qemu/mock-guest.js';
import { configOf, type MonitoredGuest, type RunningServe, startServe } from './running-serve.js';

const SOON = { timeout: 90_000, interval: 20 };
const UUID = { web: '564d2c53-4356-668e-7c05-fd7e511e23f3', db: '564d2c53-4356-668e-7c05-000000000002' };
const REFUSED = { status: 4, body: 'This value is not available on this host\n' };

function startGuest(name: 'web' | 'db'): Promise<MockGuest> {
  return startMockGuest({ name, version: '7.2', uuid: UUID[name] });
}

/** A guest at whose port QEMU listens. */
function withChannel({ address, path }: MockGuest, more: object = {}): MonitoredGuest {
  return { address, channel: { connect: path, ...more } };
}

async function startDaemon() {
  const web = await startGuest('web');
  return { web, daemon: await startServe({ web: web.address }) };
}

/** Has the daemon read another configuration of the guest. */
async function reload({ configFile, child }: RunningServe, web: MonitoredGuest): Promise<void> {
  await writeFile(configFile, configOf({ web }));
  child.kill('SIGHUP');
}

function figureNames(text: string): readonly string[] {
  return Array.from(text.matchAll(/^([\w.]+) = /gm), ([, name = '']) => name);
}

describe('the channels of qgauge serve', () => {
  it('have a socket for a guest as long as the configuration has it', async () => {
    const { web, daemon } = await startDaemon();
    const path = join(daemon.directory, 'web.sock');
    await reload(daemon, { address: web.address, channel: { listen: path } });
    await daemon.untilTold('configuration reloaded\n');
    expect(existsSync(path)).toBe(true);
    await reload(daemon, { address: web.address });
    await expect.poll(() => existsSync(path), SOON).toBe(false);
    expect((await daemon.end()).status).toBe(0);
  });

  it('are reported where nobody can listen at their path', async () => {
    const { web, daemon } = await startDaemon();
    await reload(daemon, { address: web.address, channel: { listen: daemon.configFile } });
    await daemon.untilTold('configuration reloaded, but ');
    const why = `cannot listen at ${daemon.configFile}: another file has this path`;
    expect(daemon.stderr()).toContain(`configuration reloaded, but ${why}`);
  });

  it('tell a guest what qgauge guest-stats prints of it, and what its switches allow', async () => {
    const web = await startGuest('web');
    const daemon = await startServe({ web: withChannel(web) });
    await daemon.untilMeasured();
    const ask = async (words: string) => {
      const { status, body } = await web.ask(`guestlib.stat.get ${words}`);
      expect({ words, status, body }).toMatchObject({ status: 0 });
      return body;
    };
    const print = async (words: string) => {
      const run = await daemon.beside('guest-stats', 'web', 'raw', ...words.split(' '));
      expect(run).toMatchObject({ status: 0, stderr: '' });
      return run.stdout;
    };
    for (const words of ['text', 'xml', 'json', 'yaml', ...STAT_ENCODINGS.map((each) => `${each} host`)])
      expect(await ask(words)).toBe(await print(words));
    // Their figures grow with each sweep.
    for (const words of ['session', 'resources', 'vscsi disk0', 'vnet 52:54:00:aa:bb:01'].map(
      (name) => `text ${name}`,
    ))
      expect(figureNames(await ask(words))).toEqual(figureNames(await print(words)));
    const [session] = (await ask('text session')).split('\n');
    expect((await print('text session')).split('\n')[0]).toBe(session);

    expect(await web.ask('guestlib.stat.get text guestlib')).toEqual(REFUSED);
    await reload(daemon, withChannel(web, { provider: 'rack 7', hostInfo: true, library: true }));
    await daemon.untilTold('configuration reloaded\n');
    expect(await ask('text session')).toContain('provider = rack 7\n');
    expect(await ask('text guestlib')).toContain('host.mem.physical = ');
    expect(await ask('text host')).toContain('host.cpu.threads = ');
    expect((await web.run([])).connections).toBe(1);
  });

  it('show a guest nothing of another, whatever it asks or leaves unread', async () => {
    const { web, db } = await startBoth();
    expect(await uuidOf(web)).toBe('56 4d 2c 53 43 56 66 8e-7c 05 fd 7e 51 1e 23 f3');
    expect(await uuidOf(db)).toBe('56 4d 2c 53 43 56 66 8e-7c 05 00 00 00 00 00 02');
    const strange = ['db', '../db/session', 'session/../../db', 'vscsi ../disk0', 'vnet 52:54:00:00:00:99'];
    for (const stat of [...strange, 'vscsi %s%n', '%x', '*', 'guestlib', '__proto__', 'toString'])
      expect({ stat, ...(await web.ask(`guestlib.stat.get text ${stat}`)) }).toEqual({ stat, ...REFUSED });

    const request = 'a guestlib.stat.get json resources\n';
    // One that closes the port in the middle of an answer, and one that never reads.
    await web.run([{ do: 'open' }, { do: 'write', text: request }, { do: 'read' }, { do: 'close' }]);
    await web.run([{ do: 'open' }, { do: 'write', text: request, times: 40 }]);
    expect(await uuidOf(db)).toBeDefined();
    await web.run([{ do: 'close' }]);
    expect(await uuidOf(web)).toBeDefined();
  });

  it('answer a guest while another floods its port, and that one after its flood', async () => {
    const { web, db, daemon } = await startBoth();
    const text = 'a guestlib.stat.get text session\n'.repeat(1000);
    let isOver = false;
    const flood = async () => {
      while (!isOver) await web.run([{ do: 'open' }, { do: 'write', text, times: 10 }]);
      await web.run([{ do: 'close' }]);
    };
    const flooded = flood();
    for (let round = 0; round < 10; round++)
      expect(await db.ask('guestlib.stat.get text host')).toMatchObject({ status: 0 });
    isOver = true;
    await flooded;
    // Answered or refused by the rate, and not left to the limit of the program.
    expect([0, 1]).toContain((await web.ask('guestlib.stat.get text host')).status);
    expect((await daemon.end()).status).toBe(0);
  });
});

async function startBoth() {
  const [web, db] = await Promise.all([startGuest('web'), startGuest('db')]);
  const daemon = await startServe({ web: withChannel(web), db: withChannel(db) });
  await daemon.untilMeasured();
  return { web, db, daemon };
}

async function uuidOf(guest: MockGuest): Promise<string | undefined> {
  const { body } = await guest.ask('guestlib.stat.get text session');
  return /^uuid\.bios = (.*)$/m.exec(body)?.[1];
}
