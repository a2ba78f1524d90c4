import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blockChain, blockList, blockStats, diskErrors, ioTune } from '../../src/domain/block.js';
import { blockInfo } from '../../src/domain/block-info.js';
import { checkpoint, checkpoints } from '../../src/domain/checkpoints.js';
import { dirtyBitmaps, writeThreshold } from '../../src/domain/disk-nodes.js';
import { snapshot, snapshots } from '../../src/domain/snapshots.js';
import { toLibvirtUnits } from '../../src/model/libvirt-units.js';
import { describeLab } from '../lab/context.js';
import { createLayeredImage } from '../lab/disks.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import type { Lab } from '../lab/packages.js';
import { runCommand } from '../lab/run-command.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { connectReach } from './connected-reach.js';

const MIB = 2 ** 20;

interface Images {
  readonly over: string;
  readonly base: string;
  readonly raw: string;
  readonly limited: string;
  readonly filtered: string;
}

/** A chain with a snapshot and a bitmap, a raw image, and two more qcow2 images, one of which has the snapshot too. */
async function createImages(lab: Lab): Promise<Images> {
  const folder = await temporaryDirectory();
  const { file: over, backingFile: base } = await createLayeredImage(lab.qemuImg, folder, 'a', 64, 'before');
  await runCommand(lab.qemuImg, ['bitmap', '--add', over, 'chk1']);
  const [raw, limited, filtered] = ['raw', 'limited.qcow2', 'filtered.qcow2'].map((name) =>
    join(folder, name),
  );
  if (!raw || !limited || !filtered) throw new Error('no names');
  writeFileSync(raw, '');
  truncateSync(raw, 32 * MIB);
  for (const file of [limited, filtered])
    await runCommand(lab.qemuImg, ['create', '-q', '-f', 'qcow2', file, '64M']);
  await runCommand(lab.qemuImg, ['snapshot', '-c', 'before', limited]);
  await runCommand(lab.qemuImg, ['bitmap', '--add', filtered, 'chk1']);
  return { over, base, raw, limited, filtered };
}

/** Boots a guest with a disk on an iothread, a SCSI and an IDE disk, one below a throttle filter, and an empty CD drive. */
function bootWith(lab: Lab, { over, raw, limited, filtered }: Images): Promise<LabGuest> {
  const throttled = {
    ...{ driver: 'throttle', 'throttle-group': 'tg0', 'node-name': 'top' },
    file: { driver: 'qcow2', 'node-name': 'fmt', file: { driver: 'file', filename: filtered } },
  };
  const limits = 'throttling.bps-total=1000000,throttling.bps-total-max=2000000,throttling.group=g1';
  return bootGuest(lab, {
    name: 'disks',
    iothread: true,
    disks: [{ file: over, format: 'qcow2' }],
    extraArgs: [
      ...['-device', 'virtio-scsi-pci,id=scsi0'],
      ...['-drive', `file=${raw},if=none,id=drive-scsi,format=raw,cache=unsafe`],
      ...['-device', 'scsi-hd,bus=scsi0.0,drive=drive-scsi,id=sda0'],
      ...['-drive', `file=${limited},if=none,id=drive-ide,format=qcow2,${limits}`],
      ...['-device', 'ide-hd,bus=ide.0,drive=drive-ide,id=ide0'],
      ...['-object', 'throttle-group,id=tg0,x-bps-total=5000000'],
      ...['-blockdev', JSON.stringify(throttled), '-device', 'virtio-blk-pci,drive=top,id=disk3'],
      ...['-device', 'ide-cd,bus=ide.1,id=cd0'],
    ],
  });
}

const socketOf = ({ monitors: [socket = ''] }: LabGuest) => socket;

describeLab('the disks of a real guest', (lab) => {
  it('are all of them, with their chains, sizes, limits, bitmaps and snapshots', async () => {
    const images = await createImages(lab);
    await using guest = await bootWith(lab, images);
    await using reach = await connectReach('disks', socketOf(guest), guest.pid);

    const disks = await blockList(reach);
    expect(disks.map(({ name, drive, id, path }) => ({ name, drive, id, path }))).toEqual(
      [
        { name: 'drive-scsi', drive: 'drive-scsi', id: 'sda0', path: images.raw },
        { name: 'drive-ide', drive: 'drive-ide', id: 'ide0', path: images.limited },
        { name: 'disk0', drive: undefined, id: 'disk0', path: images.over },
        { name: 'disk3', drive: undefined, id: 'disk3', path: images.filtered },
        { name: 'cd0', drive: undefined, id: 'cd0', path: undefined },
      ].map((disk) => expect.objectContaining(disk)),
    );
    const [scsi, , disk0, , cd] = disks;
    expect(scsi?.cache).toMatchObject({ ignoresFlushes: true });
    expect(cd).toMatchObject({ isTrayOpen: false, isRemovable: true, layers: [], stats: expect.anything() });
    expect(disk0?.qdev).toBe('/machine/peripheral/disk0/virtio-backend');

    // qemu-img is the witness of the chain.
    const chain = await blockChain(reach, images.over);
    const text = await runCommand(lab.qemuImg, [
      'info',
      '-U',
      '--backing-chain',
      '--output=json',
      images.over,
    ]);
    const seen: readonly { readonly [key: string]: unknown }[] = JSON.parse(text);
    expect(
      chain.map(({ path, format, virtualBytes, actualBytes }) => ({
        path,
        format,
        virtualBytes,
        actualBytes,
      })),
    ).toEqual(
      seen.map((layer) => ({
        path: layer.filename,
        format: layer.format,
        virtualBytes: layer['virtual-size'],
        actualBytes: layer['actual-size'],
      })),
    );
    expect(chain.map(({ path }) => path)).toEqual([images.over, images.base]);
    expect(chain[0]).toMatchObject({ node: 'disk0-node', backingPath: images.base, storage: 'file' });
    expect(chain[1]?.node).toMatch(/^#block/);
    const filtered = await blockChain(reach, 'disk3');
    expect(filtered.map(({ node, format, path }) => [node, format, path])).toEqual([
      ['top', 'throttle', images.filtered],
      ['fmt', 'qcow2', images.filtered],
    ]);

    // The limits of the drive, and those of the filter that cannot be read.
    const tuned = await ioTune(reach, 'ide0');
    expect(tuned).toMatchObject({
      bytesPerSecond: { total: 1_000_000, read: null, write: null },
      burstBytesPerSecond: { total: 2_000_000, read: null, write: null },
      burstBytesSeconds: { total: 1 },
      group: 'g1',
      failures: [],
    });
    expect(toLibvirtUnits.ioTune(tuned)).toMatchObject({
      ...{ total_bytes_sec: 1_000_000, total_bytes_sec_max: 2_000_000, total_bytes_sec_max_length: 1 },
      ...{ read_iops_sec: 0, group_name: 'g1' },
    });
    const { failures } = await ioTune(reach, 'disk3');
    expect(failures).toEqual([
      {
        part: 'throttle',
        why: "the throttle filter 'top' has limits of its own, in an object that is not read",
      },
    ]);

    // Snapshots by qemu-img: two of four writable disks have it.
    const taken = await snapshot(reach, 'before');
    expect(taken).toMatchObject({ kind: 'internal', vmStateBytes: 0, isComplete: false });
    expect([...taken.disks].sort()).toEqual(['disk0', 'drive-ide']);
    expect(await snapshots(reach, { kind: 'external' })).toEqual([
      { kind: 'external', disk: 'disk0', path: images.base, overlayPath: images.over },
    ]);
    await expect(snapshot(reach, 'befor')).rejects.toThrow(
      "disks has no snapshot 'befor'; did you mean 'before'?",
    );

    // Bitmaps by qemu-img, one of them below the filter.
    expect(await checkpoint(reach, 'chk1')).toEqual({
      name: 'chk1',
      bitmaps: [
        expect.objectContaining({ disk: 'disk0', node: 'disk0-node', isPersistent: true, isRecording: true }),
        expect.objectContaining({ disk: 'disk3', node: 'fmt', isPersistent: true, granularityBytes: 65_536 }),
      ],
      isComplete: false,
      isConsistent: true,
    });
    await guest.control('block-dirty-bitmap-add', { node: 'fmt', name: 'late' });
    expect((await checkpoints(reach)).map(({ name }) => name)).toEqual(['chk1', 'late']);
    expect(
      (await dirtyBitmaps(reach, 'disk3')).map(({ name, isPersistent }) => [name, isPersistent]),
    ).toEqual([
      ['late', false],
      ['chk1', true],
    ]);

    // What the guest writes is counted, and marked.
    const before = await blockStats(reach, 'disk0');
    await guest.run('dd if=/dev/zero of=/dev/vda bs=65536 count=4 seek=32 oflag=direct conv=fsync');
    const after = await blockStats(reach, 'disk0');
    expect((after.write.bytes ?? 0) - (before.write.bytes ?? 0)).toBe(4 * 65_536);
    expect(after.write.nanoseconds).toBeGreaterThan(before.write.nanoseconds ?? 0);
    const [bitmap] = await dirtyBitmaps(reach, 'disk0');
    expect(bitmap).toMatchObject({ name: 'chk1', dirtyBytes: 4 * 65_536 });

    // Sizes by libvirt's rule; the kernel is the witness.
    const { blocks } = statSync(images.over);
    expect(await blockInfo(reach, 'disk0')).toEqual({
      capacityBytes: 64 * MIB,
      allocationBytes: blocks * 512,
      physicalBytes: statSync(images.over).size,
      failures: [],
    });
    expect(await blockInfo(reach, 'sda0')).toMatchObject({
      capacityBytes: 32 * MIB,
      physicalBytes: 32 * MIB,
    });

    expect(await diskErrors(reach)).toEqual([]);
    expect(readFileSync(images.base).length).toBe(statSync(images.base).size);
  });

  it('have a write threshold and histograms where somebody sets them', async () => {
    await using guest = await bootWith(lab, await createImages(lab));
    await using reach = await connectReach('disks', socketOf(guest), guest.pid);
    const unset = await writeThreshold(reach, 'disk0');
    expect(unset).toEqual({ node: expect.stringMatching(/^#block/), bytes: null, failures: [] });
    await guest.control('block-set-write-threshold', { 'node-name': unset.node, 'write-threshold': MIB });
    expect(await writeThreshold(reach, 'disk0')).toMatchObject({ node: unset.node, bytes: MIB });
    expect(await writeThreshold(reach, 'cd0')).toMatchObject({ node: undefined, bytes: undefined });

    const [disk0] = (await blockList(reach)).filter(({ name }) => name === 'disk0');
    await guest.control('block-latency-histogram-set', { id: disk0?.qdev, boundaries: [1000, 1_000_000] });
    await guest.run('dd if=/dev/vda of=/dev/null bs=4096 count=8 iflag=direct');
    const { read } = await blockStats(reach, 'disk0');
    expect(read.latency?.boundariesNanoseconds).toEqual([1000, 1_000_000]);
    expect(read.latency?.bins.reduce((sum, bin) => sum + bin, 0)).toBeGreaterThanOrEqual(8);
  });

  it('tell of the error that has stopped the guest, and not of a past one', async () => {
    const broken = {
      ...{ driver: 'blkdebug', 'inject-error': [{ event: 'none', iotype: 'write', errno: 28, once: true }] },
      image: { driver: 'null-co', size: 64 * MIB },
    };
    await using guest = await bootGuest(lab, {
      extraArgs: [
        ...['-blockdev', JSON.stringify({ 'node-name': 'broken', ...broken })],
        ...['-device', 'virtio-blk-pci,drive=broken,id=full,werror=stop'],
      ],
    });
    await using reach = await connectReach('full', socketOf(guest), guest.pid);
    expect(await diskErrors(reach)).toEqual([]);
    // The guest is stopped in the middle of it, and ends it when it goes on.
    const written = guest.run('dd if=/dev/zero of=/dev/vda bs=4096 count=1 oflag=direct', 60_000);
    written.catch(() => undefined);
    await expect
      .poll(() => diskErrors(reach), { timeout: 20_000 })
      .toEqual([{ disk: 'full', path: undefined, error: 'no-space' }]);
    await guest.control('cont');
    expect((await written).status).toBe(0);
    expect(await diskErrors(reach)).toEqual([]);
  });
});
