import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { guestDisks } from '../../../src/domain/agent/disks.js';
import { labCacheFolder } from '../../lab/checkout.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest } from '../../lab/guest.js';
import { findGuestFiles } from '../../lab/guest-files.js';
import { readKernelModules } from '../../lab/kernel-modules.js';
import { runCommand } from '../../lab/run-command.js';
import { reachOfProcess } from '../lab-reach.js';

/** The disks by the size at which the guest shows them, in MiB, and where each is plugged in. */
const SEATS = [
  { alias: 'system', mebibytes: 1, seat: 'bus=scsi0.0,scsi-id=0,lun=1' },
  { alias: 'data', mebibytes: 2, seat: 'bus=scsi0.0,scsi-id=0,lun=2' },
  { alias: 'backup', mebibytes: 3, seat: 'bus=scsi1.0,scsi-id=0,lun=1' },
] as const;

const CONTROLLERS = ['-device', 'virtio-scsi-pci,id=scsi0', '-device', 'virtio-scsi-pci,id=scsi1'];

const DISKS = SEATS.flatMap(({ alias, mebibytes, seat }) => {
  const node = {
    driver: 'null-co',
    'read-zeroes': true,
    size: mebibytes * 2 ** 20,
    'node-name': `${alias}-node`,
  };
  const device = `scsi-hd,id=${alias},drive=${alias}-node,${seat}`;
  return ['-blockdev', JSON.stringify(node), '-device', device];
});

/** What the guest's kernel needs for SCSI disks, as a disk with an archive on it. */
async function createModuleDisk(
  folder: string,
): Promise<{ readonly file: string; readonly names: readonly string[] }> {
  const files = await findGuestFiles(labCacheFolder());
  const modules = readKernelModules(files?.modulesFolder ?? '', ['virtio_scsi', 'sd_mod']);
  const source = join(folder, 'modules');
  mkdirSync(source);
  for (const { name, content } of modules) writeFileSync(join(source, `${name}.ko`), content);
  const file = join(folder, 'modules.tar');
  await runCommand('tar', ['--create', '--file', file, '--directory', source, '.']);
  return { file, names: modules.map(({ name }) => name) };
}

describeLab('the disks of a real guest', (lab) => {
  it('are found in QEMU by their SCSI addresses, on the controller that each has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qlab-images-'));
    try {
      const { file, names } = await createModuleDisk(folder);
      await using guest = await bootGuest(lab, {
        agent: true,
        disks: [{ file, format: 'raw' }],
        extraArgs: [...CONTROLLERS, ...DISKS],
      });
      const insert = names.map((name) => `lsmod | grep -q "^${name} " || insmod /tmp/${name}.ko`).join('; ');
      const { status, output } = await guest.run(`tar xf /dev/vda -C /tmp && ${insert}`);
      expect(status, output).toBe(0);
      const wait = 'while [ "$(ls -d /sys/block/sd* | wc -l)" != 3 ]; do sleep 0.1; done';
      expect(await guest.run(wait)).toMatchObject({ status: 0 });
      const { reach, client } = await reachOfProcess('scsi', guest.pid, guest.monitors[0] ?? '');
      await using _qmp = client;
      const { disks, failures } = await guestDisks(reach);
      expect(failures).toEqual([]);
      const sizes = await guest.run('for d in sda sdb sdc; do echo $d $(cat /sys/block/$d/size); done');
      const seen = sizes.output
        .trim()
        .split('\n')
        .map((line) => line.split(' '));
      expect(disks.map(({ name, address }) => [name, address?.alias])).toEqual(
        expect.arrayContaining([
          ['/dev/vda', 'disk0'],
          ...seen.map(([name, sectors]) => [
            `/dev/${name}`,
            SEATS.find(({ mebibytes }) => mebibytes * 2048 === Number(sectors))?.alias,
          ]),
        ]),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
