import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import {
  GuestWriter,
  slowDownFreeze,
  speedUp,
  untilFreezing,
  witness as witnessIn,
} from '../../domain/acting/frozen-guest.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { Tmux } from '../../lab/tmux.js';
import { MAIN, type RunOptions, runQgauge } from '../../run-qgauge.js';
import { startServe } from '../serve/running-serve.js';

const BOOT_MS = 150_000;
const PATIENCE = { timeout: 90_000, interval: 100 };
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHdoYXQgaXMgdGhpcyBrZXkgZm9yPyBub3RoaW5n alice@lab';
const PASSWORD = 'correct horse battery';
const FORMS = [PASSWORD, Buffer.from(PASSWORD).toString('base64')];

describeLab('the verbs that change a guest by its agent', (lab) => {
  let directory: string;
  let guest: LabGuest;
  let monitor: string;
  let writer: GuestWriter;

  const witness = (command: string) => witnessIn(guest, command);
  const log = () => join(directory, 'audit.log');
  const words = (verb: string, ...rest: readonly string[]) => [
    ...['dom', verb, monitor, '--control', '--audit-log', log(), '--timeout', '20s', '--deadline', '60s'],
    ...rest,
  ];
  const dom = (verb: string, rest: readonly string[] = [], options?: RunOptions) =>
    runQgauge(words(verb, ...rest), options);

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'qlab-verbs-'));
    guest = await bootGuest(lab, {
      name: 'act-verbs',
      agent: true,
      disks: [createRawImage(directory, 'a', 64)],
    });
    monitor = guest.monitors[0] ?? '';
    writer = await GuestWriter.start(guest, '/dev/vda', '/mnt/a');
    await witness(
      'echo alice:x:1000:1000::/alice:/bin/sh >>/etc/passwd; mkdir /alice && chown 1000:1000 /alice',
    );
    await witness(
      "printf '#!/bin/sh\\ncat >/run/chpasswd\\n' >/usr/sbin/chpasswd && chmod 755 /usr/sbin/chpasswd",
    );
    const hasAgent = async () => (await runQgauge(['dom', 'domhostname', monitor])).status === 0;
    await vi.waitUntil(hasAgent, PATIENCE);
  }, BOOT_MS);
  beforeEach(() => writeFileSync(log(), ''));

  afterAll(async () => {
    await guest?.stop();
    rmSync(directory, { recursive: true });
  });

  test('domfsfreeze outlasts the command, and domfsthaw ends it', async () => {
    const frozen = await dom('domfsfreeze');
    expect(frozen).toMatchObject({ status: 0, stdout: 'Froze 1 filesystem(s)\n' });
    expect(frozen.stderr).toMatch(
      /^qgauge: 'qgauge dom domfsthaw act-verbs --control' thaws them; after (?:60|59|58) s they are thawed in any case\n$/,
    );
    await writer.expectFrozen();
    expect(await dom('domfsthaw')).toMatchObject({
      status: 0,
      stdout: 'Thawed 1 filesystem(s)\n',
      stderr: '',
    });
    await writer.expectThawed();
    const again = await dom('domfsthaw');
    expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('no file system is frozen') });
    const records = readFileSync(log(), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toMatchObject([
      { verb: 'fsFreeze', guest: 'act-verbs', result: 'done', steps: ['agent: guest-fsfreeze-freeze'] },
      { verb: 'fsThaw', result: 'done' },
      { verb: 'fsThaw', result: 'refused', steps: [] },
    ]);
  });

  test('domfsfreeze is thawed at its limit', async () => {
    const frozen = await dom('domfsfreeze', ['/mnt/a', '--limit', '6s', '--json']);
    expect(JSON.parse(frozen.stdout)).toMatchObject({ count: 1 });
    await writer.expectFrozen();
    await writer.expectThawed();
    expect(await dom('domfsfreeze', ['/mnt/b'])).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: "qgauge: act-verbs has no file system at '/mnt/b'; did you mean '/mnt/a'?\n",
    });
  });

  test('a dry run does nothing', async () => {
    expect(await dom('domfsfreeze', ['--dry-run'])).toMatchObject({
      ...{ status: 0, stdout: 'agent: guest-fsfreeze-freeze\n', stderr: '' },
    });
    const set = await dom('set-user-password', ['alice', '--dry-run'], { input: `${PASSWORD}\n` });
    expect(set).toMatchObject({
      status: 0,
      stdout: 'agent: guest-set-user-password {"username":"alice","password":"***","crypted":false}\n',
    });
    expect((await guest.run('test -e /run/chpasswd')).status).toBe(1);
    await writer.expectThawed();
    expect(readFileSync(log(), 'utf8')).toBe('');
  });

  test('domfstrim prints what was trimmed', async () => {
    await witness('sync');
    const run = await dom('domfstrim', ['--minimum', '4K']);
    expect(run).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\/mnt\/a: (\d+|an unknown number of) bytes\n$/),
    });
  });

  test('set-user-password reads it from standard input or a file, and it is in no log', async () => {
    const file = join(directory, 'password');
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
    const through = ['env', 'NODE_DEBUG=qgauge'];
    for (const [rest, input] of [
      [[], `${PASSWORD}\n`],
      [['--password-file', file], ''],
    ] as const) {
      await witness('rm -f /run/chpasswd');
      const run = await dom('set-user-password', ['alice', ...rest], { input, through });
      expect(run).toMatchObject({ status: 0, stdout: 'Password set successfully for alice in act-verbs\n' });
      expect(run.stderr).toContain('QGAUGE');
      expect(await witness('cat /run/chpasswd')).toBe(`alice:${PASSWORD}`);
      for (const form of FORMS)
        expect(run.stderr + run.stdout + readFileSync(log(), 'utf8')).not.toContain(form);
    }
    const none = await dom('set-user-password', ['alice'], { input: '' });
    expect(none).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the new password of alice is missing'),
    });
  });

  test('set-user-password asks at a terminal, without an echo', async () => {
    await witness('rm -f /run/chpasswd');
    const terminal = await Tmux.start({
      command: [process.execPath, MAIN, ...words('set-user-password', 'alice')],
      columns: 100,
    });
    for (const prompt of [/^the new password of alice:$/m, /^the new password of alice, again:$/m]) {
      await terminal.waitFor(prompt);
      await terminal.enter(PASSWORD);
    }
    expect(await terminal.waitForExit()).toMatchObject({ status: 0 });
    const shown = await terminal.history();
    expect(shown).toContain('Password set successfully for alice');
    expect(shown).not.toContain('horse');
    expect(await witness('cat /run/chpasswd')).toBe(`alice:${PASSWORD}`);
  });

  test('set-user-sshkeys adds and removes the keys of a file', async () => {
    const file = join(directory, 'keys');
    writeFileSync(file, `# mine\n\n${KEY}\n`);
    expect(await dom('set-user-sshkeys', ['alice', '--file', file])).toMatchObject({
      status: 0,
      stdout: `${KEY}\n`,
    });
    expect(await witness('cat /alice/.ssh/authorized_keys')).toBe(KEY);
    expect(await dom('set-user-sshkeys', ['alice', '--file', '-', '--remove'], { input: KEY })).toMatchObject(
      {
        ...{ status: 0, stdout: '' },
      },
    );
    expect(await dom('set-user-sshkeys', ['alice'])).toMatchObject({ status: 2 });
    expect(await dom('set-user-sshkeys', ['alice', '--file', '/no/such'])).toMatchObject({
      ...{ status: 2, stderr: 'qgauge: /no/such: no such file\n' },
    });
  });

  test('exec has the output and the exit status of the program, where it is allowed', async () => {
    const script = 'cat; echo oh >&2; exit 7';
    const run = await dom('exec', ['--guest-exec', '--stdin', '--', 'sh', '-c', script], {
      input: 'in\u0007put',
    });
    expect(run).toMatchObject({ status: 7, stdout: 'in\u0007put', stderr: 'oh\n' });
    const asJson = await dom('exec', ['--guest-exec', '--json', '--', 'printf', 'a\\033b']);
    expect(asJson.stdout).toContain('"stdout": "a\\u001bb"');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ exitStatus: 0, stdout: 'a\u001bb' });
    expect(await dom('exec', ['--', 'touch', '/run/touched'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('exec runs a program in the guest: add --guest-exec to do it'),
    });
    expect((await guest.run('test -e /run/touched')).status).toBe(1);
    const terminal = await Tmux.start({
      command: [
        process.execPath,
        MAIN,
        ...words('exec', '--guest-exec', '--', 'printf', '\\033[2Jone\\n\\ttwo\\n'),
      ],
    });
    await terminal.waitFor('?[2Jone\n        two');
  });

  test('send-process-signal ends a program of the guest', async () => {
    const pid = await witness('sleep 1000 >/dev/null 2>&1 & echo $!');
    expect(await dom('send-process-signal', [pid, 'nop', '--guest-exec'])).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(await dom('send-process-signal', [pid, 'term', '--guest-exec'])).toMatchObject({ status: 0 });
    await expect.poll(async () => (await guest.run(`kill -0 ${pid}`)).status, PATIENCE).not.toBe(0);
    expect(await dom('send-process-signal', [pid, 'term', '--guest-exec'])).toMatchObject({
      ...{ status: 1, stderr: expect.stringMatching(/[Nn]o such process/) },
    });
  });

  test('a control call borrows the monitor that a daemon holds, and gives it back, killed or not', async () => {
    const daemon = await startServe({ web: monitor }, [], true);
    await daemon.untilMeasured();
    const through = ['env', `QGAUGE_RUNTIME_DIRECTORY=${daemon.directory}`];
    expect(await dom('suspend', [], { through })).toMatchObject({ status: 0, stderr: '' });
    expect(await guest.control('query-status')).toMatchObject({ status: 'paused' });
    expect(await dom('resume', [], { through })).toMatchObject({ status: 0, stderr: '' });
    await daemon.untilMeasured();
    expect(await dom('domfsfreeze', [], { through })).toMatchObject({ status: 0 });
    await writer.expectFrozen();
    await daemon.untilMeasured();
    expect(await dom('domfsthaw', [], { through })).toMatchObject({ status: 0 });
    await writer.expectThawed();

    // A freeze that takes long, in the middle of which the command is killed.
    await slowDownFreeze(guest, '/mnt/a');
    const child = spawn(process.execPath, [MAIN, ...words('domfsfreeze')], {
      env: { ...process.env, QGAUGE_RUNTIME_DIRECTORY: daemon.directory },
      stdio: 'ignore',
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await untilFreezing(guest);
    child.kill('SIGKILL');
    await speedUp(guest);
    await writer.expectThawed();
    const thawed = await dom('domfsthaw', [], { through });
    expect(thawed.stderr).toContain('no file system is frozen');
    await daemon.untilMeasured();
  });
});
