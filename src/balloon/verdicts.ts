import type { BalloonVerdict, Severity } from '../model/balloon-finding.js';

/** From best to worst: a guest of which nothing is known may have any fault. */
export const SEVERITIES: readonly Severity[] = ['fine', 'notice', 'broken', 'unknown'];

/** What a verdict means, the same for every guest. */
export interface VerdictEntry {
  readonly severity: Severity;
  /** What was observed, in one sentence. */
  readonly meaning: string;
  /** What to do; empty when nothing needs to be done. */
  readonly advice: string;
}

/** Every verdict, in order of precedence: the first that applies is given. */
export const VERDICTS: { readonly [verdict in BalloonVerdict]: VerdictEntry } = {
  'qemu-stopped': {
    severity: 'unknown',
    meaning: 'The QEMU process is stopped (SIGSTOP or a debugger), and cannot answer.',
    advice: 'Find out what stopped it; kill -CONT resumes it.',
  },
  'monitor-busy': {
    severity: 'unknown',
    meaning: 'Another client holds every monitor; a monitor serves one client at a time.',
    advice: 'Add a second -qmp socket for qgauge, or disconnect the other client.',
  },
  denied: {
    severity: 'unknown',
    meaning: 'This user may not connect to the monitor.',
    advice: "Run as root, or as that QEMU's user.",
  },
  'not-asked': {
    severity: 'unknown',
    meaning: 'QEMU has not answered: it hangs, has ended, has no monitor, or refused the command.',
    advice: "See the guest's problem for the reason; a QEMU that hangs is usually waiting for storage.",
  },
  'no-device': {
    severity: 'notice',
    meaning: 'The machine has no virtio balloon.',
    advice: 'Start QEMU with -device virtio-balloon-pci, or plug one in with device_add.',
  },
  paused: {
    severity: 'notice',
    meaning: 'The guest is not running, and cannot report.',
    advice: 'The figures are those of the last report; reports resume with the guest.',
  },
  'reset-pending': {
    severity: 'notice',
    meaning: 'The device was reset, and no driver has initialized it since: its report is from before.',
    advice:
      'Wait until the guest has booted; if it has, load the balloon driver (Linux: modprobe virtio_balloon).',
  },
  'never-reported': {
    severity: 'broken',
    meaning: 'No report has arrived since the machine started.',
    advice:
      'Load a balloon driver with statistics in the guest (Linux: modprobe virtio_balloon; Windows: virtio-win with its balloon service), or wait until it has booted.',
  },
  'polling-off': {
    severity: 'notice',
    meaning: 'QEMU does not ask the guest: the polling interval is 0.',
    advice:
      'Switch polling on with qgauge balloon poll GUEST 10; qgauge collect and stream do so by themselves.',
  },
  stale: {
    severity: 'broken',
    meaning: 'Reports have stopped arriving, although the guest runs and is asked.',
    advice:
      'QEMU asks again only when the guest has answered: reload the driver (Windows: restart the balloon service too), or switch polling off and on.',
  },
  empty: {
    severity: 'broken',
    meaning: 'Reports arrive on time, but are empty.',
    advice:
      'The driver works, but its source of statistics does not: install or start the balloon service (Windows: blnsvr).',
  },
  partial: {
    severity: 'broken',
    meaning: 'Reports lack the total, or both free and available memory.',
    advice: 'Used memory cannot be computed from them: update the driver.',
  },
  inconsistent: {
    severity: 'broken',
    meaning: 'The guest reports more free or available memory than it has.',
    advice: 'The driver counts wrongly, or not in bytes: run qgauge balloon check.',
  },
  stuck: {
    severity: 'broken',
    meaning: 'The balloon has not reached its target size, and does not move.',
    advice:
      'The guest has no page left to give, or its driver hangs: check its available memory, and set another size.',
  },
  resizing: {
    severity: 'fine',
    meaning: 'The balloon is moving to another size.',
    advice: '',
  },
  ok: { severity: 'fine', meaning: 'Reports are fresh, complete and plausible.', advice: '' },
};
