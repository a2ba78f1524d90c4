import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeLab } from './context.js';
import { createLayeredImage, createRawImage } from './disks.js';
import { readFirstBytes } from './first-bytes.js';
import { bootGuest, type LabGuest } from './guest.js';

const BOOT_MS = 150_000;
const MEBIBYTE = 2 ** 20;

describeLab('a guest with everything', (lab) => {
  let images: string;
  let guest: LabGuest;

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
    const layered = await createLayeredImage(lab.qemuImg, images, 'layered', 32, 'before');
    guest = await bootGuest(lab, {
      name: 'every,thing',
      uuid: '11111111-2222-4333-8444-555555555555',
      cpus: 2,
      monitors: 2,
      pretty: true,
      agent: true,
      vnc: true,
      iothread: true,
      disks: [layered, { ...createRawImage(images, 'plain', 16), via: 'drive', id: 'data' }],
      nics: [{ kind: 'user' }],
    });
  }, BOOT_MS);

  afterAll(async () => {
    await guest.stop();
    rmSync(images, { recursive: true });
    expect(existsSync(guest.directory)).toBe(false);
    expect(existsSync(`/proc/${guest.pid}`)).toBe(false);
  });

  test('its pid is the pid of QEMU', () => {
    expect(readFileSync(`/proc/${guest.pid}/cmdline`, 'utf8').split('\0')).toContain('guest=every,,thing');
  });

  test('it prints its own truth once a second', async () => {
    const first = await guest.truth();
    const second = await guest.truth();
    expect(second.uptimeSeconds).toBeGreaterThan(first.uptimeSeconds);
    expect(first.memTotalBytes).toBeGreaterThan(200 * MEBIBYTE);
    expect(first.memTotalBytes).toBeLessThan(256 * MEBIBYTE);
    expect(first).toMatchObject({ swapTotalBytes: 0, pagesSwappedIn: 0, pagesSwappedOut: 0 });
    expect(second.pageFaults).toBeGreaterThan(first.pageFaults);
  });

  test('it runs commands and returns their output and status', async () => {
    expect(await guest.run('hostname; nproc')).toEqual({ status: 0, output: 'labguest\n2\n' });
    expect(await guest.run('echo "one\ntwo" >&2\nexit 3')).toEqual({ status: 3, output: 'one\ntwo\n' });
    expect(await guest.run('printf no-line-break')).toEqual({ status: 0, output: 'no-line-break' });
  });

  test('a command that timed out does not disturb the next one', async () => {
    await expect(guest.run('sleep 2; echo late', 300)).rejects.toThrow('did not finish within 300 ms');
    expect(await guest.run('echo next')).toEqual({ status: 0, output: 'next\n' });
  });

  test('it prints a lot without losing anything', async () => {
    const { output } = await guest.run('seq 1 5000');
    expect(output).toBe(Array.from({ length: 5000 }, (_, index) => `${index + 1}\n`).join(''));
  });

  test('it has all disks, and reads and writes them', async () => {
    expect((await guest.run('cat /sys/block/vda/size /sys/block/vdb/size')).output).toBe('65536\n32768\n');
    expect(await guest.run('dd if=/dev/vda of=/dev/null bs=1M count=8')).toMatchObject({ status: 0 });
    expect(await guest.run('mke2fs /dev/vdb && mount /dev/vdb /mnt && umount /mnt')).toMatchObject({
      status: 0,
    });
  });

  test('it reaches the network', async () => {
    expect(await guest.run('ping -c 3 10.0.2.2')).toMatchObject({ status: 0 });
  });

  test('its control monitor answers beside the other monitors', async () => {
    const statuses = await Promise.all(Array.from({ length: 5 }, () => guest.control('query-status')));
    expect(statuses).toEqual(Array(5).fill(expect.objectContaining({ status: 'running' })));
    expect(await guest.control('query-iothreads')).toHaveLength(1);
    expect(await guest.control('query-named-block-nodes')).toContainEqual(
      expect.objectContaining({
        image: expect.objectContaining({ snapshots: [expect.objectContaining({ name: 'before' })] }),
      }),
    );
    await expect(guest.control('nonsense')).rejects.toThrow(
      'CommandNotFound: The command nonsense has not been found',
    );
  });

  test('the first of its monitors is pretty, the second is not', async () => {
    const [pretty = '', plain = ''] = await Promise.all(guest.monitors.map((path) => readFirstBytes(path)));
    expect(guest.monitors).toHaveLength(2);
    expect(pretty).toMatch(/^\{\r\n {4}"QMP"/);
    expect(plain).toMatch(/^\{"QMP"/);
  });

  test('its agent answers', async () => {
    const answer = await readFirstBytes(guest.agentPath ?? '', '{"execute":"guest-ping"}\n');
    expect(answer).toBe('{"return": {}}\n');
  });

  test('its display listens on the port that it reports', async () => {
    expect(await readFirstBytes(guest.vncPort ?? 0)).toMatch(/^RFB /);
  });

  test('it unloads its balloon driver and loads it again', async () => {
    expect(await guest.run('rmmod virtio_balloon')).toMatchObject({ status: 0 });
    expect(await guest.run('insmod /modules/virtio_balloon.ko')).toMatchObject({ status: 0 });
  });

  test('it is silent while stopped by a signal, and answers when continued', async () => {
    guest.signal('SIGSTOP');
    await expect(guest.truth(1500)).rejects.toThrow('within 1500 ms');
    guest.signal('SIGCONT');
    await guest.truth();
  });
});
