import { execFileSync } from 'node:child_process';
import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeLab } from '../lab/context.js';
import { runCommand } from '../lab/run-command.js';
import { runQgauge } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { createImage, device, node, write } from './disk-arguments.js';
import { startMachine, startPausedMachine } from './paused-machine.js';

const MIB = 2 ** 20;

/** A block device of the host: what LVM, iSCSI and krbd give a QEMU. */
async function createBlockDevice(mebibytes: number): Promise<string> {
  const file = join(await temporaryDirectory(), 'volume');
  writeFileSync(file, '');
  truncateSync(file, mebibytes * MIB);
  const device = (await runCommand('losetup', ['--find', '--show', file])).trim();
  onTestFinished(() => {
    execFileSync('losetup', ['--detach', device]);
  });
  return device;
}

describeLab('the disks of a real QEMU', (lab) => {
  it('take an unknown space on a block device, below formats and filters too', async () => {
    const device4 = await Promise.all([1, 2, 3].map(() => createBlockDevice(64)));
    const [raw = '', formatted = '', throttled = ''] = device4;
    await runCommand(lab.qemuImg, ['create', '-q', '-f', 'qcow2', formatted, '32M']);
    const file = await createImage(lab, 'raw');
    const machine = await startPausedMachine(lab, [
      ...['-drive', `file=${raw},if=none,id=drive-scsi0,format=raw,cache=none,aio=native`],
      ...device('virtio-blk-pci', 'scsi0', 'drive-scsi0'),
      ...node('lv', { driver: 'qcow2', file: { driver: 'host_device', filename: formatted } }),
      ...device('virtio-blk-pci', 'qcow', 'lv'),
      ...['-object', 'throttle-group,id=tg'],
      ...node('limited', {
        driver: 'throttle',
        'throttle-group': 'tg',
        file: { driver: 'raw', file: { driver: 'host_device', filename: throttled } },
      }),
      ...device('virtio-blk-pci', 'pve', 'limited'),
      ...['-drive', `file=${file},if=none,id=plain,format=raw`],
      ...device('virtio-blk-pci', 'file', 'plain'),
    ]);
    for (const id of ['scsi0', 'qcow', 'pve', 'file']) await write(machine, id, '4M');
    const vm = await machine.record();
    const onDisk = statSync(file).blocks * 512;
    const unknown = { in_use: null, on_disk: null };
    expect(vm.disks).toMatchObject({
      'drive-scsi0': { alloc: 64 * MIB, ...unknown, wreqs: 1 },
      qcow: { alloc: 32 * MIB, ...unknown, wreqs: 1 },
      pve: { alloc: 64 * MIB, ...unknown, wreqs: 1 },
      plain: { alloc: 64 * MIB, in_use: 4 * MIB + 65_536, on_disk: onDisk, wreqs: 1 },
    });
    expect(onDisk).toBeGreaterThan(0);
    expect(vm).toMatchObject({
      disk_alloc: 224 * MIB,
      disk_in_use: 4 * MIB + 65_536,
      disk_on_disk: onDisk,
      wreqs: 4,
    });
  });

  it('take nothing in a file to which nothing was written', async () => {
    const file = join(await temporaryDirectory(), 'new');
    writeFileSync(file, '');
    truncateSync(file, MIB);
    const machine = await startPausedMachine(lab, [
      ...['-drive', `file=${file},if=none,id=new,format=raw`],
      ...device('virtio-blk-pci', 'disk', 'new'),
    ]);
    expect((await machine.record()).disks.new).toMatchObject({ in_use: 0, on_disk: 0 });
  });

  it('take an unknown space over NBD', async () => {
    const file = await createImage(lab, 'qcow2');
    const server = await startPausedMachine(lab, node('image', { driver: 'file', filename: file }));
    const path = `${server.socket}.nbd`;
    const addr = { type: 'unix', data: { path } };
    await server.ask('nbd-server-start', { addr });
    await server.ask('block-export-add', {
      ...{ type: 'nbd', id: 'export', name: 'export', 'node-name': 'image', writable: true },
    });
    const storage = { driver: 'nbd', server: { type: 'unix', path }, export: 'export' };
    const machine = await startPausedMachine(lab, [
      ...node('far', { driver: 'qcow2', file: storage }),
      ...device('virtio-blk-pci', 'remote', 'far'),
    ]);
    expect((await machine.record()).disks.remote).toMatchObject({
      alloc: 64 * MIB,
      in_use: null,
      on_disk: null,
    });
  });

  it('are in use up to the offset of the file, not of the guest, below every filter', async () => {
    const filters = {
      plain: (file: object) => file,
      throttle: (file: object) => ({ driver: 'throttle', 'throttle-group': 'tg', file }),
      cor: (file: object) => ({ driver: 'copy-on-read', file }),
      debug: (file: object) => ({ driver: 'blkdebug', image: file }),
      two: (file: object) => ({
        driver: 'copy-on-read',
        file: { driver: 'throttle', 'throttle-group': 'tg', file },
      }),
    };
    const args = await Promise.all(
      Object.entries(filters).map(async ([id, filter]) => {
        const file = { driver: 'file', filename: await createImage(lab, 'qcow2') };
        const below =
          id === 'debug' ? { driver: 'qcow2', file: filter(file) } : filter({ driver: 'qcow2', file });
        return [...node(`${id}-node`, below), ...device('virtio-blk-pci', id, `${id}-node`)];
      }),
    );
    const machine = await startPausedMachine(lab, ['-object', 'throttle-group,id=tg', ...args.flat()]);
    for (const id of Object.keys(filters)) await write(machine, id, '60M');
    const sample = await machine.sample();
    const written = new Map(
      sample.disks?.map(({ name, highestWrittenBytes }) => [name, highestWrittenBytes]),
    );
    const highest = written.get('plain') ?? 0;
    expect(highest).toBeGreaterThan(65_536);
    expect(highest).toBeLessThan(MIB);
    expect(written).toEqual(new Map(Object.keys(filters).map((id) => [id, highest])));
    const { disks } = await machine.record();
    const inUse = Object.entries(disks).map(([id, { in_use }]) => [id, in_use]);
    // QEMU says no size of an image below blkdebug.
    expect(inUse).toEqual(Object.keys(filters).map((id) => [id, id === 'debug' ? null : highest]));
  });

  it('have the snapshots of the image below a filter', async () => {
    const file = await createImage(lab, 'qcow2');
    await runCommand(lab.qemuImg, ['snapshot', '-c', 'before', file]);
    const machine = await startPausedMachine(lab, [
      ...['-object', 'throttle-group,id=tg'],
      ...node('top', {
        driver: 'throttle',
        'throttle-group': 'tg',
        file: { driver: 'qcow2', file: { driver: 'file', filename: file } },
      }),
      ...device('virtio-blk-pci', 'disk', 'top'),
    ]);
    expect(await machine.record()).toMatchObject({ snaps: 1, snaps_size: 0 });
  });

  it('are neither the flash of the firmware nor an empty drive, and the SD card of a board counts', async () => {
    const flash = () => createImage(lab, 'raw', 4);
    const others = async () => [
      ...['-drive', `file=${await createImage(lab, 'qcow2')},if=none,id=system,format=qcow2`],
      ...device('virtio-blk-pci', 'vda', 'system'),
      ...[
        '-device',
        'sdhci-pci',
        '-drive',
        `file=${await createImage(lab, 'raw', 32)},if=none,id=sd,format=raw`,
      ],
      ...['-device', 'sd-card,drive=sd', '-device', 'virtio-scsi-pci', '-device', 'scsi-cd,id=cd'],
    ];
    const drives = await startPausedMachine(lab, [
      ...['-drive', `if=pflash,format=raw,unit=0,file=${await flash()},readonly=on`],
      ...['-drive', `if=pflash,format=raw,unit=1,file=${await flash()}`],
      ...(await others()),
    ]);
    const nodes = await startPausedMachine(lab, [
      ...node('libvirt-pflash0', { driver: 'file', filename: await flash(), 'read-only': true }),
      ...node('libvirt-pflash1', { driver: 'file', filename: await flash() }),
      ...['-machine', 'pflash0=libvirt-pflash0,pflash1=libvirt-pflash1'],
      ...(await others()),
    ]);
    for (const machine of [drives, nodes]) {
      const vm = await machine.record();
      expect(Object.keys(vm.disks)).toEqual(['system', 'sd']);
      expect(vm.disk_alloc).toBe((64 + 32) * MIB);
    }
  });

  it('leave removable media out of the sizes', async () => {
    const [floppy, stick] = [join(await temporaryDirectory(), 'floppy'), await createImage(lab, 'raw', 8)];
    writeFileSync(floppy, '');
    truncateSync(floppy, 1440 * 1024);
    const machine = await startPausedMachine(lab, [
      ...['-drive', `file=${floppy},if=floppy,format=raw,index=0`],
      ...['-device', 'qemu-xhci', '-drive', `file=${stick},if=none,id=stick,format=raw`],
      ...['-device', 'usb-storage,id=usb0,drive=stick,removable=on'],
      ...['-blockdev', `driver=file,filename=${await createImage(lab, 'raw', 16)},node-name=nb`],
      ...['-device', 'usb-storage,id=usb1,drive=nb'],
    ]);
    const vm = await machine.record();
    expect(Object.keys(vm.disks).sort()).toEqual(['floppy0', 'stick', 'usb1']);
    expect(vm.disk_alloc).toBe(16 * MIB);
  });

  it.each([
    [28, 'nospace', 'no space left on its storage, which has stopped the guest'],
    [5, 'failed', 'an I/O error has stopped the guest'],
  ])('say why their I/O has stopped the guest (errno %d)', async (errno, why, problem) => {
    // The firmware reads the first sector of each disk.
    const broken = {
      driver: 'blkdebug',
      image: { driver: 'null-co', size: 64 * MIB },
      'inject-error': [{ event: 'none', iotype: 'read', errno, once: false }],
    };
    const machine = await startMachine(lab, [
      ...['-machine', 'q35', '-accel', 'tcg', '-m', '32', '-nodefaults', '-display', 'none'],
      ...node('broken', broken),
      ...['-device', 'virtio-blk-pci,id=sick,drive=broken,rerror=stop,bootindex=0'],
      ...node('well', { driver: 'null-co', size: 64 * MIB }),
      ...device('virtio-blk-pci', 'well', 'well'),
    ]);
    await expect
      .poll(() => machine.ask('query-status'), { timeout: 90_000 })
      .toMatchObject({ status: 'io-error' });
    const { disks } = await machine.record();
    expect([disks.sick?.io_status, disks.well?.io_status]).toEqual([why, 'ok']);
    const { stdout } = await runQgauge(['ls', '--socket', machine.socket]);
    expect(stdout).toContain(`disk sick: ${problem}`);
  });
});
