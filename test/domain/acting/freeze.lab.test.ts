import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Domain } from '../../../src/domain/domain.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import {
  freezeGuards,
  GuestWriter,
  slowDownFreeze,
  speedUp,
  untilFreezing,
  witness,
} from './frozen-guest.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const PATIENCE = { timeout: 90_000, interval: 100 };

describeLab('the freeze of a real guest', (lab) => {
  let images: string;
  let guest: LabGuest;
  let domain: Domain;
  let writer: GuestWriter;

  /** Another process freezes the guest by the built library, and goes on until it is killed. */
  const freezeElsewhere = (options: object) => {
    const [, address] = guest.monitors;
    const script = `import { Domain } from 'qgauge/domain';
      const domain = await Domain.open(${JSON.stringify(address)}, { control: { deadlineMs: 60000 } });
      console.log('freezing');
      await domain.fsFreeze(${JSON.stringify(options)});
      console.log('frozen');
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(import.meta.dirname, '..', '..', '..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    return { child, said: () => said };
  };

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
    guest = await bootGuest(lab, {
      name: 'act-freeze',
      agent: true,
      monitors: 2,
      disks: [createRawImage(images, 'a', 64), { ...createRawImage(images, 'b', 64), id: 'b' }],
    });
    domain = await openLabGuest(guest, { agentTimeoutMs: 20_000, control: { deadlineMs: 60_000 } });
    await vi.waitUntil(async () => (await domain.hostname().catch(String)) === 'labguest', PATIENCE);
  }, BOOT_MS);

  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
    rmSync(images, { recursive: true });
  });

  refuses('fsFreeze', 'a guest without a file system, which the agent answers with 0', async () => {
    await expect(domain.fsFreeze()).rejects.toThrow(
      /fsFreeze: .*has frozen nothing.*undone again: agent: guest-fsfreeze-freeze; nothing is changed/,
    );
  });

  succeeds('fsFreeze', 'stops what writes, until it is thawed', async () => {
    writer = await GuestWriter.start(guest, '/dev/vda', '/mnt/a');
    await witness(guest, 'mke2fs /dev/vdb && mkdir /mnt/b && mount /dev/vdb /mnt/b');
    await writer.expectThawed();
    const before = Date.now() / 1000;
    const { count, untilSeconds } = await domain.fsFreeze({ limitSeconds: 600 });
    expect(count).toBe(2);
    expect(untilSeconds).toBeGreaterThanOrEqual(before + 600);
    await writer.expectFrozen();
    await expect(domain.hostname()).rejects.toThrow(/thaw its file systems/);
  });

  refuses('fsFreeze', 'a guest that is frozen already', async () => {
    await expect(domain.fsFreeze()).rejects.toMatchObject({ code: 'ERR_CONTROL_REFUSED' });
    await writer.expectFrozen();
  });

  succeeds('fsThaw', 'lets the guest write again', async () => {
    expect(await domain.fsThaw()).toBe(2);
    await writer.expectThawed();
    expect(await domain.hostname()).toBe('labguest');
  });

  refuses('fsThaw', 'a guest that is not frozen', async () => {
    await expect(domain.fsThaw()).rejects.toThrow(/no file system is frozen: a freeze before was thawed/);
  });

  succeeds('fsFreeze', 'freezes one of several file systems', async () => {
    expect(await domain.fsFreeze({ mountpoints: ['/mnt/a'] })).toMatchObject({ count: 1 });
    await writer.expectFrozen();
    await witness(guest, 'date >/mnt/b/file');
    await domain.fsThaw();
    await writer.expectThawed();
  });

  refuses('fsFreeze', 'a mount point that is none, and a limit that is none', async () => {
    await expect(domain.fsFreeze({ mountpoints: ['/mnt/a', '/mnt/bb'] })).rejects.toThrow(
      "act-freeze has no file system at '/mnt/bb'; did you mean '/mnt/b'?",
    );
    await expect(domain.fsFreeze({ limitSeconds: 0 })).rejects.toThrow(/at most 3600 seconds/);
    await writer.expectThawed();
  });

  succeeds('fsFreeze', 'ends at its limit, and says so when it is to be thawed', async () => {
    await domain.fsFreeze({ limitSeconds: 2 });
    await writer.expectThawed();
    await expect(domain.fsThaw()).rejects.toThrow(/no file system is frozen/);
  });

  succeeds('fsFreeze', 'ends with the Domain', async () => {
    {
      await using other = await Domain.open(guest.monitors[1] ?? '', { control: { deadlineMs: 60_000 } });
      await other.fsFreeze({ limitSeconds: 600 });
      await writer.expectFrozen();
    }
    await writer.expectThawed();
  });

  test('a freeze ends with the process that has frozen, however that ends', async () => {
    const { child, said } = freezeElsewhere({ limitSeconds: 600 });
    await expect.poll(said, PATIENCE).toContain('frozen');
    await writer.expectFrozen();
    child.kill('SIGKILL');
    await writer.expectThawed();
  });

  test('a freeze that was to outlive its process ends at its limit', async () => {
    const { child, said } = freezeElsewhere({ limitSeconds: 8, outlives: true });
    await expect.poll(said, PATIENCE).toContain('frozen');
    child.kill('SIGKILL');
    await writer.expectFrozen();
    await writer.expectThawed();
  });

  test('a freeze that is under way ends with its process too', async () => {
    await slowDownFreeze(guest, '/mnt/a');
    const { child, said } = freezeElsewhere({ limitSeconds: 600 });
    await expect.poll(said, PATIENCE).toContain('freezing');
    await untilFreezing(guest);
    child.kill('SIGKILL');
    expect(said()).not.toContain('frozen');
    await speedUp(guest);
    await writer.expectThawed();
    await expect(domain.fsThaw()).rejects.toThrow(/no file system is frozen/);
  });

  succeeds('fsFreeze', 'ends in time where it takes too long, says so, and is thawed later', async () => {
    await slowDownFreeze(guest, '/mnt/a');
    const beganMs = performance.now();
    const error: unknown = await domain.fsFreeze({ deadlineMs: 4000 }).catch((reason) => reason);
    expect(performance.now() - beganMs).toBeLessThan(6000);
    expect(error).toMatchObject({
      code: 'ERR_CONTROL',
      aftermath: {
        uncertain: ['agent: guest-fsfreeze-freeze'],
        advice: [expect.stringContaining('its guard thaws it')],
      },
    });
    await speedUp(guest);
    await writer.expectThawed();
    await expect.poll(freezeGuards, PATIENCE).toEqual([]);
  });

  test('a freeze whose guest is suspended at the limit is thawed when the guest goes on', async () => {
    await domain.fsFreeze({ limitSeconds: 2 });
    await guest.control('stop');
    await sleep(3000);
    await guest.control('cont');
    await writer.expectThawed();
    await expect.poll(freezeGuards, PATIENCE).toEqual([]);
  });

  test('a freeze is not ended by the guard of an earlier one', async () => {
    for (let time = 0; time < 3; time++) {
      {
        await using other = await Domain.open(guest.monitors[1] ?? '', { control: { deadlineMs: 60_000 } });
        await other.fsFreeze({ limitSeconds: 3, outlives: true });
      }
      await domain.fsThaw();
      await domain.fsFreeze({ limitSeconds: 600 });
      // Whether it has seen the thaw or not, it ends.
      await expect.poll(freezeGuards, PATIENCE).toHaveLength(1);
      await writer.expectFrozen();
      await domain.fsThaw();
      await writer.expectThawed();
    }
    await expect.poll(freezeGuards, PATIENCE).toEqual([]);
  });

  test('a guard that is ended thaws first, and none is left by a guest that has ended', async () => {
    await domain.fsFreeze({ limitSeconds: 600 });
    const [guard = 0, ...others] = freezeGuards();
    expect(others).toEqual([]);
    process.kill(guard, 'SIGTERM');
    await writer.expectThawed();
    await expect.poll(freezeGuards, PATIENCE).toEqual([]);
    await domain.fsFreeze({ limitSeconds: 600, outlives: true });
    expect(freezeGuards()).toHaveLength(1);
    await guest.stop();
    await expect.poll(freezeGuards, PATIENCE).toEqual([]);
  });
});
