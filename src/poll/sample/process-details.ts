import type { CgroupReader } from '../../linux/cgroup/cgroup-reader.js';
import type { HostSampler } from '../../linux/host-sampler.js';
import type { ProcessReader } from '../../linux/process-reader.js';
import { readRamNodes } from '../../linux/ram-nodes.js';
import type { CgroupSample } from '../../model/cgroup-sample.js';
import type { LinuxSample } from '../../model/linux-sample.js';
import type { PartFailure } from '../../model/qemu-sample.js';
import type { RamSample } from '../../model/ram-sample.js';
import { PartFailures } from '../../support/part-failures.js';

/** The shortest time between two readings of a guest's RAM, and how many times as long as a reading it is at least. */
const RAM_PAUSE_MS = 60_000;
const RAM_PAUSE_TIMES = 500;

/** Whose details are read. */
export interface DetailsSources {
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly host: Pick<HostSampler, 'readPageBytes'>;
  readonly process: Pick<ProcessReader, 'pid' | 'readRam'>;
  readonly cgroup: Pick<CgroupReader, 'isOwnedBy' | 'readSwapTraffic'>;
}

/** What is known of the guest that the process runs. */
export interface DetailsOptions {
  /** How large the machine's memory backends are. */
  readonly backendBytes: readonly number[];
  /** The threads of the vCPUs, in QEMU's own pid namespace. */
  readonly vcpuThreads: ReadonlySet<number>;
  /** Whether to read on which NUMA nodes the RAM is. */
  readonly numa: boolean;
}

/** Reads what costs the kernel a walk over all pages of a process, or over all members of its control group. */
export class ProcessDetails {
  readonly #sources: DetailsSources;
  readonly #now: () => number;
  #ram: RamSample | undefined;
  #ofCgroup: Pick<CgroupSample, 'isOwn' | 'swapTraffic'> | undefined;
  #cgroupFailures: readonly PartFailure[] = [];
  #ramFailures: readonly PartFailure[] = [];
  #ramDueMs = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds by a monotonic clock */
  constructor(sources: DetailsSources, now: () => number = () => performance.now()) {
    this.#sources = sources;
    this.#now = now;
  }

  /** Why a part could not be read, at its last reading. */
  get failures(): readonly PartFailure[] {
    return [...this.#cgroupFailures, ...this.#ramFailures];
  }

  /** Reads the details again: the RAM only when its time has come. Never rejects; RAM that cannot be read stays as it was. */
  async read(options: DetailsOptions): Promise<void> {
    this.#readCgroup();
    if (this.#now() < this.#ramDueMs) return;
    const failures = new PartFailures();
    this.#ramDueMs = this.#now() + RAM_PAUSE_MS;
    const ram = await failures.catch('ram', this.#readRam(options));
    this.#ram = ram ?? this.#ram;
    if (ram) this.#ramDueMs = this.#now() + Math.max(RAM_PAUSE_MS, ram.readSeconds * 1000 * RAM_PAUSE_TIMES);
    this.#ramFailures = failures.list();
  }

  /** Adds the RAM to a sample of the process, as large as it must be by now: what QEMU itself takes seldom changes. */
  addToProcess(sample: LinuxSample): LinuxSample {
    const ram = this.#ram;
    if (ram === undefined) return sample;
    const { rssBytes = ram.mappedBytes + ram.overheadBytes } = sample;
    const mappedBytes = Math.min(ram.sizeBytes, Math.max(0, rssBytes - ram.overheadBytes));
    // What sharing saves stays as it was: a page that has come since is not shared yet.
    const consumedBytes = Math.max(0, ram.consumedBytes + mappedBytes - ram.mappedBytes);
    return { ...sample, ram: { ...ram, mappedBytes, consumedBytes } };
  }

  /** Adds the details to a sample of the control group. */
  addToCgroup(sample: CgroupSample): CgroupSample {
    return this.#ofCgroup ? { ...sample, ...this.#ofCgroup } : sample;
  }

  #readCgroup(): void {
    const { cgroup, process, host } = this.#sources;
    const failures = new PartFailures();
    this.#ofCgroup = failures.attempt('cgroup details', () => {
      const pageBytes = host.readPageBytes();
      const swapTraffic = pageBytes === undefined ? undefined : cgroup.readSwapTraffic(pageBytes);
      return { isOwn: cgroup.isOwnedBy(process.pid), swapTraffic };
    });
    this.#cgroupFailures = failures.list();
  }

  async #readRam({ backendBytes, vcpuThreads, numa }: DetailsOptions): Promise<RamSample | undefined> {
    const { procRoot, sysRoot, process } = this.#sources;
    const found = await process.readRam(backendBytes);
    if (found === undefined || !numa) return found?.ram;
    const { pid } = process;
    const nodes = await readRamNodes({ procRoot, sysRoot, pid, starts: found.starts, vcpuThreads });
    return { ...found.ram, ...nodes };
  }
}
