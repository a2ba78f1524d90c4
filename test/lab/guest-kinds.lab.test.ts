import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeLab } from './context.js';
import { createRawImage } from './disks.js';
import { readFirstBytes } from './first-bytes.js';
import { bootGuest } from './guest.js';
import { startPausedQemus } from './paused-qemus.js';

const BOOT_MS = 150_000;

describeLab('guests of other kinds', (lab) => {
  test('a microvm has a balloon, a disk, a network card and an agent too', async () => {
    const images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
    try {
      await using guest = await bootGuest(lab, {
        machine: 'microvm',
        agent: true,
        disks: [createRawImage(images, 'plain', 16)],
        nics: [{ kind: 'user' }],
      });
      expect(await guest.run('lsmod | grep -c virtio_balloon')).toMatchObject({ status: 0 });
      expect(await guest.run('cat /sys/block/vda/size')).toMatchObject({ output: '32768\n' });
      expect(await guest.run('ping -c 1 10.0.2.2')).toMatchObject({ status: 0 });
      expect(await guest.run('pidof qemu-ga')).toMatchObject({ status: 0 });
      expect(await guest.control('qom-list', { path: '/machine/peripheral' })).toContainEqual({
        name: 'balloon0',
        type: 'child<virtio-balloon-device>',
      });
    } finally {
      rmSync(images, { recursive: true });
    }
  });

  test('a guest without the driver has a balloon that never reports', async () => {
    await using guest = await bootGuest(lab, { driver: false, balloon: 'anonymous' });
    expect(await guest.run('lsmod | grep virtio_balloon')).toMatchObject({ status: 1 });
    expect(
      await guest.control('qom-get', { path: '/machine/peripheral-anon/device[0]', property: 'guest-stats' }),
    ).toMatchObject({ 'last-update': 0 });
  });

  test('a guest that starts stopped boots after cont', async () => {
    await using guest = await bootGuest(lab, { stopped: true });
    expect(guest.consoleText()).toBe('');
    await guest.control('cont');
    expect((await guest.truth(BOOT_MS)).memTotalBytes).toBeGreaterThan(0);
  });

  test('a QEMU that refuses its command line is an error with its message', async () => {
    await expect(bootGuest(lab, { extraArgs: ['-device', 'no-such-device'] })).rejects.toThrow(
      "'no-such-device' is not a valid device model name",
    );
  });

  test('many paused machines start quickly and leave nothing behind', async () => {
    const machines = await startPausedQemus(lab, 8);
    const pids = machines.guests.map((guest) => guest.pid);
    const greetings = await Promise.all(
      machines.guests.flatMap((guest) => guest.monitors.map((path) => readFirstBytes(path))),
    );
    expect(greetings).toHaveLength(8);
    await machines.stop();
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  });
});
