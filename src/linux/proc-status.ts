import type { ThreadSample } from '../model/linux-sample.js';
import { listDirectory, readKernelFile } from './files/read-file.js';
import { parseSchedStat, type SchedStat } from './proc-schedstat.js';

/** The status files of all threads of a process, joined. */
export interface Threads {
  /** VmRSS and HugetlbPages: huge pages are in memory too, and VmRSS leaves them out. Equal in the files of all threads. */
  readonly rssBytes: number | undefined;
  /** VmSwap and HugetlbPages, likewise. */
  readonly swapBytes: number | undefined;
  readonly hugetlbBytes: number | undefined;
  /** Sums over the present threads: the count of a thread that ends is lost. */
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
  readonly threads: readonly ThreadSample[];
}

/** proc_pid_status(5) of one thread. */
export interface Status {
  /** In the thread's own pid namespace. */
  readonly ownId: number;
  readonly name: string | undefined;
  /** The state letter. */
  readonly state: string | undefined;
  /** The number of threads in its process. */
  readonly threadCount: number | undefined;
  /** VmRSS; `undefined` for a thread that has ended, and for kernel threads: they have no memory. */
  readonly rssBytes: number | undefined;
  readonly swapBytes: number | undefined;
  readonly hugetlbBytes: number | undefined;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
}

/** Reads /proc/PID/task/TID/status of every thread; `undefined` when there is no such process. */
export function readThreads(procRoot: string, pid: number, withTimes = false): Threads | undefined {
  const threads = (listDirectory(`${procRoot}/${pid}/task`) ?? []).flatMap((tid) => {
    const read = (name: string) => readKernelFile(`${procRoot}/${pid}/task/${tid}/${name}`) ?? '';
    const status = parseStatus(read('status'));
    return status === undefined
      ? []
      : [{ status, times: withTimes ? parseSchedStat(read('schedstat')) : undefined }];
  });
  return sumThreads(threads);
}

/** Joins the samples of threads; `undefined` when there are none. */
export function sumThreads(
  samples: readonly { readonly status: Status; readonly times: SchedStat | undefined }[],
): Threads | undefined {
  if (samples.length === 0) return undefined;
  const statuses = samples.map(({ status }) => status);
  // A main thread that has ended has no memory, while other threads still run.
  const memory = statuses.find(({ rssBytes }) => rssBytes !== undefined);
  return {
    rssBytes: memory?.rssBytes === undefined ? undefined : memory.rssBytes + (memory.hugetlbBytes ?? 0),
    swapBytes: memory?.swapBytes,
    hugetlbBytes: memory?.hugetlbBytes,
    voluntarySwitches: sum(statuses.map((status) => status.voluntarySwitches)),
    involuntarySwitches: sum(statuses.map((status) => status.involuntarySwitches)),
    threads: samples.map(({ status: { ownId, name, state }, times }) => ({
      id: ownId,
      name,
      state,
      runNanoseconds: times?.runNanoseconds,
      waitNanoseconds: times?.waitNanoseconds,
    })),
  };
}

/**
 * Parses `Name:\tCPU 0/KVM\n…\nState:\tS (sleeping)\n…\nPid:\t2147\n…\nNSpid:\t2147\t12\n…\nVmRSS:\t  103412 kB\n…`.
 *
 * Only the first line contains text that is not the kernel's. The parser searches for keys rather than splitting lines,
 * because it is the most expensive part of a sample. `undefined` for a text without an id.
 */
export function parseStatus(text: string): Status | undefined {
  // NSpid ends with the id in the innermost namespace; kernels without namespaces lack the line.
  const ownId = Number(wordsAfter(text, 'NSpid:')?.split('\t').at(-1) || figure(text, '\nPid:'));
  if (!Number.isSafeInteger(ownId)) return undefined;
  return {
    ownId,
    name: text.startsWith('Name:\t') ? text.slice(6, endOfLine(text, 0)) : undefined,
    state: wordsAfter(text, 'State:')?.[0],
    threadCount: figure(text, 'Threads:'),
    rssBytes: bytes(text, 'VmRSS:'),
    swapBytes: bytes(text, 'VmSwap:'),
    hugetlbBytes: bytes(text, 'HugetlbPages:'),
    // The other key ends in this one, and comes after it.
    voluntarySwitches: figure(text, 'voluntary_ctxt_switches:') ?? 0,
    involuntarySwitches: figure(text, 'nonvoluntary_ctxt_switches:') ?? 0,
  };
}

function bytes(text: string, key: string): number | undefined {
  const kib = figure(text, key);
  return kib === undefined ? undefined : kib * 1024;
}

function figure(text: string, key: string): number | undefined {
  const value = Number.parseInt(wordsAfter(text, key) ?? '', 10);
  return Number.isNaN(value) ? undefined : value;
}

/** The text after the key and a tab, up to the end of the line. */
function wordsAfter(text: string, key: string): string | undefined {
  const at = text.indexOf(key, endOfLine(text, 0));
  return at < 0 ? undefined : text.slice(at + key.length + 1, endOfLine(text, at + key.length));
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, value) => total + value, 0);
}
