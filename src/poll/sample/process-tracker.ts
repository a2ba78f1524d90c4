import type { QemuProcess } from '../../discover/qemu-processes.js';
import { CgroupReader } from '../../linux/cgroup/cgroup-reader.js';
import type { Cgroups } from '../../linux/cgroup/cgroups.js';
import type { FilePool } from '../../linux/files/file-pool.js';
import type { HostSampler } from '../../linux/host-sampler.js';
import { ProcessReader, type ProcessState } from '../../linux/process-reader.js';
import type { CgroupSample } from '../../model/cgroup-sample.js';
import type { LinuxSample } from '../../model/linux-sample.js';
import type { PartFailure } from '../../model/qemu-sample.js';
import { PartFailures } from '../../support/part-failures.js';
import { type DetailsOptions, ProcessDetails } from './process-details.js';

/** What the processes of a host share. */
export interface SharedSources {
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly pool: FilePool;
  readonly cgroups: Cgroups;
  readonly host: Pick<HostSampler, 'readPageBytes'>;
}

/** Tracks one process over all sweeps, with its control group. */
export class ProcessTracker {
  readonly #reader: ProcessReader;
  readonly #cgroup: CgroupReader;
  #sample: LinuxSample | undefined;
  #cgroupSample: CgroupSample | undefined;
  #numaBytes: LinuxSample['numaBytes'];
  #failures: readonly PartFailure[] = [];
  readonly #details: ProcessDetails;

  constructor({ pid, startTicks }: QemuProcess, { procRoot, sysRoot, pool, cgroups, host }: SharedSources) {
    this.#reader = new ProcessReader(procRoot, pid, startTicks, pool);
    this.#cgroup = new CgroupReader(this.#reader, cgroups);
    this.#details = new ProcessDetails({
      procRoot,
      sysRoot,
      host,
      process: this.#reader,
      cgroup: this.#cgroup,
    });
  }

  /** The sample of the last {@link read}; `undefined` when the process has ended. */
  get sample(): LinuxSample | undefined {
    return this.#sample && this.#details.addToProcess(this.#sample);
  }

  /** The control group at the last {@link read}. */
  get cgroup(): CgroupSample | undefined {
    return this.#cgroupSample && this.#details.addToCgroup(this.#cgroupSample);
  }

  /** The parts that exist and could not be read at the last {@link read}. */
  get failures(): readonly PartFailure[] {
    return [...this.#failures, ...this.#details.failures];
  }

  /** Returns what the process is doing; `undefined` when it has ended. */
  probe(): ProcessState | undefined {
    const state = this.#reader.readState();
    if (state === undefined) this.#sample = undefined;
    return state;
  }

  /** Samples the process and its control group. A broken file fails its part alone. */
  read(): void {
    const failures = new PartFailures();
    const sample = failures.attempt('process', () => this.#reader.read());
    this.#sample = sample && { ...sample, numaBytes: this.#numaBytes };
    this.#cgroupSample = sample && failures.attempt('cgroup', () => this.#cgroup.read());
    this.#failures = failures.list();
  }

  /** Reads the NUMA nodes of its pages, which the kernel walks; the samples of later {@link read}s contain them. */
  async readNuma(): Promise<void> {
    this.#numaBytes = await this.#reader.readNuma().catch(() => undefined);
  }

  /** Reads what is dear and few need, by {@link ProcessDetails}; the samples contain it from then on. */
  async readDetails(options: DetailsOptions): Promise<void> {
    await this.#details.read(options);
  }

  /** Closes its files. */
  close(): void {
    this.#cgroup.close();
    this.#reader.close();
  }
}
