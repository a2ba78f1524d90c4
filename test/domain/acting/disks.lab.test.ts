import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Domain } from '../../../src/domain/domain.js';
import { asRecord, asRecords } from '../../../src/support/decode.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runCommand } from '../../lab/run-command.js';
import { loadModules, writeModuleDisk } from './guest-modules.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };
const MIB = 2 ** 20;

describeLab('disks', (lab) => {
  let guest: LabGuest;
  let domain: Domain;
  let modules: readonly string[];
  const images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
  const path = (name: string) => join(images, name);
  const inGuest = async (command: string) => (await guest.run(command)).output.trim();
  const sectors = (disk: string) => inGuest(`cat /sys/block/${disk}/size`);

  /** The names of the guest's disks follow the order of its arguments. */
  const [RAW, QCOW2, THREADED] = ['vdb', 'vdc', 'vdd'];

  beforeAll(async () => {
    const moduleDisk = await writeModuleDisk(images, ['virtio_scsi', 'sr_mod']);
    modules = moduleDisk.names;
    for (const name of ['one', 'two']) {
      writeFileSync(path(`${name}.iso`), `this is disc ${name}\n`);
      truncateSync(path(`${name}.iso`), 2 * MIB);
    }
    for (const name of ['qcow2', 'threaded', 'behind'])
      await runCommand(lab.qemuImg, ['create', '-q', '-f', 'qcow2', path(`${name}.qcow2`), '32M']);
    const node = (name: string, driver: string, file: string) => [
      '-blockdev',
      JSON.stringify({
        ...{ driver, 'node-name': name, 'read-only': driver === 'raw' },
        file: { driver: 'file', filename: file },
      }),
    ];
    guest = await bootGuest(lab, {
      name: 'act-disks',
      disks: [
        { ...moduleDisk.disk, id: 'modules' },
        { ...createRawImage(images, 'raw', 64), id: 'raw' },
        { file: path('qcow2.qcow2'), format: 'qcow2', id: 'qcow2' },
      ],
      extraArgs: [
        ...['-object', 'iothread,id=io0', ...node('threaded-node', 'qcow2', path('threaded.qcow2'))],
        ...['-device', 'virtio-blk-pci,id=threaded,drive=threaded-node,iothread=io0'],
        ...['-device', 'virtio-scsi-pci,id=scsi0', ...node('cd-node', 'raw', path('one.iso'))],
        ...['-device', 'scsi-cd,id=cd0,drive=cd-node'],
        ...[
          '-device',
          'virtio-scsi-pci,id=scsi1,iothread=io0',
          '-device',
          'scsi-hd,id=behind,drive=behind-node,bus=scsi1.0',
        ],
        ...node('behind-node', 'qcow2', path('behind.qcow2')),
      ],
    });
    domain = await openLabGuest(guest);
    await loadModules(guest, '/dev/vda', modules);
  }, BOOT_MS);
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
    rmSync(images, { recursive: true, force: true });
  });

  succeeds('resizeDisk', 'makes a disk larger, and the guest sees it', async () => {
    expect(await sectors(QCOW2)).toBe('65536');
    await domain.resizeDisk('qcow2', 48 * MIB, MINUTE);
    await expect.poll(() => sectors(QCOW2), { timeout: 60_000 }).toBe('98304');
    const info = JSON.parse(
      await runCommand(lab.qemuImg, ['info', '-U', '--output=json', path('qcow2.qcow2')]),
    );
    expect(info['virtual-size']).toBe(48 * MIB);
  });

  succeeds('resizeDisk', 'makes one smaller when forced', async () => {
    await domain.resizeDisk('raw', 32 * MIB, { ...MINUTE, force: true });
    await expect.poll(() => sectors(RAW), { timeout: 60_000 }).toBe('65536');
  });

  refuses('resizeDisk', 'to make one smaller, an uneven size, and a disk that is not there', async () => {
    await expect(domain.resizeDisk('qcow2', 16 * MIB, MINUTE)).rejects.toThrow(
      'act-disks: qcow2 has 48 MiB: what is behind 16 MiB would be lost; to do it, use force (--force)',
    );
    await expect(domain.resizeDisk('qcow2', 64 * MIB + 1, MINUTE)).rejects.toThrow('a multiple of 512');
    await expect(domain.resizeDisk('qcwo2', 64 * MIB, MINUTE)).rejects.toThrow("did you mean 'qcow2'?");
    expect(await sectors(QCOW2)).toBe('98304');
  });

  refuses('resizeDisk', 'a disk that a job is at', async () => {
    const copy = { driver: 'null-co', 'node-name': 'copy', size: 48 * MIB };
    await guest.control('blockdev-add', copy);
    const job = { 'job-id': 'job', device: 'qcow2-node', target: 'copy', sync: 'full', speed: 1 };
    await guest.control('blockdev-mirror', job);
    await expect(domain.resizeDisk('qcow2', 64 * MIB, MINUTE)).rejects.toThrow(
      /in use.*: jobs on disks are under way: mirror 'job'; nothing is changed/,
    );
    await guest.control('block-job-cancel', { device: 'job', force: true });
    await expect.poll(() => guest.control('query-jobs'), { timeout: 60_000 }).toEqual([]);
    await guest.control('blockdev-del', { 'node-name': 'copy' });
  });

  succeeds('setIoTune', 'slows a disk down, keeps the other limits, and frees it again', async () => {
    const readSeconds = async () => {
      const beganMs = performance.now();
      await guest.run(`echo 3 >/proc/sys/vm/drop_caches; dd if=/dev/${RAW} of=/dev/null bs=64k count=64`);
      return (performance.now() - beganMs) / 1000;
    };
    const tune = await domain.setIoTune('raw', { bytesPerSecond: { read: MIB / 2 } }, MINUTE);
    expect(tune.bytesPerSecond).toEqual({ total: null, read: MIB / 2, write: null });
    // 4 MiB, the first tenth of a second at any speed.
    const slow = await readSeconds();
    expect(slow).toBeGreaterThan(7);
    const more = await domain.setIoTune('raw', { operationsPerSecond: { total: 500 } }, MINUTE);
    expect(more).toMatchObject({ bytesPerSecond: { read: MIB / 2 }, operationsPerSecond: { total: 500 } });
    const burst = { bytesPerSecond: { total: MIB }, burstBytesPerSecond: { total: 2 * MIB } };
    expect(
      await domain.setIoTune('raw', { ...burst, burstBytesSeconds: { total: 3 } }, MINUTE),
    ).toMatchObject({
      bytesPerSecond: { total: MIB, read: null },
      burstBytesPerSecond: { total: 2 * MIB },
      burstBytesSeconds: { total: 3 },
    });
    const none = { bytesPerSecond: { total: null }, operationsPerSecond: { total: null } };
    await domain.setIoTune('raw', none, MINUTE);
    expect(await readSeconds()).toBeLessThan(slow / 2);
    const all = asRecords(await guest.control('query-block'));
    expect(
      all.map(({ inserted }) => asRecord(inserted)?.bps).every((bps) => bps === 0 || bps === undefined),
    ).toBe(true);
  });

  refuses('setIoTune', 'limits that contradict each other, and those of a group', async () => {
    const set = (changes: Parameters<Domain['setIoTune']>[1], disk = 'raw') =>
      domain.setIoTune(disk, changes, MINUTE);
    await expect(set({ bytesPerSecond: { total: 1, read: 1 } })).rejects.toThrow('excludes one on either');
    await expect(set({ burstBytesPerSecond: { total: MIB } })).rejects.toThrow('a burst needs a limit');
    await expect(set({ bytesPerSecond: { total: MIB }, burstBytesPerSecond: { total: 1 } })).rejects.toThrow(
      'a burst of 1 is below the limit of 1048576',
    );
    await expect(set({ bytesPerSecond: { total: MIB }, burstBytesSeconds: { total: 5 } })).rejects.toThrow(
      'a burst needs a rate',
    );
    await expect(set({ bytesPerSecond: { total: 0.5 } })).rejects.toThrow('a limit is a whole number');
    expect((await domain.ioTune('raw')).bytesPerSecond).toEqual({ total: null, read: null, write: null });
    const shared = { bytesPerSecond: { total: 8 * MIB }, group: 'shared' };
    await set(shared);
    await expect(set({ ...shared, bytesPerSecond: { total: MIB } }, 'qcow2')).rejects.toThrow(
      'the limits of qcow2 are those of its group, and so of raw too',
    );
    expect((await domain.ioTune('raw')).bytesPerSecond.total).toBe(8 * MIB);
    await set({ bytesPerSecond: { total: null } });
  });

  succeeds('setWriteThreshold', 'has QEMU report a write behind it, once', async () => {
    expect(await domain.setWriteThreshold('raw', 8 * MIB, MINUTE)).toMatchObject({ bytes: 8 * MIB });
    const ends = AbortSignal.timeout(60_000);
    const events = domain.events(ends)[Symbol.asyncIterator]();
    const next = events.next();
    await guest.run(`dd if=/dev/zero of=/dev/${RAW} bs=1M count=1 seek=16 && sync`);
    for (let event = await next; ; event = await events.next())
      if (event.value?.name === 'BLOCK_WRITE_THRESHOLD') break;
    await events.return?.();
    expect(await domain.writeThreshold('raw')).toMatchObject({ bytes: null });
    await domain.setWriteThreshold('raw', 8 * MIB, MINUTE);
    expect(await domain.setWriteThreshold('raw', null, MINUTE)).toMatchObject({ bytes: null });
  });

  refuses('setWriteThreshold', 'a threshold that is none', async () => {
    await expect(domain.setWriteThreshold('raw', -1, MINUTE)).rejects.toThrow('-1 is not a valid threshold');
    await expect(domain.setWriteThreshold('rwa', MIB, MINUTE)).rejects.toThrow("did you mean 'raw'?");
  });

  succeeds('readDisk', 'reads what the guest sees, whatever the format of the image', async () => {
    for (const name of [RAW, QCOW2, THREADED])
      await guest.run(`echo on-${name} | dd of=/dev/${name} bs=512 seek=2048 conv=notrunc && sync`);
    expect((await domain.readDisk('raw', MIB, 6, MINUTE)).toString()).toBe('on-vdb');
    expect((await domain.readDisk('qcow2', MIB, 6, MINUTE)).toString()).toBe('on-vdc');
    expect((await domain.readDisk('qcow2', 0, 4 * MIB, MINUTE)).subarray(MIB, MIB + 6).toString()).toBe(
      'on-vdc',
    );
    expect((await domain.readDisk('cd0', 0, 16, MINUTE)).toString()).toBe('this is disc one');
    expect(await guest.control('query-block-exports')).toEqual([]);
    expect(await inGuest('echo alive')).toBe('alive');
  });

  succeeds('readDisk', 'after a caller that was killed while it read', async () => {
    const addr = { type: 'unix', data: { path: path('left.sock') } };
    await guest.control('nbd-server-start', { addr });
    await guest.control('block-export-add', { type: 'nbd', id: 'qgauge-peek', 'node-name': 'qcow2-node' });
    expect((await domain.readDisk('qcow2', MIB, 6, MINUTE)).toString()).toBe('on-vdc');
    expect(await guest.control('query-block-exports')).toEqual([]);
  });

  refuses('readDisk', 'to serve a disk with an iothread, and to disturb an NBD server', async () => {
    const served = domain.readDisk('threaded', 0, 512, MINUTE);
    await expect(served).rejects.toThrow(
      'threaded is served by an iothread, and its image is not a raw file',
    );
    const behind = domain.readDisk('behind', 0, 512, MINUTE);
    await expect(behind).rejects.toThrow('behind is served by an iothread');
    const addr = { type: 'unix', data: { path: path('nbd.sock') } };
    await guest.control('nbd-server-start', { addr });
    await expect(domain.readDisk('qcow2', 0, 512, MINUTE)).rejects.toThrow(
      /NBD server already running.*nothing is changed/,
    );
    const export_ = { type: 'nbd', id: 'theirs', 'node-name': 'qcow2-node' };
    await guest.control('block-export-add', export_);
    await expect(domain.readDisk('qcow2', 0, 512, MINUTE)).rejects.toThrow(
      'qcow2 is exported by QEMU already',
    );
    await guest.control('nbd-server-stop');
    await expect(domain.readDisk('raw', 32 * MIB, 512, MINUTE)).rejects.toThrow(
      '512 bytes at 33554432 are not on raw: it has 33554432',
    );
    await expect(domain.readDisk('raw', 0, 5 * MIB, MINUTE)).rejects.toThrow('expected 1 to 4194304');
  });

  const disc = () => inGuest('head -c 16 /dev/sr0 2>&1');

  succeeds('changeMedium', 'puts another disc into a drive', async () => {
    expect(await disc()).toBe('this is disc one');
    const drive = await domain.changeMedium('cd0', path('two.iso'), MINUTE);
    expect(drive).toMatchObject({ name: 'cd0', path: path('two.iso'), isTrayOpen: false, isReadOnly: true });
    await expect.poll(disc, { timeout: 60_000 }).toBe('this is disc two');
  });

  refuses(
    'changeMedium',
    'a disk, an image that is missing, and a tray that the guest has locked',
    async () => {
      await expect(domain.changeMedium('raw', path('one.iso'), MINUTE)).rejects.toThrow(
        "the medium of raw is not removable: 'qgauge dom detach-disk' takes the whole disk",
      );
      await expect(domain.changeMedium('cd0', path('gone.iso'), MINUTE)).rejects.toThrow(
        /Could not open .*gone.iso.*nothing is changed/,
      );
      expect(await disc()).toBe('this is disc two');
      await guest.run('sleep 600 </dev/sr0 & echo $! >/tmp/reader');
      await expect
        .poll(async () => (await domain.blockList()).find(({ name }) => name === 'cd0')?.isLocked)
        .toBe(true);
      const locked = 'the guest has locked the tray of cd0: unmount the medium there, or use force (--force)';
      await expect(domain.changeMedium('cd0', path('one.iso'), MINUTE)).rejects.toThrow(locked);
      await expect(domain.eject('cd0', MINUTE)).rejects.toThrow(locked);
      expect((await domain.blockList()).find(({ name }) => name === 'cd0')?.path).toBe(path('two.iso'));
    },
  );

  refuses('eject', 'a disk that is not removable', async () => {
    await expect(domain.eject('raw', MINUTE)).rejects.toThrow('the medium of raw is not removable');
  });

  succeeds('changeMedium', 'takes the disc out of a locked tray when forced', async () => {
    const drive = await domain.changeMedium('cd0', path('one.iso'), { ...MINUTE, force: true });
    expect(drive).toMatchObject({ path: path('one.iso') });
    await guest.run('kill $(cat /tmp/reader)');
    await expect.poll(disc, { timeout: 60_000 }).toBe('this is disc one');
  });

  succeeds('eject', 'opens the tray and takes the disc out', async () => {
    expect(await domain.eject('cd0', { ...MINUTE, force: true })).toMatchObject({
      ...{ name: 'cd0', path: undefined, node: undefined, isTrayOpen: true },
    });
    await expect.poll(disc, { timeout: 60_000 }).toMatch(/medium/i);
    // Again, it is nothing.
    expect(await domain.eject('cd0', MINUTE)).toMatchObject({ isTrayOpen: true });
    await domain.changeMedium('cd0', path('two.iso'), MINUTE);
    await expect.poll(disc, { timeout: 60_000 }).toBe('this is disc two');
  });
});
