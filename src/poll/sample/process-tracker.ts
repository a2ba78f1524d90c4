import type { QemuProcess } from '../../discover/qemu-processes.js';
import { CgroupReader } from '../../linux/cgroup/cgroup-reader.js';
import type { Cgroups } from '../../linux/cgroup/cgroups.js';
import type { FilePool } from '../../linux/files/file-pool.js';
import { ProcessReader } from '../../linux/process-reader.js';
import type { CgroupSample } from '../../model/cgroup-sample.js';
import type { LinuxSample } from '../../model/linux-sample.js';
import type { PartFailure } from '../../model/qemu-sample.js';
import { messageOf } from '../../support/errors.js';

/** One process over all sweeps, with its control group. */
export class ProcessTracker {
  readonly #reader: ProcessReader;
  readonly #cgroup: CgroupReader;
  #sample: LinuxSample | undefined;
  #cgroupSample: CgroupSample | undefined;
  #numaBytes: LinuxSample['numaBytes'];
  #failures: readonly PartFailure[] = [];

  constructor(procRoot: string, { pid, startTicks }: QemuProcess, pool: FilePool, cgroups: Cgroups) {
    this.#reader = new ProcessReader(procRoot, pid, startTicks, pool);
    this.#cgroup = new CgroupReader(this.#reader, cgroups);
  }

  /** What {@link read} has seen last; `undefined` when the process has ended. */
  get sample(): LinuxSample | undefined {
    return this.#sample;
  }

  get cgroup(): CgroupSample | undefined {
    return this.#cgroupSample;
  }

  /** What could not be read, though it is there. */
  get failures(): readonly PartFailure[] {
    return this.#failures;
  }

  /** Looks whether the process is there, and what it does: its state letter, or `undefined` when it has ended. */
  look(): string | undefined {
    const state = this.#reader.readState();
    if (state === undefined) this.#sample = undefined;
    return state;
  }

  /** Reads the process and its group. A file that is broken costs its part alone. */
  read(): void {
    const failures: PartFailure[] = [];
    const catching = <Part>(part: string, read: () => Part): Part | undefined => {
      try {
        return read();
      } catch (error) {
        failures.push({ part, why: messageOf(error) });
        return undefined;
      }
    };
    const sample = catching('process', () => this.#reader.read());
    this.#sample = sample && { ...sample, numaBytes: this.#numaBytes };
    this.#cgroupSample = sample && catching('cgroup', () => this.#cgroup.read());
    this.#failures = failures;
  }

  /** Reads on which nodes its pages lie; {@link read} has it from then on. The kernel walks all of them. */
  async readNuma(): Promise<void> {
    this.#numaBytes = await this.#reader.readNuma().catch(() => undefined);
  }

  /** Closes its files. */
  close(): void {
    this.#cgroup.close();
    this.#reader.close();
  }
}
