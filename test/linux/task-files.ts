import type { TreeFiles } from './captured-tree.js';

export interface TaskFile {
  readonly tid: number;
  /** (default: as on the host) */
  readonly ownId?: number;
  readonly name?: string;
  readonly cpu?: number;
  readonly policy?: number;
  readonly priority?: number;
  /** Cpus_allowed_list */
  readonly allowed?: string;
}

/** The files of one thread of a process in /proc, as Linux 6.1 prints them. */
export function taskFiles(pid: number, task: TaskFile): TreeFiles {
  const { tid, ownId = tid, name = 'qemu-system-x86', allowed = '0-1' } = task;
  const directory = `${pid}/task/${tid}`;
  return {
    [`${directory}/status`]: `Name:\t${name}\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t${pid}\nPid:\t${tid}\nNSpid:\t${tid}\t${ownId}\nVmRSS:\t  100 kB\nCpus_allowed:\t3\nCpus_allowed_list:\t${allowed}\nMems_allowed:\t00000000,00000001\nMems_allowed_list:\t0\nvoluntary_ctxt_switches:\t100\nnonvoluntary_ctxt_switches:\t10\n`,
    [`${directory}/stat`]: statLine(task),
    [`${directory}/schedstat`]: '1843728111 30217 95\n',
    [`${directory}/sched`]: `${name} (${tid}, #threads: 4)\n-------------------------------------------------------------------\nse.exec_start                                :       1749075.150766\nse.sum_exec_runtime                          :          1843.728111\nse.nr_migrations                             :                   42\nwait_start                                   :             0.000000\nwait_sum                                     :            12.345678\nnr_switches                                  :                  110\npolicy                                       :                    0\n`,
  };
}

/** The files of the main thread that are the process's own too. */
export function processFiles(pid: number, task: Omit<TaskFile, 'tid'> = {}): TreeFiles {
  const main = taskFiles(pid, { ...task, tid: pid });
  const own = ['status', 'stat'].map((name) => [`${pid}/${name}`, main[`${pid}/task/${pid}/${name}`] ?? '']);
  return { ...main, ...Object.fromEntries(own) };
}

/** When {@link statLine}'s process began. */
export const START_TICKS = 81_230;

function statLine({ tid, name = 'qemu-system-x86', cpu = 1, policy = 0, priority = 0 }: TaskFile): string {
  return `${tid} (${name}) S 1 2145 2145 0 -1 4194560 9723 4 12 5 350 87 0 0 20 0 4 0 ${START_TICKS} 1437741056 25853 18446744073709551615 1 1 0 0 0 0 0 4096 65537 0 0 0 17 ${cpu} ${priority} ${policy} 8 0 0 0 0 0 0 0 0 0 0\n`;
}
