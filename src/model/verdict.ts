import type { ProblemKind } from './problem.js';

/**
 * Whether a guest's memory is known by its balloon, and if not, why:
 *
 * - `ok`: the figures are fresh
 * - `no-device`: the machine has no virtio balloon
 * - `polling-off`: QEMU does not ask the guest (the interval is 0)
 * - `never-reported`: no report has arrived: no driver, one without statistics, or the guest is booting
 * - `stale`: reports have stopped arriving
 * - `paused`: the guest does not run, and cannot report
 * - `empty`: reports are empty
 * - `partial`: reports lack the total, or both free and available memory
 * - `inconsistent`: more free or available than total memory
 *
 * and what only a closer look shows:
 *
 * - `resizing`: the balloon is moving to its target size
 * - `stuck`: it has not reached its target size, and does not move
 * - `reset-pending`: the device was reset, and no driver has initialized it since
 */
export type ReportVerdict =
  | 'ok'
  | 'no-device'
  | 'polling-off'
  | 'never-reported'
  | 'stale'
  | 'paused'
  | 'empty'
  | 'partial'
  | 'inconsistent'
  | 'resizing'
  | 'stuck'
  | 'reset-pending';

/** The verdict on a guest, the same word in every command and format: by its reports, or why QEMU could not be asked. */
export type Verdict = ReportVerdict | ProblemKind;

/** Nothing to do, something to know, something to repair, and not known. */
export type Severity = 'fine' | 'notice' | 'broken' | 'unknown';

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

/** QEMU could not be asked: nothing is known of the guest's memory. */
export const PROBLEM_VERDICTS: { readonly [kind in ProblemKind]: VerdictEntry } = {
  stopped: {
    severity: 'unknown',
    meaning: 'The QEMU process is stopped (SIGSTOP or a debugger), and cannot answer.',
    advice: 'Find out what stopped it; kill -CONT resumes it.',
  },
  frozen: {
    severity: 'unknown',
    meaning: 'The control group of the QEMU process is frozen, as docker pause does it: QEMU cannot answer.',
    advice: 'Thaw the control group: docker unpause, or systemctl thaw.',
  },
  waiting: {
    severity: 'unknown',
    meaning:
      'QEMU starts the guest when its owner connects (wait=on); to connect in its place would start it.',
    advice: 'Let the owner connect, or name the monitor with --socket to connect in its place.',
  },
  busy: {
    severity: 'unknown',
    meaning: 'Another client holds every monitor; a monitor serves one client at a time.',
    advice: 'Add a second -qmp socket for qgauge, or disconnect the other client.',
  },
  lent: {
    severity: 'unknown',
    meaning: 'The daemon has lent the monitor to another program, and asks the guest nothing meanwhile.',
    advice:
      'Nothing to repair: the daemon asks again when the program has ended, or has not renewed its loan.',
  },
  late: {
    severity: 'unknown',
    meaning:
      'There is no answer yet, through no fault of the guest: qgauge itself did not get to run, or had too little time.',
    advice: 'Give qgauge CPU time, or more time: a longer interval or --timeout.',
  },
  unreachable: {
    severity: 'unknown',
    meaning: 'The host of the monitor does not take the connection, or cannot be found or reached.',
    advice: 'Check the address, and that its host is up and lets this one connect.',
  },
  denied: {
    severity: 'unknown',
    meaning: 'This user may not connect to the monitor.',
    advice: "Run as root, or as that QEMU's user.",
  },
  'no-monitor': {
    severity: 'unknown',
    meaning: 'QEMU has no QMP monitor that can be reached.',
    advice:
      'Start QEMU with -qmp unix:/path,server=on,wait=off; if it has a monitor that was not found, name its address.',
  },
  hung: {
    severity: 'unknown',
    meaning: 'QEMU does not answer, although no other client holds its monitor: its main loop hangs.',
    advice: 'A QEMU that hangs is usually waiting for storage: check that the storage of its disks responds.',
  },
  gone: {
    severity: 'unknown',
    meaning: 'QEMU has ended, or its monitor is no longer at that address.',
    advice: 'Start the guest; if it runs, name the address at which its monitor listens now.',
  },
  foreign: {
    severity: 'unknown',
    meaning: "What answers at the address is not this guest's QMP monitor.",
    advice: 'Name the right address, and give each socket of each QEMU an address of its own.',
  },
  absent: {
    severity: 'unknown',
    meaning: 'The configuration names a guest that does not exist.',
    advice: 'Start the guest, or remove it from the configuration.',
  },
  failed: {
    severity: 'unknown',
    meaning: 'QEMU could not be asked, or has not answered about its balloon.',
    advice: 'See the reason; if it persists, ask by hand: qgauge qmp ADDRESS query-balloon.',
  },
};

const REPORT_VERDICTS: { readonly [verdict in ReportVerdict]: VerdictEntry } = {
  ok: { severity: 'fine', meaning: 'Reports are fresh, complete and plausible.', advice: '' },
  resizing: {
    severity: 'fine',
    meaning: 'The balloon is moving to another size.',
    advice: '',
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
};

/** Every verdict, in no order. */
export const VERDICTS: { readonly [verdict in Verdict]: VerdictEntry } = {
  ...REPORT_VERDICTS,
  ...PROBLEM_VERDICTS,
};
