import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { ControlRefusedError } from '../../../src/domain/control/control-error.js';
import type { Domain } from '../../../src/domain/domain.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };

describeLab('power', (lab) => {
  let guest: LabGuest;
  let domain: Domain;

  beforeAll(async () => {
    guest = await bootGuest(lab, { name: 'act-power' });
    domain = await openLabGuest(guest);
  }, BOOT_MS);
  beforeEach(() => guest.control('cont'));
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
  });

  succeeds('suspend', 'stops a guest, and leaves one that is stopped', async () => {
    expect(await domain.suspend(MINUTE)).toMatchObject({ runState: 'paused', isRunning: false });
    expect(await domain.suspend(MINUTE)).toMatchObject({ runState: 'paused' });
    expect(await guest.control('query-status')).toMatchObject({ status: 'paused' });
  });

  refuses('suspend', 'a guest that was opened to read', async () => {
    await domain[Symbol.asyncDispose]();
    {
      await using reader = await openLabGuest(guest, { control: false });
      await expect(reader.suspend()).rejects.toMatchObject({ code: 'ERR_CONTROL_NOT_ALLOWED' });
      expect(await reader.state()).toMatchObject({ runState: 'running' });
    }
    domain = await openLabGuest(guest);
  });

  succeeds('resume', 'lets a guest run', async () => {
    await guest.control('stop');
    expect(await domain.resume(MINUTE)).toMatchObject({ runState: 'running', isRunning: true });
    expect((await guest.run('echo alive')).output).toBe('alive\n');
  });

  refuses('resume', 'a guest that has migrated away', async () => {
    await guest.control('migrate', { uri: 'exec:cat >/dev/null' });
    await expect.poll(() => guest.control('query-status')).toMatchObject({ status: 'postmigrate' });
    await expect(domain.resume(MINUTE)).rejects.toThrow(ControlRefusedError);
    expect(await guest.control('query-status')).toMatchObject({ status: 'postmigrate' });
  });

  succeeds('reset', 'boots the guest anew', async () => {
    const from = guest.consoleText().length;
    expect(await domain.reset(MINUTE)).toMatchObject({ runState: 'running' });
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
  });

  refuses('reset', 'a guest whose QEMU has ended', async () => {
    const other = await bootGuest(lab, { name: 'act-ended' });
    await using ended = await openLabGuest(other);
    await other.stop();
    await expect(ended.reset(MINUTE)).rejects.toMatchObject({ code: 'ERR_MONITOR' });
  });
});
