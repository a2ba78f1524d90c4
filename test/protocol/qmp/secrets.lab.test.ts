import { afterAll, beforeAll, expect, it } from 'vitest';
import { CommandError, CommandRefusedError } from '../../../src/protocol/qmp/errors.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { entryFor } from '../../lab/qemu-version.js';
import { runQgauge } from '../../run-qgauge.js';

const SECRET = 'hunter2';
/** Every spelling by which QEMU 7.2 finds the object. */
const SPELLINGS = ['s0', 'objects/s0', '//objects/s0', '/objects//s0', '/objects/s0'];

describeLab('a secret of a real QEMU', (lab) => {
  let guest: LabGuest;
  let monitor: string;

  beforeAll(async () => {
    const extraArgs = ['-object', `secret,id=s0,data=${SECRET}`];
    guest = await bootGuest(lab, { name: 'safe', kernel: false, stopped: true, extraArgs });
    monitor = guest.monitors[0] ?? '';
  });

  afterAll(() => guest?.stop());

  it.each(SPELLINGS)('is not asked for at %s, and would be answered', async (path) => {
    const ask = async (control: boolean) => {
      await using client = await GenericQmpClient.connect(monitor, { control });
      return await client.execute('qom-get', { path, property: 'data' }).catch((error: unknown) => error);
    };
    expect(await ask(false)).toBeInstanceOf(CommandRefusedError);
    expect(await ask(true)).toBe(SECRET);
  });

  it.each(SPELLINGS)('is not asked for by a list at %s', async (path) => {
    await using client = await GenericQmpClient.connect(monitor);
    for (const [command, args] of [
      ['qom-list', { path }],
      ['qom-list-get', { paths: [path] }],
      ['qom-list-get', { paths: ['/machine', path] }],
    ] as const) {
      const error = await client.execute(command, args).catch((reason: unknown) => reason);
      expect(error, command).toBeInstanceOf(CommandRefusedError);
    }
    expect(client.sent.commands).toBe(1);
  });

  it('has a name that may be listed', async () => {
    await using client = await GenericQmpClient.connect(monitor);
    const names = (await client.execute('qom-list', { path: '/objects' })) as readonly { name: string }[];
    expect(names).toContainEqual({ name: 's0', type: 'child<secret>' });
    const newer = client.execute('qom-list-get', { paths: ['/machine'] }).then(
      () => 'answered',
      (error: unknown) => (error instanceof CommandError ? error.class : error),
    );
    expect(await newer).toBe(entryFor(lab.qemu, { '7.2': 'CommandNotFound', '10.1': 'answered' }));
  });

  it('is printed by no command without --control', async () => {
    for (const path of SPELLINGS) {
      for (const words of [
        ['qom', monitor, 'get', path, 'data'],
        ['qom', monitor, 'ls', path],
        ['qom', monitor, 'tree', path],
        ['qmp', monitor, 'qom-get', `path=${path}`, 'property=data'],
        ['qmp', monitor, JSON.stringify({ execute: 'qom-get', arguments: { path, property: 'data' } })],
      ]) {
        const run = await runQgauge(words);
        expect([run.status, run.stdout], words.join(' ')).toEqual([2, '']);
        expect(run.stderr).toMatch(
          /was not sent: it reads outside \/machine, .*; add --control to send it\n$/,
        );
      }
    }
    const tree = await runQgauge(['qom', monitor, 'tree', '/']);
    expect(tree.status).toBe(0);
    expect(tree.stdout).toMatch(/^ {4}s0 \(secret\): it reads outside \/machine/m);
    expect(tree.stdout).not.toContain(SECRET);
    const allowed = await runQgauge(['qom', monitor, 'get', '/objects/s0', 'data', '--control']);
    expect(allowed.stdout).toBe(`"${SECRET}"\n`);
  });
});
