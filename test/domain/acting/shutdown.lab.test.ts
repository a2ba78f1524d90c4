import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ControlError, ControlRefusedError } from '../../../src/domain/control/control-error.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import type { GuestOptions } from '../../lab/guest-options.js';
import type { Lab } from '../../lab/packages.js';
import { waitFor } from '../../wait-for.js';
import { openLabGuest } from './open-lab-guest.js';
import { installShutdown, reactToPowerButton, untilAgentAnswers } from './power-button.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };

/** Boots a guest for one test, and opens it. */
async function boot(lab: Lab, name: string, options: GuestOptions = {}) {
  const guest = await bootGuest(lab, { name: `act-${name}`, ...options });
  onTestFinished(() => guest.stop());
  const domain = await openLabGuest(guest);
  onTestFinished(() => domain[Symbol.asyncDispose]());
  return { guest, domain };
}

/** The run state that a second monitor tells. */
async function runState(guest: LabGuest): Promise<unknown> {
  const status = (await guest.control('query-status')) as { readonly status: unknown };
  return status.status;
}

describeLab('shutting down and booting anew', (lab) => {
  succeeds('shutdown', 'by the power button', async () => {
    const { guest, domain } = await boot(lab, 'button');
    await reactToPowerButton(guest);
    expect(await domain.shutdown({ mode: 'acpi', ...MINUTE })).toEqual({ by: 'acpi', hasEnded: true });
    await guest.exited;
  });

  succeeds('shutdown', 'by the agent, and finds a QEMU that stays', async () => {
    const { guest, domain } = await boot(lab, 'stays', { agent: true, extraArgs: ['-no-shutdown'] });
    await installShutdown(guest, domain);
    expect(await domain.shutdown(MINUTE)).toEqual({ by: 'agent', hasEnded: false });
    expect(await runState(guest)).toBe('shutdown');
    await expect(domain.resume(MINUTE)).rejects.toThrow(/has shut down: reset it, and resume it/);
    await expect(domain.shutdown(MINUTE)).rejects.toThrow(ControlRefusedError);
    const from = guest.consoleText().length;
    await domain.reset(MINUTE);
    expect(await domain.resume(MINUTE)).toMatchObject({ runState: 'running' });
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
  });

  refuses('shutdown', 'a guest that is stopped, or ignores its button', async () => {
    const { guest, domain } = await boot(lab, 'deaf');
    await guest.control('stop');
    await expect(domain.shutdown(MINUTE)).rejects.toThrow(
      'act-deaf: its run state is paused: resume it first',
    );
    await guest.control('cont');
    const late = domain.shutdown({ deadlineMs: 1500 });
    await expect(late).rejects.toThrow(ControlError);
    await expect(late).rejects.toThrow(/not finished within 1500 ms: .* ignore its power button/);
    await expect(domain.shutdown({ mode: 'agent', ...MINUTE })).rejects.toMatchObject({
      code: 'ERR_NO_AGENT',
    });
    expect((await guest.run('echo alive')).output).toBe('alive\n');
  });

  refuses('shutdown', 'to say that a guest has shut down whose QEMU was killed', async () => {
    const { guest, domain } = await boot(lab, 'killed');
    await reactToPowerButton(guest, 'touch /tmp/pressed');
    const late = expect(domain.shutdown({ mode: 'acpi', ...MINUTE })).rejects.toThrow(
      /its QEMU has ended, and the guest had not shut down: it was killed, or has crashed; changed: system_powerdown/,
    );
    await waitFor(async () => expect((await guest.run('ls /tmp/pressed')).output).toBe('/tmp/pressed\n'));
    guest.signal('SIGKILL');
    await late;
  });

  succeeds('reboot', 'by the power button, and leaves what QEMU does at a shutdown as it was', async () => {
    const { guest, domain } = await boot(lab, 'again');
    await reactToPowerButton(guest);
    const from = guest.consoleText().length;
    const rebooted = await domain.reboot({ mode: 'acpi', ...MINUTE });
    expect(rebooted).toMatchObject({ by: 'acpi', state: { runState: 'running' } });
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
    await reactToPowerButton(guest);
    expect(await domain.shutdown({ mode: 'acpi', ...MINUTE })).toMatchObject({ hasEnded: true });
    await guest.exited;
  });

  succeeds('reboot', 'a QEMU that was started with -no-shutdown, and leaves it so', async () => {
    const { guest, domain } = await boot(lab, 'held', { extraArgs: ['-no-shutdown'] });
    await reactToPowerButton(guest);
    const from = guest.consoleText().length;
    expect(await domain.reboot({ mode: 'acpi', ...MINUTE })).toMatchObject({ by: 'acpi' });
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
    await reactToPowerButton(guest);
    expect(await domain.shutdown({ mode: 'acpi', ...MINUTE })).toMatchObject({ hasEnded: false });
  });

  succeeds('pmSuspend', 'has a guest sleep on its disk, and its QEMU end', async () => {
    const images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
    onTestFinished(() => rmSync(images, { recursive: true }));
    const disks = [createRawImage(images, 'swap', 512)];
    const { guest, domain } = await boot(lab, 'disk', { agent: true, memoryMiB: 384, disks });
    await untilAgentAnswers(domain);
    await guest.run('mkswap /dev/vda && swapon /dev/vda && echo 254:0 >/sys/power/resume');
    expect(await domain.pmSuspend('disk', MINUTE)).toBeUndefined();
    await guest.exited;
  });

  succeeds('reboot', 'by the agent', async () => {
    const { guest, domain } = await boot(lab, 'agent', { agent: true });
    await installShutdown(guest, domain);
    const from = guest.consoleText().length;
    expect(await domain.reboot(MINUTE)).toMatchObject({ by: 'agent', state: { runState: 'running' } });
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
  });

  refuses('reboot', 'a guest that ignores its button, and puts back what QEMU does', async () => {
    const { guest, domain } = await boot(lab, 'stubborn');
    const late = domain.reboot({ mode: 'acpi', deadlineMs: 1500 });
    await expect(late).rejects.toThrow(
      /nothing starts it again; changed: system_powerdown; undone again: set-action/,
    );
    await guest.run('poweroff -f &');
    await guest.exited;
  });

  refuses('reset', 'a QEMU that was started with -no-reboot', async () => {
    const { guest, domain } = await boot(lab, 'no-reboot', { extraArgs: ['-no-reboot'], kernel: false });
    const text = /started with -no-reboot, and would end/;
    await expect(domain.reset(MINUTE)).rejects.toThrow(text);
    await expect(domain.reboot(MINUTE)).rejects.toThrow(text);
    expect(await runState(guest)).toBe('running');
  });

  refuses('reset', 'to say that it was done where QEMU ends instead', async () => {
    const { guest, domain } = await boot(lab, 'told', { kernel: false });
    await guest.control('set-action', { reboot: 'shutdown' });
    await expect(domain.reset(MINUTE)).rejects.toThrow(/has shut the machine down, and has not reset it/);
    await guest.exited;
  });

  succeeds('destroy', 'ends a guest', async () => {
    const { guest, domain } = await boot(lab, 'quit', { kernel: false });
    expect(await domain.destroy(MINUTE)).toEqual({ by: 'quit' });
    await guest.exited;
  });

  test('destroy() ends a QEMU whose monitor another client has', async () => {
    const { guest, domain } = await boot(lab, 'taken', { kernel: false });
    await domain[Symbol.asyncDispose]();
    await using _holder = await openLabGuest(guest);
    await using other = await openLabGuest(guest, { mayBeSilent: true });
    expect(await other.destroy(MINUTE)).toEqual({ by: 'SIGTERM' });
    await guest.exited;
  });

  test('destroy() kills a QEMU that is stopped', async () => {
    const { guest, domain } = await boot(lab, 'stopped', { kernel: false });
    guest.signal('SIGSTOP');
    await expect.poll(() => readFileSync(`/proc/${guest.pid}/stat`, 'utf8')).toMatch(/\) T /);
    expect(await domain.destroy({ deadlineMs: 8000 })).toEqual({ by: 'SIGKILL' });
    await guest.exited;
  });

  refuses('destroy', 'to kill where it is to be graceful', async () => {
    const { guest, domain } = await boot(lab, 'graceful', { kernel: false });
    await domain[Symbol.asyncDispose]();
    guest.signal('SIGSTOP');
    await expect.poll(() => readFileSync(`/proc/${guest.pid}/stat`, 'utf8')).toMatch(/\) T /);
    await using silent = await openLabGuest(guest, { mayBeSilent: true });
    await expect(silent.destroy({ graceful: true, ...MINUTE })).rejects.toThrow(
      /ends by itself only when it runs/,
    );
    guest.signal('SIGCONT');
    expect(await runState(guest)).toBe('running');
  });
});
