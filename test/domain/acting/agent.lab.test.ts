import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { AuditRecord } from '../../../src/domain/control/control-options.js';
import type { Domain } from '../../../src/domain/domain.js';
import type { DomainOptions } from '../../../src/domain/open-guest.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { witness as witnessIn } from './frozen-guest.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const PATIENCE = { timeout: 90_000, interval: 100 };
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHdoYXQgaXMgdGhpcyBrZXkgZm9yPyBub3RoaW5n alice@lab';
const OTHER_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGFub3RoZXIga2V5IGZvciBub3RoaW5nIGF0IGFsbCE bob@lab';
const PASSWORD = 'correct horse battery';

function expectNoSecret(value: unknown): void {
  const shown = inspect(value, { depth: 12, showHidden: true });
  for (const secret of [PASSWORD, Buffer.from(PASSWORD).toString('base64')])
    expect(shown).not.toContain(secret);
}

describeLab('the agent of a real guest', (lab) => {
  let images: string;
  let guest: LabGuest;
  let domain: Domain;
  const records: AuditRecord[] = [];

  const witness = (command: string) => witnessIn(guest, command);
  const open = (options: DomainOptions['control'] = { guestExec: true }) =>
    openLabGuest(guest, {
      agentTimeoutMs: 20_000,
      control: { deadlineMs: 60_000, audit: (record) => void records.push(record), ...Object(options) },
    });
  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
    guest = await bootGuest(lab, {
      name: 'act-agent',
      agent: true,
      disks: [createRawImage(images, 'a', 64), { ...createRawImage(images, 'b', 64), id: 'b' }],
    });
    await witness('mke2fs /dev/vda && mke2fs /dev/vdb && mkdir -p /mnt/a /mnt/b');
    await witness('mount /dev/vda /mnt/a && mount /dev/vdb /mnt/b');
    domain = await open();
    await vi.waitUntil(async () => (await domain.hostname().catch(String)) === 'labguest', PATIENCE);
  }, BOOT_MS);

  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
    rmSync(images, { recursive: true });
  });

  succeeds('fsTrim', 'gives back what the guest does not use', async () => {
    await witness('sync');
    const trimmed = await domain.fsTrim();
    expect(trimmed.map(({ mountpoint }) => mountpoint).sort()).toEqual(['/mnt/a', '/mnt/b']);
    for (const { trimmedBytes, error } of trimmed) expect(trimmedBytes ?? error).toBeTruthy();
  });

  refuses('fsTrim', 'a length that is none', async () => {
    await expect(domain.fsTrim({ minimumBytes: -1 })).rejects.toThrow(/a number of bytes/);
  });

  refuses('setUserPassword', 'a guest without a program that sets it', async () => {
    await expect(domain.setUserPassword('alice', PASSWORD)).rejects.toThrow(
      /guest-set-user-password: cannot find '\w+' program in PATH; nothing is changed/,
    );
  });

  succeeds('setUserPassword', 'sets it, and no record has it', async () => {
    records.length = 0;
    await witness('echo alice:x:1000:1000::/alice:/bin/sh >>/etc/passwd');
    // busybox has none: this one keeps what it is given, and is as talkative as it can be.
    await witness(`cat >/usr/sbin/chpasswd <<'END'
#!/bin/sh
line=$(cat)
echo "$* $line" >/run/chpasswd
grep -q "^$(echo "$line" | cut -d: -f1):" /etc/passwd || { echo "no such user: $line" >&2; exit 1; }
END
chmod 755 /usr/sbin/chpasswd`);
    await domain.setUserPassword('alice', PASSWORD);
    expect(await witness('cat /run/chpasswd')).toBe(`alice:${PASSWORD}`);
    await domain.setUserPassword('alice', '$6$salt$hash', { isEncrypted: true });
    expect(await witness('cat /run/chpasswd')).toBe('-e alice:$6$salt$hash');
    expect(records).toMatchObject([
      {
        verb: 'setUserPassword',
        result: 'done',
        steps: ['agent: guest-set-user-password {"username":"alice","password":"***","crypted":false}'],
      },
      { result: 'done' },
    ]);
    expectNoSecret(records);
  });

  refuses(
    'setUserPassword',
    'a user that the guest does not have, without quoting the password',
    async () => {
      const error: unknown = await domain.setUserPassword('nobody-here', PASSWORD).catch((reason) => reason);
      expect(error).toMatchObject({ code: 'ERR_CONTROL' });
      expect(String(error)).toMatch(/guest-set-user-password: .*nothing is changed/);
      expectNoSecret(error);
    },
  );

  succeeds('setSshKeys', 'adds, replaces and removes keys', async () => {
    await witness('mkdir -p /alice && chown 1000:1000 /alice');
    const file = () =>
      witness('cat /alice/.ssh/authorized_keys').then((text) => text.split('\n').filter(Boolean));
    expect(await domain.setSshKeys('alice', [KEY], { how: 'append' })).toEqual([KEY]);
    // The agent lists the last one first.
    const both = await domain.setSshKeys('alice', [KEY, OTHER_KEY], { how: 'append' });
    expect(both.toSorted()).toEqual([KEY, OTHER_KEY].toSorted());
    expect((await file()).toSorted()).toEqual(both.toSorted());
    expect(await domain.setSshKeys('alice', [KEY], { how: 'remove' })).toEqual([OTHER_KEY]);
    expect(await domain.setSshKeys('alice', [KEY])).toEqual([KEY]);
    expect(await file()).toEqual([KEY]);
    expect(await domain.setSshKeys('alice', [])).toEqual([]);
  });

  refuses('setSshKeys', 'what is no key, and a user that the guest does not have', async () => {
    await expect(domain.setSshKeys('alice', [`${KEY}\n${OTHER_KEY}`])).rejects.toThrow(
      /key 1 is not a line of authorized_keys/,
    );
    await expect(domain.setSshKeys('nobody-here', [KEY])).rejects.toThrow(/nobody-here.*nothing is changed/);
  });

  succeeds('guestExec', 'runs a program, and has its output and its end', async () => {
    const run = await domain.guestExec('sh', ['-c', 'cat; echo $NAME >&2; exit 3'], {
      input: Buffer.from('in\u0000put'),
      env: ['NAME=value', 'PATH=/bin:/usr/bin'],
    });
    const [stdout, stderr] = [run.stdout, run.stderr].map((bytes) => Buffer.from(bytes).toString());
    expect({ ...run, stdout, stderr }).toMatchObject({
      exitStatus: 3,
      stdout: 'in\u0000put',
      stderr: 'value\n',
    });
    expect(records.at(-1)?.steps[0]).toContain('"input-data":"***"');
    const killed = await domain.guestExec('sh', ['-c', 'kill -9 $$']);
    expect(killed).toMatchObject({ exitStatus: undefined, signal: 9 });
  });

  succeeds('guestExec', 'bounds the output, and goes no further than its deadline', async () => {
    const large = domain.guestExec('dd', ['if=/dev/zero', 'bs=1k', 'count=200'], { maxOutputBytes: 100_000 });
    await expect(large).rejects.toThrow(/its output is lost: .*more than \d+ bytes/);
    const error: unknown = await domain
      .guestExec('sleep', ['1000'], { deadlineMs: 3000 })
      .catch((reason) => reason);
    const [, pid] = /it goes on in the guest, as process (\d+)/.exec(String(error)) ?? [];
    expect(await witness(`cat /proc/${pid}/comm`)).toBe('sleep');
    await domain.guestKill(Number(pid), 'SIGKILL');
    await expect.poll(async () => (await guest.run(`test -d /proc/${pid}`)).status, PATIENCE).toBe(1);
  });

  refuses('guestExec', 'a program that is not there, and a guest that was opened without it', async () => {
    await expect(domain.guestExec('no-such-program')).rejects.toThrow(/guest-exec: .*no-such-program/);
    await domain[Symbol.asyncDispose]();
    domain = await open({ guestExec: false });
    await expect(domain.guestExec('touch', ['/run/touched'])).rejects.toThrow(
      /guestExec runs a program in the guest: open it with \{ control: \{ guestExec: true \} \}/,
    );
    await expect(domain.guestKill(1)).rejects.toMatchObject({ code: 'ERR_CONTROL_REFUSED' });
    expect((await guest.run('test -e /run/touched')).status).toBe(1);
    await domain[Symbol.asyncDispose]();
    domain = await open();
  });

  succeeds('guestKill', 'signals a process of the guest', async () => {
    const pid = Number(await witness('sleep 1000 >/dev/null 2>&1 & echo $!'));
    await domain.guestKill(pid, 0);
    await domain.guestKill(pid, 'term');
    await expect.poll(async () => (await guest.run(`kill -0 ${pid}`)).status, PATIENCE).not.toBe(0);
  });

  refuses('guestKill', 'a signal and a process that are none', async () => {
    await expect(domain.guestKill(1, 'SIGTERMM')).rejects.toThrow(
      "there is no signal 'SIGTERMM'; did you mean 'TERM'?",
    );
    await expect(domain.guestKill(0)).rejects.toThrow(/not given by its pid/);
    await expect(domain.guestKill(999_999)).rejects.toThrow(/kill in the guest: .*[Nn]o such process/);
  });

  refuses('fsTrim', 'a guest without an agent', async () => {
    await witness('kill $(pidof qemu-ga); while pidof qemu-ga; do sleep 0.1; done');
    await expect
      .poll(() => domain.fsTrim().catch((error: Error) => error.message), PATIENCE)
      .toContain('install and start qemu-guest-agent in the guest');
    await expect(domain.setUserPassword('alice', PASSWORD)).rejects.toMatchObject({ code: 'ERR_NO_AGENT' });
  });
});
