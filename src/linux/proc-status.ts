import type { ThreadSample } from '../model/linux-sample.js';
import { listDirectory, readKernelFile } from './files/read-file.js';
import type { SchedStat } from './proc-schedstat.js';

/** What the status files of a process's threads say together. */
export interface Threads {
  /** VmRSS, VmSwap and HugetlbPages: the same in every thread's file. */
  readonly rssBytes: number | undefined;
  readonly swapBytes: number | undefined;
  readonly hugetlbBytes: number | undefined;
  /** Sums over the threads that live now; a thread that ends takes its count along. */
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
  /** How many threads its process has. */
  readonly threadCount: number | undefined;
  /** A thread that has ended, and the kernel's own, have no memory. */
  readonly rssBytes: number | undefined;
  readonly swapBytes: number | undefined;
  readonly hugetlbBytes: number | undefined;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
}

/** Reads /proc/PID/task/TID/status of every thread; `undefined` when there is no such process. */
export function readThreads(procRoot: string, pid: number): Threads | undefined {
  const statuses = (listDirectory(`${procRoot}/${pid}/task`) ?? [])
    .map((tid) => readKernelFile(`${procRoot}/${pid}/task/${tid}/status`))
    .map((text) => parseStatus(text ?? ''))
    .filter((status) => status !== undefined);
  return sumThreads(statuses.map((status) => ({ status, times: undefined })));
}

/** Joins what is known of each thread; `undefined` when there is none. */
export function sumThreads(
  looks: readonly { readonly status: Status; readonly times: SchedStat | undefined }[],
): Threads | undefined {
  if (looks.length === 0) return undefined;
  const statuses = looks.map(({ status }) => status);
  // A main thread that has ended has none, while others go on.
  const memory = statuses.find(({ rssBytes }) => rssBytes !== undefined);
  return {
    rssBytes: memory?.rssBytes,
    swapBytes: memory?.swapBytes,
    hugetlbBytes: memory?.hugetlbBytes,
    voluntarySwitches: sum(statuses.map((status) => status.voluntarySwitches)),
    involuntarySwitches: sum(statuses.map((status) => status.involuntarySwitches)),
    threads: looks.map(({ status: { ownId, name, state }, times }) => ({
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
 * The first line alone has words that are not the kernel's. Looked for is by words, and not by lines, for speed: of eight
 * threads this is the dearest part. `undefined` for a text without an id.
 */
export function parseStatus(text: string): Status | undefined {
  // NSpid ends with the innermost namespace's id; kernels without namespaces have no such line.
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
    // Found first, as it stands first, though the other ends alike.
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

/** What follows the key and a tab, up to the end of the line. */
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
