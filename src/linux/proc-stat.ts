import { readKernelFile } from './files/read-file.js';

/** proc_pid_stat(5). Times in clock ticks. */
export interface ProcStat {
  /** The file name of the executable, or what the process calls itself; at most 15 bytes. */
  readonly command: string;
  /** R, S, D, Z, T (stopped), t (traced), I, X. */
  readonly state: string;
  /** PF_* of the kernel's sched.h. */
  readonly flags: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  /** Of children that have ended and were waited for. */
  readonly childMinorFaults: number;
  readonly childMajorFaults: number;
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly priority: number;
  readonly nice: number;
  /** Ticks after boot. With the pid it names a process for good. */
  readonly startTicks: number;
  readonly virtualBytes: number;
  /**
   * Waited for block devices: the main thread alone, and 0 where the kernel did not count when the process began.
   * `undefined` before Linux 2.6.18, which has no such field.
   */
  readonly blockIoDelayTicks: number | undefined;
}

/** sysconf(_SC_CLK_TCK): what user space is shown is in hundredths on every architecture that runs QEMU with KVM. */
export const TICKS_PER_SECOND = 100;

/** Reads /proc/PID/stat; `undefined` when there is no such process. */
export function readProcStat(procRoot: string, pid: number): ProcStat | undefined {
  const text = readKernelFile(`${procRoot}/${pid}/stat`);
  return text === undefined ? undefined : parseProcStat(text);
}

/**
 * Parses `2145 (qemu-system-x86) S 1 2145 2145 0 -1 4194560 9723 0 12 0 350 87 0 0 20 0 4 0 8123 1437741056 …`.
 *
 * The second field is whatever the process calls itself, brackets and blanks included: fields count from the last `)`.
 */
export function parseProcStat(text: string): ProcStat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  if (open < 0 || close < open || fields.length < 21) return undefined;
  // fields[0] is field 3 of the manual page.
  const field = (number: number) => Number(fields[number - 3]);
  return {
    command: text.slice(open + 1, close),
    state: fields[0] ?? '?',
    flags: field(9),
    minorFaults: field(10),
    majorFaults: field(12),
    childMinorFaults: field(11),
    childMajorFaults: field(13),
    userTicks: field(14),
    systemTicks: field(15),
    priority: field(18),
    nice: field(19),
    startTicks: field(22),
    virtualBytes: field(23),
    blockIoDelayTicks: fields.length < 40 ? undefined : field(42),
  };
}

/** include/linux/sched.h: PF_KTHREAD. */
const KERNEL_THREAD = 0x00200000;

/** Whether it is a thread of the kernel's, which has no program and never gets one. */
export function isKernelThread(stat: ProcStat): boolean {
  return (stat.flags & KERNEL_THREAD) !== 0;
}

/** Whether nothing in the process runs: SIGSTOP (T) or a debugger (t). Its QEMU answers nobody. */
export function isStopped(stat: ProcStat): boolean {
  return stat.state === 'T' || stat.state === 't';
}
