import type { FilePool } from './files/file-pool.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { listDirectory } from './files/read-file.js';
import { parseSchedStat } from './proc-schedstat.js';
import { parseStatus, type Status, sumThreads, type Threads } from './proc-status.js';

/** The threads of one process as they come and go; the files of those that live stay open. */
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

  /** Looks which threads there are, and reads how each is. */
  look(): void {
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

  /** Whether these are all: then nobody has come, for one who has in place of another leaves too few that live. */
  #isComplete(): boolean {
    const last = [...this.#statuses.values()].at(-1);
    return last?.threadCount === this.#statuses.size;
  }

  /** Reads the times of the threads that were seen, and joins both; `undefined` when there are none. */
  readTimes(): Threads | undefined {
    const looks = Array.from(this.#statuses, ([tid, status]) => ({
      status,
      times: parseSchedStat(this.#directoryOf(tid).read('schedstat') ?? ''),
    }));
    return sumThreads(looks);
  }

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
