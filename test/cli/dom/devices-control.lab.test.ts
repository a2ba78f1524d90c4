import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runCommand } from '../../lab/run-command.js';
import { type Run, runQgauge } from '../../run-qgauge.js';

const BOOT_MS = 150_000;

describeLab('qgauge dom: devices, disks and dumps', (lab) => {
  let guest: LabGuest;
  const directory = mkdtempSync(join(tmpdir(), 'qlab-verbs-'));
  const path = (name: string) => join(directory, name);
  const inGuest = async (command: string) => (await guest.run(command)).output.trim();

  /** Runs a verb: `blockresize disk0 32M`. */
  async function dom(typed: string, input?: string): Promise<Run> {
    const [verb = '', ...words] = typed.split(' ');
    const limits = ['--timeout', '60', ...(words.includes('--control') ? ['--deadline', '60'] : [])];
    const options = input === undefined ? {} : { input };
    const args = ['dom', verb, guest.monitors[0] ?? '', ...words, ...limits];
    return runQgauge(args, { ...options, through: ['env', `QGAUGE_AUDIT_LOG=${path('audit')}`] });
  }

  /** Expects a verb to print this, and nothing else. */
  async function expectDone(typed: string, stdout: string, input?: string): Promise<void> {
    const run = await dom(`${typed} --control`, input);
    expect([run.stdout, run.stderr, run.status], typed).toEqual([stdout, '', 0]);
  }

  beforeAll(async () => {
    for (const name of ['one', 'two']) {
      writeFileSync(path(`${name}.iso`), name);
      truncateSync(path(`${name}.iso`), 2 ** 20);
    }
    await runCommand(lab.qemuImg, ['create', '-q', '-f', 'qcow2', path('data.qcow2'), '16M']);
    const cd = { driver: 'raw', 'node-name': 'cd-node', 'read-only': true };
    const image = { driver: 'file', filename: path('one.iso') };
    guest = await bootGuest(lab, {
      ...{ name: 'act-verbs', memoryMiB: 128, nics: [{ kind: 'user' }] },
      disks: [createRawImage(directory, 'disk0', 16)],
      extraArgs: [
        ...['-device', 'pcie-root-port,id=rp1,chassis=1,slot=1', '-device', 'VGA'],
        ...['-device', 'virtio-scsi-pci', '-blockdev', JSON.stringify({ ...cd, file: image })],
        ...['-device', 'scsi-cd,id=cd0,drive=cd-node'],
      ],
    });
  }, BOOT_MS);
  afterAll(async () => {
    await guest?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('a disk and a card come and go', async () => {
    await expectDone(
      `attach-disk ${path('data.qcow2')} data --subdriver qcow2 --serial S1 --cache none`,
      'Disk attached successfully\n',
    );
    await expect.poll(() => inGuest('cat /sys/block/vdb/serial'), { timeout: 60_000 }).toBe('S1');
    const full = await dom('attach-interface user --control');
    expect(full).toMatchObject({ status: 1, stdout: '' });
    expect(full.stderr).toMatch(
      /^qgauge: act-verbs: its PCI Express needs a free pcie-root-port.*rp1 has data.*\n$/,
    );
    await expectDone('detach-disk data', 'Disk detached successfully\n');
    await runCommand(lab.qemuImg, ['check', '-q', path('data.qcow2')]);
    expect((await dom('attach-interface tap no-such-tap --control')).stderr).toBe(
      "qgauge: act-verbs: this host has no tap 'no-such-tap': make it first, as by 'ip tuntap add no-such-tap mode tap'\n",
    );
    await expectDone('attach-interface user --mac 52:54:00:00:00:07', 'Interface attached successfully\n');
    await expect
      .poll(() => inGuest('cat /sys/class/net/*/address'), { timeout: 60_000 })
      .toContain('52:54:00:00:00:07');
    const listed = JSON.parse((await dom('domiflist --json')).stdout);
    expect(JSON.stringify(listed)).toContain('52:54:00:00:00:07');
    await expectDone('detach-interface 52:54:00:00:00:07', 'Interface detached successfully\n');
  });

  test('a device is plugged in as standard input describes it', async () => {
    const object = [{ 'qom-type': 'rng-builtin', id: 'dice' }];
    const device = { driver: 'virtio-rng-pci', id: 'rng', rng: 'dice' };
    await expectDone('attach-device -', 'Device attached successfully\n', JSON.stringify({ object, device }));
    await expectDone('detach-device-alias rng --backends', 'Device detached successfully\n');
    writeFileSync(path('bad.json'), '{');
    for (const [file, why] of [
      [path('bad.json'), 'is not valid JSON'],
      [path('none.json'), 'no such file'],
    ]) {
      const run = await dom(`attach-device ${file} --control`);
      expect(run).toMatchObject({ status: 2, stdout: '' });
      expect(run.stderr).toContain(why);
    }
  });

  test('disks, links and media change', async () => {
    await expectDone('blockresize disk0 32768', `Block device 'disk0' is resized\n`);
    expect(statSync(path('disk0.raw')).size).toBe(32 * 2 ** 20);
    expect((await dom('blockresize disk0 8M --control')).stderr).toMatch(
      /would be lost; to do it, use force \(--force\)\n$/,
    );
    await expectDone('blkdeviotune disk0 --read-bytes-sec 10M --total-iops-sec 500', '');
    expect((await dom('blkdeviotune disk0')).stdout).toMatch(
      /read_bytes_sec +: 10485760\n[\s\S]*total_iops_sec +: 500\n/,
    );
    await expectDone('blkdeviotune disk0 --read-bytes-sec 0 --total-iops-sec 0', '');
    await expectDone('domblkthreshold disk0 8M', '');
    await expectDone('domif-setlink nic0 down', 'Device updated successfully\n');
    await expect.poll(() => inGuest('cat /sys/class/net/eth0/carrier'), { timeout: 60_000 }).toBe('0');
    await expectDone('domif-setlink nic0 up', 'Device updated successfully\n');
    await expectDone('change-media cd0 --eject', 'Successfully ejected media.\n');
    await expectDone(`change-media cd0 ${path('two.iso')} --insert`, 'Successfully inserted media.\n');
    expect((await dom(`change-media cd0 ${path('one.iso')} --insert --control`)).stderr).toBe(
      'qgauge: cd0 has a medium: --update puts another one in its place\n',
    );
    await expectDone(`change-media cd0 ${path('one.iso')}`, 'Successfully updated media.\n');
  });

  test('the screen is saved, and the memory dumped', async () => {
    const shot = await dom(`screenshot ${path('screen.png')} --control`);
    expect(shot.stdout).toBe(`Screenshot saved to ${path('screen.png')}, with type of image/png\n`);
    expect(readFileSync(path('screen.png')).subarray(1, 4).toString()).toBe('PNG');
    const dump = await dom(`dump ${path('core')} --memory-only --format kdump-zlib --control`);
    expect(dump).toMatchObject({ status: 0, stdout: `Domain 'act-verbs' dumped to ${path('core')}\n` });
    expect(dump.stderr).toBe(
      'qgauge: while its memory is dumped, act-verbs stands still; that cannot be cancelled\n',
    );
    expect(statSync(path('core')).size).toBeGreaterThan(2 ** 20);
    expect((await dom('domdisplay-reload --control')).stderr).toMatch(
      /it has no VNC server: start QEMU with -vnc\n$/,
    );
  });

  test('nothing is done without --control, nor in a dry run', async () => {
    const before = await guest.control('query-block');
    const refused = await dom('blockresize disk0 64M');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('blockresize changes the guest: add --control to do it');
    expect((await dom('blkdeviotune disk0 --read-bytes-sec 1')).status).toBe(2);
    const dry = await dom('blockresize disk0 64M --dry-run');
    expect(dry).toMatchObject({
      status: 0,
      stdout: 'block_resize {"node-name":"disk0-node","size":67108864}\n',
    });
    const dump = await dom(`dump ${path('dry')} --dry-run`);
    expect(dump.stdout).toMatch(/^dump-guest-memory /);
    expect((await dom('screenshot --dry-run')).stdout).toMatch(/^screendump .*qgauge-XXXXXX/);
    expect(existsSync(path('dry'))).toBe(false);
    expect(await guest.control('query-block')).toEqual(before);
  });

  test('each call is on record', () => {
    const records = readFileSync(path('audit'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const verbs = new Set(records.map(({ verb }) => verb));
    expect([...verbs].sort()).toEqual(
      expect.arrayContaining([
        'attach',
        'changeMedium',
        'coreDump',
        'detach',
        'eject',
        'resizeDisk',
        'screenshot',
      ]),
    );
    expect(records.every(({ guest: name }) => name === 'act-verbs')).toBe(true);
  });
});
