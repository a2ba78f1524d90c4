import type { FilePool } from './files/file-pool.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { listDirectory } from './files/read-file.js';
import { parseSchedStat } from './proc-schedstat.js';
import { parseStatus, type Status, sumThreads, type Threads } from './proc-status.js';

/** Reads the threads of one process; the files of present threads stay open. */
export class ThreadReaders {
  readonly #path: string;
  readonly #pool: FilePool;
  readonly #directories = new Map<string, KernelDirectory>();
  readonly #statuses = new Map<string, Status>();

  /** @param path the directory of the process, e.g. `/proc/2145` */
  constructor(path: string, pool: FilePool) {
    this.#path = `${path}/task`;
    this.#pool = pool;
  }

  /** Finds the present threads, and reads their status. */
  update(): void {
    this.#readStatuses(this.#directories.keys());
    if (this.#isComplete()) return;
    const living = new Set(listDirectory(this.#path));
    for (const tid of this.#directories.keys()) if (!living.has(tid)) this.#drop(tid);
    this.#readStatuses(living);
  }

  #readStatuses(tids: Iterable<string>): void {
    this.#statuses.clear();
    for (const tid of [...tids]) {
      const status = parseStatus(this.#directoryOf(tid).read('status') ?? '');
      if (status) this.#statuses.set(tid, status);
      else this.#drop(tid);
    }
  }

  /** Whether these are all threads: a new one leaves too few, also when it came in place of one that has ended. */
  #isComplete(): boolean {
    const last = [...this.#statuses.values()].at(-1);
    return last?.threadCount === this.#statuses.size;
  }

  /** Reads the times of the threads found, and joins both; `undefined` when there are none. */
  readTimes(): Threads | undefined {
    const samples = Array.from(this.#statuses, ([tid, status]) => ({
      status,
      times: parseSchedStat(this.#directoryOf(tid).read('schedstat') ?? ''),
    }));
    return sumThreads(samples);
  }

  /** Closes the files of all threads. */
  close(): void {
    for (const tid of this.#directories.keys()) this.#drop(tid);
  }

  #directoryOf(tid: string): KernelDirectory {
    const known = this.#directories.get(tid) ?? this.#pool.directory(`${this.#path}/${tid}`);
    this.#directories.set(tid, known);
    return known;
  }

  #drop(tid: string): void {
    this.#directories.get(tid)?.close();
    this.#directories.delete(tid);
  }
}
