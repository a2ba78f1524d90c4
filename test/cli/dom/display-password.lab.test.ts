import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { logInToSpice } from '../../domain/acting/spice-login.js';
import { logInToVnc } from '../../domain/acting/vnc-login.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { runCommand } from '../../lab/run-command.js';
import { Tmux } from '../../lab/tmux.js';
import { MAIN, type RunOptions, runQgauge } from '../../run-qgauge.js';

const BOOT_MS = 60_000;
const DEBUG = ['env', 'NODE_DEBUG=qgauge'];

describeLab('the verbs for passwords of the screen', (lab) => {
  const directory = mkdtempSync(join(tmpdir(), 'qlab-screens-'));
  const path = (name: string) => join(directory, name);
  const audit = () => readFileSync(path('audit.log'), 'utf8');
  const wordsFor = ({ monitors }: LabGuest, verb: string, words: readonly string[]) => [
    ...['dom', verb, monitors[0] ?? '', ...words],
    ...['--control', '--audit-log', path('audit.log'), '--timeout', '20s', '--deadline', '60s'],
  ];
  const run = (guest: LabGuest, verb: string, words: readonly string[], options: RunOptions = {}) =>
    runQgauge(wordsFor(guest, verb, words), { through: DEBUG, ...options });

  beforeEach(() => writeFileSync(path('audit.log'), ''));
  afterAll(() => rmSync(directory, { recursive: true }));

  describe('of VNC', () => {
    let guest: LabGuest;
    const set = (words: readonly string[], password: string) =>
      run(guest, 'set-display-password', ['vnc', ...words], { input: `${password}\n` });
    const letsIn = (password: string) => logInToVnc(path('vnc.sock'), password);

    beforeAll(async () => {
      guest = await bootGuest(lab, {
        ...{ name: 'act-screens', kernel: false, memoryMiB: 64 },
        extraArgs: [
          ...['-vnc', `unix:${path('vnc.sock')},password=on,id=plain`],
          ...['-vnc', `unix:${path('open.sock')},id=open`],
        ],
      });
    }, BOOT_MS);
    afterAll(() => guest?.stop());

    test('a password is read from standard input or a file, and is in no output and no record', async () => {
      expect(await set([], 'sesame')).toMatchObject({
        ...{ status: 0, stdout: 'Password set successfully for vnc in act-screens\n' },
        stderr: expect.stringContaining('QGAUGE'),
      });
      expect(await letsIn('sesame')).toBe(true);
      writeFileSync(path('password'), 'hunter2\n', { mode: 0o600 });
      const options = ['vnc', '--display', 'plain', '--password-file', path('password'), '--json'];
      const again = await run(guest, 'set-display-password', options);
      expect(JSON.parse(again.stdout)).toEqual({ server: 'vnc' });
      expect(await letsIn('hunter2')).toBe(true);
      expect(await letsIn('sesame')).toBe(false);
      expect(again.stderr + again.stdout + audit()).not.toMatch(/sesame|hunter2/);
      const records = audit().trimEnd().split('\n');
      expect(records.map((line) => JSON.parse(line))).toMatchObject([
        {
          ...{ verb: 'setPassword', result: 'done' },
          steps: [
            'set_password {"protocol":"vnc","password":"***"}',
            'expire_password {"protocol":"vnc","time":"never"}',
          ],
        },
        { verb: 'setPassword', guest: 'act-screens', result: 'done' },
      ]);
    });

    test('it is asked for at a terminal, without an echo', async () => {
      const terminal = await Tmux.start({
        command: [process.execPath, MAIN, ...wordsFor(guest, 'set-display-password', ['vnc'])],
        columns: 100,
      });
      for (const prompt of [/^the new password of VNC:$/m, /^the new password of VNC, again:$/m]) {
        await terminal.waitFor(prompt);
        await terminal.enter('typed');
      }
      expect(await terminal.waitForExit()).toMatchObject({ status: 0 });
      expect(await terminal.history()).not.toContain('typed');
      expect(await letsIn('typed')).toBe(true);
    });

    test('it expires, and a new one is valid again', async () => {
      await set([], 'first');
      const expired = await run(guest, 'expire-display-password', ['vnc', 'now']);
      expect(expired).toMatchObject({
        ...{ status: 0, stdout: 'Expiry of the password set successfully for vnc in act-screens\n' },
      });
      expect(await letsIn('first')).toBe(false);
      const before = Date.now() / 1000;
      const limited = await set(['--expire', '1h', '--json'], 'second');
      expect(JSON.parse(limited.stdout).untilSeconds).toBeGreaterThanOrEqual(before + 3600);
      expect(await letsIn('second')).toBe(true);
      expect(await set(['--expire', 'now'], 'third')).toMatchObject({ status: 0 });
      expect(await letsIn('third')).toBe(false);
      expect(await set([], 'fourth')).toMatchObject({ status: 0 });
      expect(await letsIn('fourth')).toBe(true);
    });

    test('a dry run prints the steps, and changes nothing', async () => {
      await set([], 'before');
      const dry = await set(['--expire', 'now', '--dry-run'], 'after');
      expect(dry).toMatchObject({
        status: 0,
        stdout:
          'set_password {"protocol":"vnc","password":"***"}\nexpire_password {"protocol":"vnc","time":"now"}\n',
      });
      expect(await letsIn('before')).toBe(true);
    });

    test('what cannot be is refused, and changes nothing', async () => {
      await set([], 'before');
      expect(await set(['--display', 'open'], 'sekret')).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(
          /act-screens: setPassword: .*set_password failed: .*nothing is changed/,
        ),
      });
      expect(await set(['--display', 'none'], 'sekret')).toMatchObject({ status: 1 });
      expect(await set([], 'sekret-open')).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('a password of VNC has at most 8 bytes, and this one has 11'),
      });
      expect(await set([], '')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('the new password of VNC is missing'),
      });
      expect(await run(guest, 'set-display-password', ['spice'], { input: 'sekret' })).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('it has no SPICE server: start QEMU with -spice'),
      });
      expect(await letsIn('before')).toBe(true);
      expect(audit()).not.toContain('sekret');
    });
  });

  test('of SPICE, with what becomes of its viewers', async ({ skip }) => {
    const displays = await runCommand(lab.qemu, ['-display', 'help']);
    skip(!displays.includes('spice-app'), 'this QEMU has no SPICE');
    await using guest = await bootGuest(lab, {
      ...{ name: 'act-spice', kernel: false, memoryMiB: 64 },
      extraArgs: ['-spice', `unix=on,addr=${path('spice.sock')}`],
    });
    const set = (words: readonly string[], password: string) =>
      run(guest, 'set-display-password', ['spice', ...words], { input: `${password}\n` });
    const logIn = async (password: string) => {
      const viewer = await logInToSpice(path('spice.sock'), password);
      onTestFinished(() => void viewer?.destroy());
      return viewer;
    };
    expect(await set([], 'x'.repeat(61))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('a password of SPICE has at most 60 bytes, and this one has 61'),
    });
    expect(await set([], 'x'.repeat(60))).toMatchObject({ status: 0 });
    expect(await set([], 'a long password')).toMatchObject({
      ...{ status: 0, stdout: 'Password set successfully for spice in act-spice\n' },
    });
    expect(await logIn('another')).toBeUndefined();
    const viewer = await logIn('a long password');
    const left = viewer && once(viewer, 'close');
    expect(await set(['--connected', 'fail'], 'next')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/set_password failed: .*nothing is changed/),
    });
    expect(await set(['--connected', 'keep'], 'next')).toMatchObject({ status: 0 });
    expect(viewer?.closed).toBe(false);
    expect(await set(['--connected', 'disconnect'], 'last')).toMatchObject({ status: 0 });
    await left;
    const last = await logIn('last');
    expect(await run(guest, 'expire-display-password', ['spice', 'now'])).toMatchObject({ status: 0 });
    expect(await logIn('last')).toBeUndefined();
    expect(last?.closed).toBe(false);
    expect(audit()).not.toMatch(/long|next|last/);
  });
});
