import { readKernelFile } from './files/read-file.js';

/** proc_pid_stat(5). Times in clock ticks. */
export interface ProcStat {
  /** The file name of the executable, or the name that the process has set; at most 15 bytes. */
  readonly command: string;
  /** R, S, D, Z, T (stopped), t (traced), I, X. */
  readonly state: string;
  /** PF_* of the kernel's sched.h. */
  readonly flags: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  /** Of children that have ended and have been waited for. */
  readonly childMinorFaults: number;
  readonly childMajorFaults: number;
  readonly userTicks: number;
  readonly systemTicks: number;
  readonly priority: number;
  readonly nice: number;
  readonly threads: number;
  /** Ticks after boot. With the pid it identifies a process for good. */
  readonly startTicks: number;
  readonly virtualBytes: number;
  /** The CPU on which it ran last. `undefined` where a field is missing, in this and the next two. */
  readonly cpu: number | undefined;
  /** 1 to 99 with a real-time policy, else 0. */
  readonly realtimePriority: number | undefined;
  /** SCHED_* of the kernel's sched.h. */
  readonly policy: number | undefined;
  /**
   * Time spent waiting for block devices: of the main thread only, and 0 if the kernel did not count it when the process
   * began. `undefined` before Linux 2.6.18.
   */
  readonly blockIoDelayTicks: number | undefined;
}

/** sysconf(_SC_CLK_TCK): hundredths of a second on every architecture that runs QEMU with KVM. */
export const TICKS_PER_SECOND = 100;

/** Reads /proc/PID/stat; `undefined` when there is no such process. */
export function readProcStat(procRoot: string, pid: number): ProcStat | undefined {
  const text = readKernelFile(`${procRoot}/${pid}/stat`);
  return text === undefined ? undefined : parseProcStat(text);
}

/**
 * Parses `2145 (qemu-system-x86) S 1 2145 2145 0 -1 4194560 9723 0 12 0 350 87 0 0 20 0 4 0 8123 1437741056 …`.
 *
 * The process chooses the second field, which may contain brackets and blanks: fields are counted from the last `)`.
 */
export function parseProcStat(text: string): ProcStat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  if (open < 0 || close < open || fields.length < 21) return undefined;
  // fields[0] is field 3 of the manual page.
  const field = (number: number) => Number(fields[number - 3]);
  const later = (number: number) => (fields.length < 40 ? undefined : field(number));
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
    threads: field(20),
    startTicks: field(22),
    virtualBytes: field(23),
    cpu: later(39),
    realtimePriority: later(40),
    policy: later(41),
    blockIoDelayTicks: later(42),
  };
}

/** include/linux/sched.h: PF_KTHREAD. */
const KERNEL_THREAD = 0x00200000;

/** Whether it is a kernel thread, which never executes a program. */
export function isKernelThread(stat: ProcStat): boolean {
  return (stat.flags & KERNEL_THREAD) !== 0;
}
