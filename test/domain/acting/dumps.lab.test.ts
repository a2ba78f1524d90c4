import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ControlProgress } from '../../../src/domain/control/control-options.js';
import { Secret } from '../../../src/domain/control/secret.js';
import type { Domain } from '../../../src/domain/domain.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { entryFor } from '../../lab/qemu-version.js';
import { runCommand } from '../../lab/run-command.js';
import { openLabGuest } from './open-lab-guest.js';
import { readPngRows } from './png-rows.js';
import { refuses, succeeds } from './rows.js';
import { makeServerCertificate } from './server-certificate.js';
import { logInToVnc } from './vnc-login.js';

const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };

describeLab('dumps and screens', (lab) => {
  let guest: LabGuest;
  let domain: Domain;
  const progress: ControlProgress[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'qlab-dumps-'));
  const path = (name: string) => join(directory, name);

  beforeAll(async () => {
    await makeServerCertificate(directory);
    guest = await bootGuest(lab, {
      ...{ name: 'act-dumps', memoryMiB: 128 },
      extraArgs: [...['-device', 'VGA,id=vga', '-vnc', `unix:${path('vnc.sock')},password=on,id=plain`]],
    });
    domain = await openLabGuest(guest, { control: { onProgress: (each) => void progress.push(each) } });
  }, BOOT_MS);
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  succeeds('coreDump', 'dumps the memory in each format, and the guest runs on', async () => {
    const elf = await domain.coreDump(path('dump.elf'), MINUTE);
    expect(elf).toMatchObject({ format: 'elf', fileBytes: statSync(path('dump.elf')).size });
    expect(elf.fileBytes).toBeGreaterThan(128 * 2 ** 20);
    expect(await runCommand('readelf', ['-h', path('dump.elf')])).toMatch(/Type:\s+CORE \(Core file\)/);
    expect(progress.some(({ what, done, total }) => what === 'dumped' && Number(done) <= Number(total))).toBe(
      true,
    );
    rmSync(path('dump.elf'));
    await domain.coreDump(path('dump.kdump'), { ...MINUTE, format: 'kdump-zlib' });
    expect(readFileSync(path('dump.kdump')).subarray(0, 8).toString()).toMatch(/makedump|KDUMP/);
    expect(await guest.control('query-status')).toMatchObject({ status: 'running' });
    expect((await guest.run('echo alive')).output).toBe('alive\n');
  });

  succeeds('coreDump', 'leaves a stopped guest stopped', async () => {
    await guest.control('stop');
    await domain.coreDump(path('stopped'), { ...MINUTE, format: 'kdump-zlib' });
    expect(await guest.control('query-status')).toMatchObject({ status: 'paused' });
    await guest.control('cont');
  });

  refuses('coreDump', 'a format, a place or a file that will not do', async () => {
    const dump = (file: string, format = 'elf') => domain.coreDump(file, { ...MINUTE, format });
    await expect(dump(path('x'), 'efl')).rejects.toThrow(
      /cannot write a dump as efl: it has elf, .*; did you mean 'elf'/,
    );
    await expect(dump('relative')).rejects.toThrow('relative is not an absolute path');
    await expect(dump(path('none/x'))).rejects.toThrow(`QEMU sees no directory ${path('none')}`);
    writeFileSync(path('mine'), 'mine');
    await expect(dump(path('mine'))).rejects.toThrow('exists: choose another name, or use force (--force)');
    expect(readFileSync(path('mine'), 'utf8')).toBe('mine');
    await expect(dump('/proc/x', 'kdump-zlib')).rejects.toThrow(
      /Could not \w+ '\/proc\/x'.*nothing is changed/,
    );
    expect(await guest.control('query-status')).toMatchObject({ status: 'running' });
  });

  refuses('coreDump', 'a dump for Windows of a Linux guest, and leaves no file', async () => {
    await expect(domain.coreDump(path('win'), { ...MINUTE, format: 'win-dmp' })).rejects.toThrow(
      /win-dump|vmcoreinfo|cannot write a dump as win-dmp/,
    );
    expect(existsSync(path('win'))).toBe(false);
    expect(await guest.control('query-status')).toMatchObject({ status: 'running' });
  });

  succeeds('readMemory', 'reads physical memory, and what a vCPU has mapped', async () => {
    const firmware = await domain.readMemory({ address: 0xe0000, bytes: 0x20000, ...MINUTE });
    expect(firmware).toHaveLength(0x20000);
    expect(firmware.includes('RSD PTR ')).toBe(true);
    const { output } = await guest.run('awk \'$3 == "linux_banner" { print $1 }\' /proc/kallsyms');
    const address = BigInt(`0x${output.trim()}`);
    const banner = await domain.readMemory({ address, bytes: 16, space: 'virtual', ...MINUTE });
    expect(banner.toString()).toBe('Linux version 6.');
    expect(leftIn('/tmp')).toEqual([]);
  });

  refuses('readMemory', 'what is not mapped, and what is too much', async () => {
    const read = (range: { address: bigint | number; bytes: number; vcpu?: number }) =>
      domain.readMemory({ space: 'virtual', ...range, ...MINUTE });
    await expect(read({ address: 2n ** 64n - 2n ** 20n, bytes: 16 })).rejects.toThrow(
      /Invalid addr 0x.*nothing is changed/,
    );
    await expect(read({ address: 0, bytes: 16, vcpu: 7 })).rejects.toThrow(/cpu-index/);
    await expect(read({ address: 0, bytes: 0 })).rejects.toThrow('expected 1 to 4194304');
    await expect(read({ address: 2n ** 64n - 1n, bytes: 16 })).rejects.toThrow('are not within 64 bits');
    await expect(read({ address: 2 ** 60, bytes: 16 })).rejects.toThrow('give one beyond 2^53 as a bigint');
    expect(leftIn('/tmp')).toEqual([]);
  });

  /** What this process has left there: other tests have their own. */
  function leftIn(place: string): readonly string[] {
    const mine = readdirSync(place).filter((name) => /^qgauge-.{6}$/.test(name));
    return mine.filter(
      (name) => existsSync(join(place, name, 'memory')) || existsSync(join(place, name, 'screen')),
    );
  }

  succeeds('screenshot', 'takes a picture of the screen', async () => {
    const shot = await domain.screenshot(MINUTE);
    expect(shot).toMatchObject({ mimeType: 'image/png', width: 720, height: 400 });
    const rows = readPngRows(shot.data);
    expect(rows).toHaveLength(400);
    // The firmware has written on it: it is neither black nor of one colour.
    expect(new Set(Buffer.concat(rows.map((row) => row.subarray(1)))).size).toBeGreaterThan(1);
    expect(await domain.screenshot({ device: 'vga', head: 0, ...MINUTE })).toMatchObject({ width: 720 });
  });

  refuses('screenshot', 'a screen that is not there', async () => {
    await expect(domain.screenshot({ head: 1, ...MINUTE })).rejects.toThrow('give the id of the card too');
    await expect(domain.screenshot({ device: 'vag', ...MINUTE })).rejects.toThrow(
      /'vag' not found.*nothing is changed/,
    );
    await using blind = await bootGuest(lab, { name: 'act-blind', kernel: false });
    await using other = await openLabGuest(blind);
    await expect(other.screenshot(MINUTE)).rejects.toThrow(/console|nothing is changed/);
    await expect(other.reloadGraphics(MINUTE)).rejects.toThrow('it has no VNC server: start QEMU with -vnc');
    await expect(other.setPassword('spice', new Secret('x'), MINUTE)).rejects.toThrow('no SPICE server');
  });

  succeeds('screenshot', 'and readMemory() exchange files with a QEMU of another user', async () => {
    const asNobody = entryFor(lab.qemu, {
      '5.2': ['-runas', 'nobody'],
      '9.1': ['-run-with', 'user=nobody'],
    });
    const extraArgs = [...asNobody, '-device', 'VGA'];
    await using confined = await bootGuest(lab, { name: 'act-nobody', kernel: false, extraArgs });
    await using other = await openLabGuest(confined);
    expect(await other.screenshot(MINUTE)).toMatchObject({ mimeType: 'image/png' });
    expect(await other.readMemory({ address: 0xffff0, bytes: 16, ...MINUTE })).toHaveLength(16);
    await expect(other.coreDump(path('denied'), MINUTE)).rejects.toThrow(
      /Permission denied.*nothing is changed/,
    );
    expect(await confined.control('query-status')).toMatchObject({ status: 'running' });
  });

  succeeds('setPassword', 'lets in whoever has it, and nobody else', async () => {
    await domain.setPassword('vnc', new Secret('sesame'), { ...MINUTE, display: 'plain' });
    expect(await logInToVnc(path('vnc.sock'), 'sesame')).toBe(true);
    expect(await logInToVnc(path('vnc.sock'), 'hunter2')).toBe(false);
  });

  refuses('setPassword', 'one that VNC would cut off, and a display that is not there', async () => {
    const set = (password: string, display?: string) =>
      domain.setPassword('vnc', new Secret(password), { ...MINUTE, display });
    await expect(set('sesame-open')).rejects.toThrow(
      'a password of VNC has at most 8 bytes, and this one has 11',
    );
    await expect(set('')).rejects.toThrow('the password is empty');
    const error = await set('sekret', 'none').catch((it: unknown) => it);
    expect(String(error)).toMatch(/set_password failed: .*nothing is changed/);
    expect(String(error)).not.toContain('sekret');
    expect(await logInToVnc(path('vnc.sock'), 'sesame')).toBe(true);
  });

  succeeds('expirePassword', 'ends a password, and lets it live again', async () => {
    await domain.expirePassword('vnc', 'now', { ...MINUTE, display: 'plain' });
    expect(await logInToVnc(path('vnc.sock'), 'sesame')).toBe(false);
    await domain.expirePassword('vnc', new Date(Date.now() + 3_600_000), { ...MINUTE, display: 'plain' });
    expect(await logInToVnc(path('vnc.sock'), 'sesame')).toBe(true);
    await domain.expirePassword('vnc', 'never', { ...MINUTE, display: 'plain' });
    expect(await logInToVnc(path('vnc.sock'), 'sesame')).toBe(true);
  });

  refuses('expirePassword', 'a time that is none, and a server that is not there', async () => {
    await expect(domain.expirePassword('vnc', new Date(Number.NaN), MINUTE)).rejects.toThrow('is not valid');
    await expect(domain.expirePassword('spice', 'now', MINUTE)).rejects.toThrow('no SPICE server');
  });

  succeeds('reloadGraphics', 'has VNC read its certificates again', async () => {
    await using tls = await bootTls('act-tls');
    await using other = await openLabGuest(tls);
    await other.reloadGraphics(MINUTE);
    expect(await tls.control('query-status')).toMatchObject({ status: 'running' });
  });

  refuses('reloadGraphics', 'a VNC server without TLS', async () => {
    await expect(domain.reloadGraphics(MINUTE)).rejects.toThrow(/tls is not enabled.*nothing is changed/);
  });

  function bootTls(name: string): Promise<LabGuest> {
    const credentials = `tls-creds-x509,id=tls0,endpoint=server,dir=${path('certificates')},verify-peer=off`;
    const server = `unix:${path('only-tls.sock')},tls-creds=tls0`;
    return bootGuest(lab, { name, kernel: false, extraArgs: ['-object', credentials, '-vnc', server] });
  }
});
