import type { BalloonVerdict, Severity } from '../model/balloon-finding.js';

export const SEVERITIES: readonly Severity[] = ['fine', 'notice', 'broken', 'unknown'];

export interface VerdictEntry {
  readonly severity: Severity;
  /** What was seen, in one sentence. */
  readonly meaning: string;
  /** What to do; empty where nothing is to be done. */
  readonly advice: string;
}

/** Every verdict, in the order in which they are told: what is seen first decides. */
export const VERDICTS: { readonly [verdict in BalloonVerdict]: VerdictEntry } = {
  'qemu-stopped': {
    severity: 'unknown',
    meaning: 'The process is stopped (SIGSTOP or a debugger): nothing in it answers.',
    advice: 'Find out who stopped it; kill -CONT has it go on.',
  },
  'monitor-busy': {
    severity: 'unknown',
    meaning: 'Another client holds every monitor, and a monitor serves one at a time.',
    advice: 'Add a second -qmp socket for qgauge, or have the other client let go.',
  },
  denied: {
    severity: 'unknown',
    meaning: 'This user may not connect to the monitor.',
    advice: "Run as root, or as that QEMU's user.",
  },
  'not-asked': {
    severity: 'unknown',
    meaning: 'QEMU has not answered: it hangs, has ended, has no monitor, or refused the question.',
    advice: 'The problem beside the guest says which; a QEMU that hangs waits for storage mostly.',
  },
  'no-device': {
    severity: 'notice',
    meaning: 'The machine has no virtio balloon.',
    advice: 'Start QEMU with -device virtio-balloon-pci, or plug one in with device_add.',
  },
  paused: {
    severity: 'notice',
    meaning: 'The guest does not run, and a guest that does not run cannot report.',
    advice: 'The figures are those of the last report; they go on with the guest.',
  },
  'reset-pending': {
    severity: 'notice',
    meaning: 'The device was reset, and no driver has taken it up since: what it shows is of before.',
    advice: 'Wait for the boot to end; if it has, load the balloon driver (Linux: modprobe virtio_balloon).',
  },
  'never-reported': {
    severity: 'broken',
    meaning: 'No report has come since the machine started.',
    advice:
      'Load a balloon driver in the guest, one with statistics (Linux: modprobe virtio_balloon; Windows: virtio-win with its balloon service), or wait for the boot to end.',
  },
  'polling-off': {
    severity: 'notice',
    meaning: 'Nobody asks the guest: the polling interval is 0.',
    advice: 'Switch it on with qgauge balloon poll GUEST 10; qgauge collect and stream do so by themselves.',
  },
  stale: {
    severity: 'broken',
    meaning: 'Reports came, and have stopped coming though the guest runs and is asked.',
    advice:
      'QEMU asks again only when the guest has answered: reload the driver (Windows: restart the balloon service too), or switch polling off and on.',
  },
  empty: {
    severity: 'broken',
    meaning: 'Reports come in time with nothing in them.',
    advice:
      'The driver works and its source of figures does not: install or start the balloon service (Windows: blnsvr).',
  },
  partial: {
    severity: 'broken',
    meaning: 'Reports lack the total, or both free and available memory.',
    advice: 'What the guest uses cannot be told from them: update the driver.',
  },
  inconsistent: {
    severity: 'broken',
    meaning: 'More memory is free or available than there is.',
    advice: 'The driver counts wrongly, or in another unit than bytes: run qgauge balloon check.',
  },
  stuck: {
    severity: 'broken',
    meaning: 'The balloon is not where it was told to be, and does not move.',
    advice:
      'The guest has no page left to give, or its driver hangs: look at what is available in it, and set another size.',
  },
  resizing: {
    severity: 'fine',
    meaning: 'The balloon is on its way to another size.',
    advice: '',
  },
  ok: { severity: 'fine', meaning: 'Reports are fresh, complete and plausible.', advice: '' },
};

/** The worse of two: a guest of which nothing is known may be in any trouble. */
export function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}
