import type { QemuProcess } from '../../discover/qemu-processes.js';
import { Cgroups } from '../../linux/cgroup/cgroups.js';
import { FilePool } from '../../linux/files/file-pool.js';
import { HostSampler } from '../../linux/host-sampler.js';
import { hostRates } from '../../model/host-rates.js';
import type { HostSample } from '../../model/host-sample.js';
import type { HostSnapshot } from '../../model/snapshot.js';
import type { PollSettings } from '../poll-settings.js';
import { ProcessTracker } from './process-tracker.js';

/** Tracks the host, and the processes on it, over all sweeps. Their files stay open in between. */
export class HostTracker {
  readonly #roots: Pick<PollSettings, 'procRoot' | 'sysRoot'>;
  readonly #pool = new FilePool();
  readonly #sampler: HostSampler;
  readonly #cgroups: Cgroups;
  #before: HostSample | undefined;

  constructor({ procRoot, sysRoot, cgroupRoot }: PollSettings) {
    this.#roots = { procRoot, sysRoot };
    this.#sampler = new HostSampler(procRoot, sysRoot, this.#pool);
    this.#cgroups = new Cgroups(procRoot, cgroupRoot, this.#pool);
  }

  /** Samples the host; with rates from the second time on. */
  read(): HostSnapshot {
    const sample = this.#sampler.read();
    const before = this.#before;
    this.#before = sample;
    return { memoryBytes: sample.memory?.MemTotal, sample, rates: before && hostRates(before, sample) };
  }

  /** Opens the files of a process; the caller closes the tracker. */
  track(process: QemuProcess): ProcessTracker {
    return new ProcessTracker(process, {
      ...this.#roots,
      pool: this.#pool,
      cgroups: this.#cgroups,
      host: this.#sampler,
    });
  }

  /** Closes its files. */
  close(): void {
    this.#sampler.close();
    this.#pool.close();
  }
}
