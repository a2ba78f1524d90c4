import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { GuestSnapshot } from '../../src/model/snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { describeLab } from '../lab/context.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { BracketedPoller, onlyGuest } from './bracket.js';
import { createImage, device, node, write } from './disk-arguments.js';
import { startPausedMachine } from './paused-machine.js';

describeLab('the disks of a real QEMU with block jobs', (lab) => {
  it('keep their names, sizes and counters through jobs and snapshots', async () => {
    const folder = await temporaryDirectory();
    const [a, b, c] = [
      await createImage(lab, 'qcow2'),
      await createImage(lab, 'qcow2'),
      await createImage(lab, 'qcow2'),
    ];
    const qcow2 = (filename: string) => ({ driver: 'qcow2', file: { driver: 'file', filename } });
    const machine = await startPausedMachine(lab, [
      ...['-drive', `file=${a},if=none,id=drive-virtio0,format=qcow2`],
      ...device('virtio-blk-pci', 'virtio0', 'drive-virtio0'),
      ...[...node('nb', qcow2(b)), ...device('virtio-blk-pci', 'virtio1', 'nb')],
      ...[...node('nc', qcow2(c)), '-device', 'virtio-blk-pci,drive=nc'],
    ]);
    await write(machine, 'virtio0', '4M');
    await write(machine, 'virtio1', '4M');
    const seen = async () => {
      const { disks } = await machine.record();
      return Object.entries(disks).map(([name, { alloc, in_use, wbytes, wreqs }]) => ({
        ...{ name, alloc, in_use, wbytes, wreqs },
      }));
    };
    const before = await seen();
    expect(before.map(({ name, wreqs }) => [name, wreqs])).toEqual([
      ['drive-virtio0', 1],
      ['virtio1', 1],
      [expect.stringMatching(/^device\[\d+\]$/), 0],
    ]);
    const target = (name: string) => join(folder, `${name}.qcow2`);
    await machine.ask('drive-mirror', {
      ...{ device: 'drive-virtio0', 'job-id': 'j1', target: target('t1'), sync: 'full', speed: 1000 },
    });
    for (const name of ['nb', 'nc'])
      await machine.ask('drive-backup', { device: name, 'job-id': name, target: target(name), sync: 'none' });
    // On the wire the second disk has a node without a name of the user's now.
    const nodes = (await machine.ask('query-blockstats')) as readonly { readonly 'node-name': string }[];
    expect(nodes[1]?.['node-name']).not.toBe('nb');
    expect(await seen()).toEqual(before);
    for (const job of ['j1', 'nb', 'nc']) await machine.ask('block-job-cancel', { device: job, force: true });
    await expect.poll(() => machine.ask('query-block-jobs')).toEqual([]);
    expect(await seen()).toEqual(before);
    await machine.ask('blockdev-snapshot-sync', {
      ...{
        'node-name': 'nb',
        'snapshot-node-name': 'overlay',
        'snapshot-file': target('overlay'),
        format: 'qcow2',
      },
    });
    const withoutUse = (disks: typeof before) => disks.map(({ in_use: _, ...disk }) => disk);
    // The new overlay is another file, which is in use to another extent.
    expect(withoutUse(await seen())).toEqual(withoutUse(before));
    await machine.ask('block-commit', { device: 'overlay', 'job-id': 'commit', 'auto-finalize': true });
    await expect
      .poll(async () => JSON.stringify(await machine.ask('query-block-jobs')))
      .toContain('"ready":true');
    expect(withoutUse(await seen())).toEqual(withoutUse(before));
    await machine.ask('block-job-complete', { device: 'commit' });
    await expect.poll(() => machine.ask('query-block-jobs')).toEqual([]);
    expect(withoutUse(await seen())).toEqual(withoutUse(before));
  });

  it('have rates in the sweeps in which a job begins and ends', async () => {
    const file = { driver: 'file', filename: await createImage(lab, 'qcow2') };
    const disk = [...node('nb', { driver: 'qcow2', file }), ...device('virtio-blk-pci', 'virtio1', 'nb')];
    const machine = await startPausedMachine(lab, disk);
    const guests = [{ address: parseAddress(machine.socket) }];
    await using poller = new BracketedPoller({ interval: 0.5, guests, slowInterval: 0.5 });
    const first = onlyGuest(await poller.next());
    /** Writes, and returns the first sweep that has counted it. */
    const sweepAfterWrite = async (writes: number): Promise<GuestSnapshot> => {
      await write(machine, 'virtio1', `${writes}M`);
      for (;;) {
        const guest = onlyGuest(await poller.next());
        if (guest.qemu?.disks?.[0]?.counters.writeOperations === writes) return guest;
      }
    };
    const target = join(await temporaryDirectory(), 'backup.qcow2');
    await machine.ask('drive-backup', { device: 'nb', 'job-id': 'j', target, sync: 'none' });
    const during = await sweepAfterWrite(1);
    await machine.ask('block-job-cancel', { device: 'j', force: true });
    await expect.poll(() => machine.ask('query-block-jobs')).toEqual([]);
    const after = await sweepAfterWrite(2);
    for (const { session, rates } of [during, after]) {
      expect(session?.id).toBe(first.session?.id);
      expect(rates?.disks).toMatchObject([{ name: 'virtio1' }]);
      expect(rates?.disks?.[0]?.perSecond.writeOperations).toBeGreaterThan(0);
    }
  });
});
