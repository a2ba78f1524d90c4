import type { LinuxSample } from '../model/linux-sample.js';
import type { FilePool } from './files/file-pool.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { parseCount } from './files/parse-count.js';
import { type GuestRam, readGuestRam } from './guest-ram.js';
import { type NumaBytes, readNumaMaps } from './numa-maps.js';
import { parseProcIo } from './proc-io.js';
import { type ProcStat, parseProcStat, TICKS_PER_SECOND } from './proc-stat.js';
import { processSampleOf } from './process.js';
import { type Activity, activityOf } from './process-activity.js';
import { ThreadReaders } from './thread-readers.js';
import { parseUptime } from './uptime.js';

/** What a process is doing. */
export interface ProcessState {
  readonly activity: Activity;
  readonly threads: number;
}

/** Reads one process repeatedly, until it ends. */
export class ProcessReader {
  readonly pid: number;
  readonly startTicks: number;
  readonly #procRoot: string;
  readonly #pool: FilePool;
  readonly #directory: KernelDirectory;
  readonly #threads: ThreadReaders;
  #cgroupText: string | undefined;
  #isClosed = false;

  /** @param startTicks when the process began: with the pid it identifies the process for good */
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
   * Returns `undefined`, and closes itself, once the process has ended (also as a zombie) or another has its pid.
   *
   * @throws {Error} of Node, when a file is broken rather than absent
   */
  read(): LinuxSample | undefined {
    if (this.#isClosed) return undefined;
    this.#threads.update();
    const io = parseProcIo(this.#directory.read('io') ?? '');
    const cgroupText = this.#directory.read('cgroup');
    const ksmMergedPages = parseCount(this.#directory.read('ksm_merging_pages'));
    const uptimeSeconds = parseUptime(this.#pool.readShared(`${this.#procRoot}/uptime`) ?? '') ?? 0;
    const monotonicSeconds = performance.now() / 1000;
    const threads = this.#threads.readTimes();
    // Read last: files that were opened by path belong to this process if it still has the pid now.
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

  /** Reads only what the process is doing, at a tenth of the cost; `undefined` as for {@link read}. */
  readState(): ProcessState | undefined {
    const stat = this.#readStat();
    if (stat === undefined) this.close();
    return stat && { activity: activityOf(stat, () => this.#directory.read('wchan')), threads: stat.threads };
  }

  /** Reads how many bytes are on each NUMA node, by {@link readNumaMaps}; `undefined` as for {@link read}. */
  async readNuma(): Promise<NumaBytes | undefined> {
    const bytes = await readNumaMaps(this.#procRoot, this.pid);
    return this.#readStat() && bytes;
  }

  /**
   * Reads the guest's RAM, by {@link readGuestRam}; `undefined` as for {@link read}.
   *
   * @throws {RamMappingError}
   */
  async readRam(backendBytes: readonly number[]): Promise<GuestRam | undefined> {
    const ram = await readGuestRam(this.#procRoot, this.pid, backendBytes);
    return this.#readStat() && ram;
  }

  /** Returns the /proc/PID/cgroup of the last {@link read}, for {@link CgroupReader}; `undefined` as for that. */
  readCgroupText(): string | undefined {
    return this.#cgroupText;
  }

  /** Closes its files for good: later reads return `undefined`. */
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
    // It may have been closed while the thread pool was reading.
    if (this.#isClosed) return undefined;
    const stat = parseProcStat(this.#directory.read('stat') ?? '');
    const isSame = stat?.startTicks === this.startTicks;
    return isSame && !ENDED.has(stat.state) ? stat : undefined;
  }

  /**
   * Since Linux 5.14 a sysctl says whether the kernel counts. Before, it counted unless it was booted with `nodelayacct`: a
   * value above 0 proves that it counts, 0 proves nothing.
   */
  #blockIoDelaySeconds({ blockIoDelayTicks: ticks }: ProcStat): number | undefined {
    const isOn = this.#pool.readShared(`${this.#procRoot}/sys/kernel/task_delayacct`);
    const isCounted = isOn === undefined ? (ticks ?? 0) > 0 : parseCount(isOn) === 1;
    return isCounted && ticks !== undefined ? ticks / TICKS_PER_SECOND : undefined;
  }
}

/** Zombie, dead. */
const ENDED = new Set(['Z', 'X']);
