import { constants } from 'node:os';
import { didYouMean } from '../../support/nearest-word.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { runInGuest } from './guest-exec.js';

const KILL_MS = 20_000;
/** SIGRTMAX of Linux. */
const MAX_SIGNAL = 64;
const MAX_COMPLAINT = 200;
/** Without `SIG`. */
const NAMES = Object.keys(constants.signals).map((name) => name.slice('SIG'.length));

/**
 * Signals a process of the guest: kill(1), by guest-exec. As libvirt's flag of the method, it must be permitted by itself: see
 * {@link guestExec}.
 *
 * @param signal its name, with or without `SIG`, or number; 0 only looks whether the process is there
 * @throws {ControlRefusedError} when there is no such signal, or the guest was not opened with `control: { guestExec: true }`
 * @throws {ControlError} in the guest's words, when there is no such process
 * @throws {NoAgentError} when there is no agent, or it lacks or forbids the command
 */
export async function guestKill(
  reach: ControlReach,
  pid: number,
  signal: string | number = 'TERM',
  options: CallOptions = {},
): Promise<void> {
  const { name } = reach;
  await reach.control.call('guestKill', { usualMs: KILL_MS, ...options }, async (call) => {
    if (!(Number.isSafeInteger(pid) && pid > 0))
      throw new ControlRefusedError(name, 'the process of the guest is not given by its pid');
    const result = await runInGuest(reach, call, {
      path: 'kill',
      arg: ['-s', signalOf(name, signal), String(pid)],
    });
    if (call.isDryRun || result.exitStatus === 0) return;
    const said = terminalSafe(Buffer.from(result.stderr).toString('utf8').trim(), MAX_COMPLAINT);
    throw new UnsupportedError(name, `kill in the guest: ${said || `exit status ${result.exitStatus}`}`);
  });
}

/** As kill(1) takes it. */
function signalOf(guest: string, signal: string | number): string {
  const text = String(signal).toUpperCase();
  if (/^\d+$/.test(text) && Number(text) <= MAX_SIGNAL) return text;
  const word = text.startsWith('SIG') ? text.slice('SIG'.length) : text;
  if (NAMES.includes(word)) return word;
  throw new ControlRefusedError(
    guest,
    `there is no signal '${terminalSafe(String(signal), 30)}'${didYouMean(word, NAMES)}`,
  );
}
