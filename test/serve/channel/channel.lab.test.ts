import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { STAT_ENCODINGS } from '../../../src/model/vocabulary.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { ChannelServer } from '../../../src/serve/channel/channel-server.js';
import { Daemon } from '../../../src/serve/daemon.js';
import type { Published } from '../../../src/serve/published.js';
import { CLIENT } from '../../guest/run-client.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import type { Lab } from '../../lab/packages.js';
import { runPythonWithYaml } from '../../lab/python-yaml.js';
import { entryFor } from '../../lab/qemu-version.js';

const BOOT_MS = 150_000;
/** QEMU 11.1 has the old name no more. */
const RECONNECT = { '5.2': 'reconnect=1', '9.2': 'reconnect-ms=1000' };
const UUID = '564d2c53-4356-668e-7c05-fd7e511e23f3';

/** Reads one statistic in every encoding, each by a reader that is not ours; prints its figures, their values as text. */
const READ_ALL = `
import json, sys, xml.etree.ElementTree as tree, yaml
texts = json.load(sys.stdin)
def members(stats):
    return [[name, stat.get('type'), stat.get('units'), str(stat['value'])] for name, stat in stats.items()]
xml = tree.fromstring(texts['xml'])
print(json.dumps({
    'text': [line.split(' = ', 1) for line in texts['text'].splitlines()],
    'xml': [[metric.get('name'), metric.get('type'), metric.get('units'), metric.text or ''] for metric in xml],
    'json': members(json.loads(texts['json'])),
    'yaml': members(yaml.safe_load(texts['yaml'])),
    'session': xml.get('session'),
}))`;
const READ_LISTS = `
import json, sys, xml.etree.ElementTree as tree, yaml
texts = json.load(sys.stdin)
print(json.dumps({
    'text': texts['text'].splitlines(),
    'xml': [stat.get('name') for stat in tree.fromstring(texts['xml'])],
    'json': json.loads(texts['json']),
    'yaml': yaml.safe_load(texts['yaml']),
}))`;

/** Name, type, units and value. */
type Figure = readonly [string, string | null, string | null, string];

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
  const guest = await bootGuest(lab, {
    name,
    uuid: UUID,
    nics: [{ kind: 'user', mac }],
    disks: [{ blockdev: { driver: 'null-co', size: 2 ** 24 } }],
    extraArgs,
  });
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
  let daemon: Daemon;
  /** What is answered from while it is set. */
  let held: Published | undefined;

  const ask = async (guest: LabGuest, words: string): Promise<string> => {
    const { status, output } = await guest.run(`qgauge-guest stat ${words}`);
    expect({ status, output }).toMatchObject({ status: 0 });
    return output;
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'qlab-channel-'));
    const [webPath, dbPath] = [join(directory, 'web.sock'), join(directory, 'db.sock')];
    web = await boot(lab, 'web', `path=${webPath},server=on,wait=off`, '52:54:00:00:00:01');
    db = await boot(lab, 'db', `path=${dbPath},${entryFor(lab.qemu, RECONNECT)}`, '52:54:00:00:00:02');
    const guests = [web, db].map(({ name, monitors: [socket = ''] }) => {
      return { name, address: parseAddress(`unix:${socket}`) };
    });
    const poll = { guests, discover: false, guestStats: true, interval: 0.5, signal: ending.signal };
    daemon = new Daemon({ poll });
    running = daemon.run();
    const source = {
      get latest() {
        return held ?? daemon.latest;
      },
    };
    channels = new ChannelServer({ daemon: source, warn: (message) => warnings.push(message) });
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

  test('each sees its own figures, the same in every encoding to readers that are not ours', async () => {
    for (const guest of [web, db]) await ask(guest, 'raw');
    // All answers are of one sweep.
    held = daemon.latest;
    onTestFinished(() => {
      held = undefined;
    });
    for (const guest of [web, db]) {
      const askAll = async (stat: string): Promise<string> => {
        const texts: [string, string][] = [];
        for (const encoding of STAT_ENCODINGS)
          texts.push([encoding, await ask(guest, `raw ${encoding} ${stat}`)]);
        return JSON.stringify(Object.fromEntries(texts));
      };
      const lists = JSON.parse(await runPythonWithYaml(READ_LISTS, await askAll('')));
      const names: readonly string[] = lists.text;
      expect(names).toEqual(expect.arrayContaining(['session', 'host', 'resources', 'vscsi disk0']));
      expect(lists).toEqual({ text: names, xml: names, json: names, yaml: names });
      const session = BigInt((await ask(guest, 'sessionid')).trim());
      for (const name of names) {
        const read = JSON.parse(await runPythonWithYaml(READ_ALL, await askAll(name)));
        const figures: readonly Figure[] = read.json;
        const text = figures.map(([figure, , , value]) => [figure, value]);
        const expected = { text, xml: figures, json: figures, yaml: figures, session: String(session) };
        expect({ name, ...read }).toEqual({ name, ...expected });
      }
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
