import type { LinuxSample } from '../model/linux-sample.js';
import type { FilePool } from './files/file-pool.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { parseCount } from './files/parse-count.js';
import { type NumaBytes, readNumaMaps } from './numa-maps.js';
import { parseProcIo } from './proc-io.js';
import { type ProcStat, parseProcStat, TICKS_PER_SECOND } from './proc-stat.js';
import { processSampleOf } from './process.js';
import { ThreadReaders } from './thread-readers.js';
import { parseUptime } from './uptime.js';

/** Reads one process again and again, from its first look to its end. */
export class ProcessReader {
  readonly pid: number;
  readonly startTicks: number;
  readonly #procRoot: string;
  readonly #pool: FilePool;
  readonly #directory: KernelDirectory;
  readonly #threads: ThreadReaders;
  #cgroupText: string | undefined;
  #isClosed = false;

  /** @param startTicks when the process began, as it was found: with the pid this names it for good */
  constructor(procRoot: string, pid: number, startTicks: number, pool: FilePool) {
    this.pid = pid;
    this.startTicks = startTicks;
    this.#procRoot = procRoot;
    this.#pool = pool;
    this.#directory = pool.directory(`${procRoot}/${pid}`);
    this.#threads = new ThreadReaders(`${procRoot}/${pid}`, pool);
  }

  /**
   * Reads everything but NUMA nodes.
   *
   * `undefined` once the process has ended, a zombie included, and when another has its pid; then it is closed.
   *
   * @throws {Error} of Node, when a file is broken rather than absent
   */
  read(): LinuxSample | undefined {
    if (this.#isClosed) return undefined;
    this.#threads.look();
    const io = parseProcIo(this.#directory.read('io') ?? '');
    const cgroupText = this.#directory.read('cgroup');
    const ksmMergedPages = parseCount(this.#directory.read('ksm_merging_pages'));
    const uptimeSeconds = parseUptime(this.#pool.readShared(`${this.#procRoot}/uptime`) ?? '') ?? 0;
    const monotonicSeconds = performance.now() / 1000;
    const threads = this.#threads.readTimes();
    // Read last: whatever was opened by its path on the way is this process's, if this still is.
    const stat = this.#readStat();
    if (stat === undefined) {
      this.close();
      return undefined;
    }
    this.#cgroupText = cgroupText;
    return {
      ...processSampleOf(this.pid, stat, uptimeSeconds, threads, io),
      monotonicSeconds,
      childMinorFaults: stat.childMinorFaults,
      childMajorFaults: stat.childMajorFaults,
      blockIoDelaySeconds: this.#blockIoDelaySeconds(stat),
      swapBytes: threads?.swapBytes,
      hugetlbBytes: threads?.hugetlbBytes,
      ksmMergedPages,
    };
  }

  /** Reads the state letter of proc_pid_stat(5) alone, at a tenth of the price; `undefined` as with {@link read}. */
  readState(): string | undefined {
    const stat = this.#readStat();
    if (stat === undefined) this.close();
    return stat?.state;
  }

  /** Reads how the process's pages lie on the NUMA nodes; `undefined` as with {@link read}. See {@link readNumaMaps}. */
  async readNuma(): Promise<NumaBytes | undefined> {
    const bytes = await readNumaMaps(this.#procRoot, this.pid);
    return this.#readStat() && bytes;
  }

  /** /proc/PID/cgroup as the last {@link read} found it, for {@link CgroupReader}; `undefined` as with that. */
  readCgroupText(): string | undefined {
    return this.#cgroupText;
  }

  /** Closes its files for good: what it is asked afterwards, it does not know. */
  close(): void {
    this.#isClosed = true;
    this.#cgroupText = undefined;
    this.#directory.close();
    this.#threads.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #readStat(): ProcStat | undefined {
    // Also between a question to the thread pool and its answer it may be closed.
    if (this.#isClosed) return undefined;
    const stat = parseProcStat(this.#directory.read('stat') ?? '');
    const isSame = stat?.startTicks === this.startTicks;
    return isSame && !ENDED.has(stat.state) ? stat : undefined;
  }

  /**
   * Since Linux 5.14 a switch says whether the kernel counts. Before, it counted unless it was booted with
   * `nodelayacct`: a figure above 0 was counted, and 0 proves nothing.
   */
  #blockIoDelaySeconds({ blockIoDelayTicks: ticks }: ProcStat): number | undefined {
    const isOn = this.#pool.readShared(`${this.#procRoot}/sys/kernel/task_delayacct`);
    const isCounted = isOn === undefined ? (ticks ?? 0) > 0 : parseCount(isOn) === 1;
    return isCounted && ticks !== undefined ? ticks / TICKS_PER_SECOND : undefined;
  }
}

/** Zombie, dead. */
const ENDED = new Set(['Z', 'X']);
