import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { HvMonitorDisk } from '../../src/formats/hv-monitor/record.js';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { onlyVm } from '../run-qgauge.js';

const MIB = 2 ** 20;
const SIZE = 64 * MIB;

/** What an image takes on the host, by the kernel. */
const onDisk = (path: string) => statSync(path).blocks * 512;

/** The sizes of disks by their names, in the record's order. */
function sizesOf(disks: { readonly [name: string]: HvMonitorDisk }): object {
  const sizes = Object.entries(disks).map(([name, { alloc, in_use, on_disk }]) => [
    name,
    { alloc, in_use, on_disk },
  ]);
  return Object.fromEntries(sizes);
}

describeHost('the sizes of disks', (lab) => {
  it('of a block device are never 0: LVM, iSCSI, krbd', async () => {
    const host = await LabHost.start(lab.qemu);
    const image = host.path('image');
    writeFileSync(image, Buffer.alloc(SIZE, 'data'));
    const device = await host.attachLoop('image');
    const path = host.path('lvm.sock');
    await host.startPaused('lvm', [
      ...['-drive', `file=${device},if=none,id=drive-scsi0,format=raw`],
      ...['-device', 'virtio-blk-pci,drive=drive-scsi0,id=scsi0'],
      ...['-drive', `file=${image},if=none,id=drive-file,format=raw,readonly=on,file.locking=off`],
      ...['-device', 'virtio-blk-pci,drive=drive-file'],
    ]);
    expect(JSON.stringify(await host.ask(path, 'query-block'))).toContain('"actual-size":0');
    const vm = onlyVm((await host.collect()).record);
    const unknownOr = (value: number) => expect.toBeOneOf([null, value]);
    expect(sizesOf(vm.disks)).toEqual({
      'drive-scsi0': { alloc: SIZE, in_use: unknownOr(SIZE), on_disk: unknownOr(SIZE) },
      'drive-file': { alloc: SIZE, in_use: SIZE, on_disk: onDisk(image) },
    });
    // The file is read-only, and no part of the VM's sizes.
    const sums = { disk_alloc: SIZE, disk_in_use: unknownOr(SIZE), disk_on_disk: unknownOr(SIZE) };
    expect(vm).toMatchObject(sums);
    const { stdout } = await host.qgauge('stream -r 1 --disk --verbose -p json --interval off'.split(' '));
    const [domain] = JSON.parse(stdout).domains;
    expect(domain).toMatchObject({ disk_size_capacity: 2 * SIZE });
    for (const key of ['disk_size_allocation', 'disk_size_physical'])
      expect(domain[key], key).toBeOneOf([null, SIZE, 2 * SIZE]);
  });

  it('of a qcow2 below a throttle filter are those of its file: Proxmox VE 9', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell('for name in a b; do qemu-img create -q -f qcow2 $name.qcow2 64M; done');
    const file = (name: string) => ({ driver: 'file', filename: host.path(name) });
    const throttled = {
      driver: 'throttle',
      'throttle-group': 'throttle-drive-scsi0',
      'node-name': 'drive-scsi0',
      file: { driver: 'qcow2', 'node-name': 'f0e5', file: { ...file('a.qcow2'), 'node-name': 'e0e5' } },
    };
    const plain = { driver: 'qcow2', 'node-name': 'plain', file: file('b.qcow2') };
    await host.startPaused('throttled', [
      ...['-device', 'virtio-scsi-pci,id=scsihw0'],
      ...['-object', '{"id":"throttle-drive-scsi0","limits":{},"qom-type":"throttle-group"}'],
      ...['-blockdev', JSON.stringify(throttled)],
      ...['-device', 'scsi-hd,bus=scsihw0.0,scsi-id=0,drive=drive-scsi0,id=scsi0,device_id=drive-scsi0'],
      ...['-blockdev', JSON.stringify(plain)],
      ...['-device', 'scsi-hd,bus=scsihw0.0,scsi-id=0,lun=1,drive=plain,id=scsi1'],
    ]);
    for (const disk of ['scsi0', 'scsi1']) {
      const line = `qemu-io -d ${disk} "write 60M 64k"`;
      await host.ask(host.path('throttled.sock'), 'human-monitor-command', { 'command-line': line });
    }
    const length = statSync(host.path('b.qcow2')).size;
    expect(statSync(host.path('a.qcow2')).size).toBe(length);
    expect(length).toBeLessThan(MIB);
    const vm = onlyVm((await host.collect()).record);
    const sizes = { alloc: SIZE, in_use: length, on_disk: onDisk(host.path('a.qcow2')) };
    expect(sizesOf(vm.disks)).toEqual({ scsi0: sizes, scsi1: sizes });
  });

  it('count no flash, and no CD', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell('qemu-img create -q -f qcow2 d.qcow2 64M; truncate -s 1M seed.iso');
    for (const name of ['CODE.fd', 'VARS.fd']) {
      writeFileSync(host.path(name), '');
      truncateSync(host.path(name), 4 * MIB);
    }
    await host.startPaused('ubuntu-24.04', [
      ...['-global', 'driver=cfi.pflash01,property=secure,value=on'],
      ...['-drive', `if=pflash,format=raw,unit=0,file=${host.path('CODE.fd')},readonly=on`],
      ...['-drive', `if=pflash,format=raw,unit=1,file=${host.path('VARS.fd')}`],
      ...['-drive', `media=cdrom,index=0,file=${host.path('seed.iso')},format=raw`],
      ...['-device', 'virtio-blk-pci,drive=SystemDisk,serial=ubuntu-2404'],
      ...['-drive', `id=SystemDisk,if=none,format=qcow2,file=${host.path('d.qcow2')}`],
    ]);
    const vm = onlyVm((await host.collect()).record);
    expect(Object.keys(vm.disks).filter((name) => name !== 'ide0-cd0')).toEqual(['SystemDisk']);
    const used = onDisk(host.path('d.qcow2'));
    expect(vm).toMatchObject({ disk_alloc: SIZE, disk_in_use: used, disk_on_disk: used });
    expect(await host.ls()).toMatchObject({ guests: [{ disks: Object.keys(vm.disks).length }] });
  });
});

describeHost('the names of disks', (lab) => {
  it('stay while jobs put filters above them: backup, mirror', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell('for name in a b; do qemu-img create -q -f qcow2 $name.qcow2 64M; done');
    await host.startPaused('job', [
      ...['-drive', `file=${host.path('a.qcow2')},if=none,id=drive-virtio0,format=qcow2`],
      ...['-device', 'virtio-blk-pci,drive=drive-virtio0,id=virtio0'],
      ...['-blockdev', `driver=qcow2,node-name=nb,file.driver=file,file.filename=${host.path('b.qcow2')}`],
      ...['-device', 'virtio-blk-pci,drive=nb,id=virtio1'],
    ]);
    const path = host.path('job.sock');
    const used = onDisk(host.path('a.qcow2'));
    const sizes = { alloc: SIZE, in_use: used, on_disk: used };
    // The device's id, since the name of a node is that of the filter during a job.
    const expected = { 'drive-virtio0': sizes, virtio1: sizes };
    const collect = async () => sizesOf(onlyVm((await host.collect()).record).disks);
    expect(await collect()).toEqual(expected);
    const mirror = { device: 'drive-virtio0', target: host.path('t1.qcow2'), sync: 'full', speed: 1000 };
    await host.ask(path, 'drive-mirror', mirror);
    await host.ask(path, 'drive-backup', {
      device: 'nb',
      'job-id': 'j2',
      target: host.path('t2.qcow2'),
      sync: 'none',
    });
    expect(await host.ask(path, 'query-block-jobs')).toHaveLength(2);
    expect(await collect()).toEqual(expected);
    for (const device of ['drive-virtio0', 'j2'])
      await host.ask(path, 'block-job-cancel', { device, force: true });
    await expect.poll(() => host.ask(path, 'query-block-jobs')).toEqual([]);
    expect(await collect()).toEqual(expected);
  });

  it('that collide are told apart, and an image that two devices share is counted by each', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell('qemu-img create -q -f qcow2 a.qcow2 64M; cp a.qcow2 b.qcow2; cp a.qcow2 c.qcow2');
    await host.shell('qemu-img snapshot -c before a.qcow2');
    const node = (name: string, file: string) =>
      `driver=qcow2,node-name=${name},file.driver=file,file.filename=${host.path(file)}`;
    await host.startPaused('dd', [
      ...['-blockdev', node('x', 'a.qcow2'), '-device', 'virtio-blk-pci,drive=x,id=one'],
      ...['-drive', `file=${host.path('b.qcow2')},if=none,id=x1`, '-device', 'virtio-blk-pci,drive=x1,id=x'],
      ...['-blockdev', `${node('shared', 'c.qcow2')},read-only=on`],
      ...['-device', 'virtio-blk-pci,drive=shared,id=s1,share-rw=on'],
      ...['-device', 'virtio-blk-pci,drive=shared,id=s2,share-rw=on'],
    ]);
    const vm = onlyVm((await host.collect()).record);
    expect(Object.keys(vm.disks).sort()).toEqual(['one', 's1', 's2', 'x1']);
    // What is used read-only is no part of the sizes.
    expect(vm).toMatchObject({ disk_alloc: 2 * SIZE, snaps: 1, snaps_size: 0 });
    expect(readFileSync(host.path('a.qcow2')).includes('before')).toBe(true);
  });
});
