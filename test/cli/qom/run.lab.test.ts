import { afterAll, beforeAll, expect, it } from 'vitest';
import type { QemuExecutor } from '../../../src/protocol/qmp/qmp-client.js';
import { QmpClient } from '../../../src/protocol/qmp/qmp-client.js';
import { readQomTree } from '../../../src/qemu/qom-tree.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runQgauge } from '../../run-qgauge.js';

const BALLOON = '/machine/peripheral/balloon0';

/** Passes commands on, and notes how many there were, and how many at a time. */
class CountingExecutor implements QemuExecutor {
  readonly #qmp: QemuExecutor;
  #inFlight = 0;
  commands = 0;
  most = 0;

  constructor(qmp: QemuExecutor) {
    this.#qmp = qmp;
  }

  readonly execute: QemuExecutor['execute'] = (...parameters) => {
    this.commands++;
    this.most = Math.max(this.most, ++this.#inFlight);
    return this.#qmp.execute(...parameters).finally(() => this.#inFlight--);
  };
}

describeLab('qgauge qom beside a real q35', (lab) => {
  let guest: LabGuest;
  let monitor: string;

  beforeAll(async () => {
    guest = await bootGuest(lab, { name: 'qom', nics: [{ kind: 'user' }], kernel: false, stopped: true });
    monitor = guest.monitors[0] ?? '';
  });

  afterAll(() => guest?.stop());

  it('reads the whole tree with four commands in flight, and no more', async () => {
    await using client = await QmpClient.connect(monitor);
    const counting = new CountingExecutor(client);
    const startedAt = performance.now();
    const { root, objects, isCut } = await readQomTree(counting, '/');
    console.log(
      `qom tree of a q35: ${objects} objects, ${counting.commands} commands, ${Math.round(performance.now() - startedAt)} ms`,
    );
    expect(counting.most).toBe(4);
    expect(isCut).toBe(false);
    expect(objects).toBeGreaterThan(200);
    const machine = root.children.find(({ name }) => name === 'machine');
    const peripheral = machine?.children.find(({ name }) => name === 'peripheral');
    expect(peripheral?.children.find(({ name }) => name === 'balloon0')).toMatchObject({
      type: 'virtio-balloon-pci',
      links: expect.arrayContaining([
        { name: 'parent_bus', type: 'bus', target: expect.stringContaining('/machine/') },
      ]),
    });
  });

  it('draws it', async () => {
    const { status, stdout, stderr } = await runQgauge(['qom', monitor, 'tree']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^ {2}machine \(pc-q35-/m);
    expect(stdout).toMatch(/^ {6}balloon0 \(virtio-balloon-pci\)$/m);
    expect(stdout).toMatch(/^ {8}parent_bus -> \/machine\//m);
  });

  it('gets and sets properties by their type', async () => {
    const property = 'guest-stats-polling-interval';
    const qom = (...words: readonly string[]) => runQgauge(['qom', monitor, ...words]);
    expect(await qom('get', BALLOON, property)).toMatchObject({ status: 0, stdout: '0\n' });
    expect(await qom('set', BALLOON, property, '3')).toMatchObject({ status: 0, stderr: '' });
    expect(await qom('get', BALLOON, property)).toMatchObject({ stdout: '3\n' });
    expect(await qom('set', BALLOON, property, '-1')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('timer value must be greater than zero (GenericError)'),
    });
    expect(await qom('set', '/machine', 'graphics', 'off')).toMatchObject({ status: 2 });
    expect(await qom('set', '/machine', 'graphics', 'off', '--control')).toMatchObject({ status: 0 });
    expect(await qom('get', '/machine', 'graphics')).toMatchObject({ stdout: 'false\n' });
    await qom('set', '/machine', 'graphics', 'on', '--control');
    expect(await qom('ls', '/machine/peripheral')).toMatchObject({
      stdout: expect.stringMatching(/^balloon0 +child<virtio-balloon-pci>$/m),
    });
  });
});
