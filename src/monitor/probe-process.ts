import type { QemuCommandLine } from '../discover/command-line.js';
import type { Target } from '../discover/target.js';
import { readKernelFile } from '../linux/files/read-file.js';
import { readProcStat } from '../linux/proc-stat.js';
import { activityOf } from '../linux/process-activity.js';
import type { ProcessState } from '../linux/process-reader.js';

/**
 * What /proc shows of a QEMU that cannot answer:
 *
 * - `stopped`: the process is stopped (SIGSTOP or a debugger)
 * - `frozen`: its control group is frozen (docker pause)
 * - `waiting`: it starts the machine when its owner connects; another client would start it
 * - `gone`: the process has ended
 */
export type ProcessProbe = 'stopped' | 'frozen' | 'waiting' | 'gone';

/** Tells a probe of the process from one of a socket. */
export function isProcessProbe(probe: string): probe is ProcessProbe {
  return probe === 'stopped' || probe === 'frozen' || probe === 'waiting' || probe === 'gone';
}

/** Why a process cannot answer; `undefined` when it can, or no process is known. */
export function probeProcess(procRoot: string, target: Target): ProcessProbe | undefined {
  const { process } = target;
  if (process === undefined) return undefined;
  const stat = readProcStat(procRoot, process.pid);
  if (stat === undefined || stat.startTicks !== process.startTicks || stat.state === 'Z') return 'gone';
  const activity = activityOf(stat, () => readKernelFile(`${procRoot}/${process.pid}/wchan`));
  return judgeProcess(target, { activity, threads: stat.threads });
}

/** As {@link probeProcess}, of a process whose state has just been read; `undefined` when it has ended. */
export function judgeProcess(target: Target, state: ProcessState | undefined): ProcessProbe | undefined {
  if (state === undefined) return 'gone';
  if (state.activity !== 'running') return state.activity;
  return target.process && isWaiting(target, target.process.commandLine, state.threads)
    ? 'waiting'
    : undefined;
}

/**
 * The main thread, that of RCU, and from the opening of the monitors on that of the monitors; there is a further one for each
 * vCPU as soon as there is a machine.
 */
const THREADS_WITHOUT_MACHINE = 3;

/** Whether QEMU waits for a client, and this is not the client: a user who names the monitor is. */
function isWaiting(
  { isNamed, monitors }: Target,
  { waitsFor, iothreads }: QemuCommandLine,
  threads: number,
): boolean {
  if (waitsFor.length === 0 || threads > THREADS_WITHOUT_MACHINE + iothreads) return false;
  return !(isNamed && monitors.some(({ waits }) => waits));
}
