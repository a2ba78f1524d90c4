import type { ThreadSample } from '../model/process-sample.js';
import { listDirectory, readKernelFile } from './read-file.js';

/** What the status files of a process's threads say together. */
export interface Threads {
  /** VmRSS: the same in every thread's file. */
  readonly rssBytes: number | undefined;
  /** Sums over the threads that live now; a thread that ends takes its count along. */
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
  readonly threads: readonly ThreadSample[];
}

/** Reads /proc/PID/task/TID/status of every thread; `undefined` when there is no such process. */
export function readThreads(procRoot: string, pid: number): Threads | undefined {
  const statuses = (listDirectory(`${procRoot}/${pid}/task`) ?? [])
    .map((tid) => readKernelFile(`${procRoot}/${pid}/task/${tid}/status`))
    .filter((text) => text !== undefined)
    .map(parseStatus);
  if (statuses.length === 0) return undefined;
  return {
    // A main thread that has ended has none, while others go on.
    rssBytes: statuses.find(({ rssBytes }) => rssBytes !== undefined)?.rssBytes,
    voluntarySwitches: sum(statuses.map((status) => status.voluntarySwitches)),
    involuntarySwitches: sum(statuses.map((status) => status.involuntarySwitches)),
    threads: statuses.map(threadOf),
  };
}

interface Status {
  readonly ownId: number;
  readonly name: string | undefined;
  readonly state: string | undefined;
  readonly rssBytes: number | undefined;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
}

function threadOf({ ownId, name, state }: Status): ThreadSample {
  return { id: ownId, name, state, runNanoseconds: undefined, waitNanoseconds: undefined };
}

/** Parses `…\nPid:\t2147\n…\nNSpid:\t2147\t12\n…\nVmRSS:\t  103412 kB\n…\nvoluntary_ctxt_switches:\t1532\n…`. */
export function parseStatus(text: string): Status {
  const rssKib = field(text, 'VmRSS');
  return {
    // NSpid ends with the innermost namespace's id; kernels without namespaces have no such line.
    ownId: Number(/^NSpid:.*?(\d+)$/m.exec(text)?.[1] ?? field(text, 'Pid')),
    name: /^Name:\t(.*)$/m.exec(text)?.[1],
    state: /^State:\t(\S)/m.exec(text)?.[1],
    rssBytes: rssKib === undefined ? undefined : rssKib * 1024,
    voluntarySwitches: field(text, 'voluntary_ctxt_switches') ?? 0,
    involuntarySwitches: field(text, 'nonvoluntary_ctxt_switches') ?? 0,
  };
}

function field(text: string, name: string): number | undefined {
  const at = text.indexOf(`\n${name}:`);
  return at < 0 ? undefined : Number.parseInt(text.slice(at + name.length + 2, at + name.length + 40), 10);
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
