import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reactToPowerButton } from '../../domain/acting/power-button.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { type Run, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';

/** The command ends long after the test does, unless the signal ends it. */
const LONG = '1h';

describeLab('Ctrl+C while a verb waits for the guest', (lab) => {
  /** Presses the power button of a guest, and interrupts the verb that waits for what comes of it. */
  async function interrupt(guest: LabGuest, verb: string, audit: string): Promise<Run> {
    const [monitor = ''] = guest.monitors;
    await reactToPowerButton(guest, 'touch /tmp/pressed');
    return runQgauge(
      ['dom', verb, monitor, '--mode', 'acpi', '--control', '--deadline', LONG, '--audit-log', audit],
      {
        signalWhen: () =>
          waitFor(async () =>
            expect((await guest.run('ls /tmp/pressed')).output).toContain('/tmp/pressed\n'),
          ),
      },
    );
  }

  test('undoes what can be undone, and says what was done', async () => {
    await using guest = await bootGuest(lab, { name: 'interrupted', memoryMiB: 128 });
    const audit = join(await temporaryDirectory(), 'audit');
    const run = await interrupt(guest, 'reboot', audit);
    expect(run).toMatchObject({ status: 130, stdout: '' });
    expect(run.stderr).toMatch(
      /^qgauge: interrupted: reboot: it was aborted; changed: system_powerdown; undone again: set-action \{"shutdown":"pause"\}.*\nqgauge: interrupted by SIGINT\n$/,
    );
    expect(JSON.parse(await readFile(audit, 'utf8'))).toMatchObject({ verb: 'reboot', result: 'aborted' });
    // Undone: QEMU ends again when the guest shuts down.
    await guest.run('(sleep 1; poweroff -f) >/dev/null 2>&1 &');
    await guest.exited;
  });
});
