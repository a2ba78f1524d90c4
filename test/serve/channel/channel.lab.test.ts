import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { ChannelServer } from '../../../src/serve/channel/channel-server.js';
import { Daemon } from '../../../src/serve/daemon.js';
import { CLIENT } from '../../guest/run-client.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import type { Lab } from '../../lab/packages.js';
import { runCommand } from '../../lab/run-command.js';

const BOOT_MS = 150_000;
const UUID = '564d2c53-4356-668e-7c05-fd7e511e23f3';
const READ_XML = `
import sys, xml.etree.ElementTree as tree
print(' '.join(metric.get('name') for metric in tree.fromstring(sys.stdin.read())))`;

async function boot(lab: Lab, name: string, chardev: string, mac: string): Promise<LabGuest> {
  const port = 'virtserialport,id=qgauge0,name=org.qgauge.0,chardev=qgauge0';
  const extraArgs = [
    '-device',
    'virtio-serial-pci',
    '-chardev',
    `socket,id=qgauge0,${chardev}`,
    '-device',
    port,
  ];
  const guest = await bootGuest(lab, { name, uuid: UUID, nics: [{ kind: 'user', mac }], extraArgs });
  const program = readFileSync(CLIENT).toString('base64');
  await guest.run(`echo ${program} | base64 -d >/bin/qgauge-guest; chmod 755 /bin/qgauge-guest`);
  return guest;
}

describeLab('two guests with a channel each', (lab) => {
  const ending = new AbortController();
  const warnings: string[] = [];
  let directory: string;
  let web: LabGuest;
  let db: LabGuest;
  let channels: ChannelServer;
  let running: Promise<void>;

  const ask = async (guest: LabGuest, words: string): Promise<string> => {
    const { status, output } = await guest.run(`qgauge-guest stat ${words}`);
    expect({ status, output }).toMatchObject({ status: 0 });
    return output;
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'qlab-channel-'));
    const [webPath, dbPath] = [join(directory, 'web.sock'), join(directory, 'db.sock')];
    web = await boot(lab, 'web', `path=${webPath},server=on,wait=off`, '52:54:00:00:00:01');
    db = await boot(lab, 'db', `path=${dbPath},reconnect=1`, '52:54:00:00:00:02');
    const guests = [web, db].map(({ name, monitors: [socket = ''] }) => {
      return { name, address: parseAddress(`unix:${socket}`) };
    });
    const poll = { guests, discover: false, guestStats: true, interval: 0.5, signal: ending.signal };
    const daemon = new Daemon({ poll });
    running = daemon.run();
    channels = new ChannelServer({ daemon, warn: (message) => warnings.push(message) });
    await channels.update([
      { name: 'web', way: 'connect', path: webPath, options: {} },
      { name: 'db', way: 'listen', path: dbPath, options: {} },
    ]);
  }, 2 * BOOT_MS);

  afterAll(async () => {
    await channels[Symbol.asyncDispose]();
    ending.abort();
    await running;
    await Promise.all([web.stop(), db.stop()]);
    rmSync(directory, { recursive: true });
  });

  test('each sees its own figures, in every encoding', async () => {
    for (const guest of [web, db]) {
      const list = (await ask(guest, 'raw')).trimEnd().split('\n');
      expect(list).toEqual(expect.arrayContaining(['session', 'host', 'resources']));
      const text = await ask(guest, 'raw text resources');
      const names = Array.from(text.matchAll(/^(\S+) = /gm), ([, name]) => name);
      expect(names).toContain('vm.cpu.used');
      expect(Object.keys(JSON.parse(await ask(guest, 'raw json resources')))).toEqual(names);
      expect(Object.keys(parseYaml(await ask(guest, 'raw yaml resources')))).toEqual(names);
      const xml = await ask(guest, 'raw xml resources');
      const shown = await runCommand('python3', ['-c', READ_XML], { input: xml });
      expect(shown.trimEnd().split(' ')).toEqual(names);
    }
  });

  test('a figure is that of a witness in the guest', async () => {
    const witness = (await web.run('cat /sys/class/dmi/id/product_uuid')).output.trim();
    expect(witness).toBe(UUID);
    const [, shown = ''] = /^uuid\.bios = (.*)$/m.exec(await ask(web, 'raw text session')) ?? [];
    expect(shown.replaceAll(/[ -]/g, '')).toBe(witness.replaceAll('-', ''));
  });

  test('neither sees the other', async () => {
    const [mine, theirs] = [await ask(web, 'sessionid'), await ask(db, 'sessionid')];
    expect(mine).not.toBe(theirs);
    for (const name of ['vnet 52:54:00:00:00:02', 'db', '../db/session', 'guestlib', '%s']) {
      const { status, output } = await web.run(`qgauge-guest stat raw text ${name}`);
      const refusal = 'Failed to get stat: This value is not available on this host\n';
      expect({ name, status, output }).toEqual({ name, status: 75, output: refusal });
    }
  });

  test('the other is answered while one floods its port', async () => {
    await web.run(
      `yes 'a guestlib.stat.get text host' >/dev/virtio-ports/org.qgauge.0 & echo $! >/tmp/flood`,
    );
    for (let round = 0; round < 10; round++) expect(await ask(db, 'speed')).toMatch(/^\d+ MHz\n$/);
    await web.run('kill $(cat /tmp/flood)');
    await web.run('until qgauge-guest stat speed; do :; done');
  });

  test('nothing had to be warned of', () => {
    expect(warnings).toEqual([]);
  });
});
