import type { HostCpu } from '../model/host-sample.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { parseCount } from './files/parse-count.js';
import { readKernelFile } from './files/read-file.js';
import { readNominalHertz } from './nominal-frequency.js';

type Frequencies = Pick<HostCpu, 'currentHertz' | 'minimumHertz' | 'maximumHertz' | 'nominalHertz'>;

/** Reads the frequencies of the CPUs by cpufreq (the kernel's cpu-freq document): means over the CPUs that report one. */
export class CpuFrequencies {
  readonly #procRoot: string;
  readonly #sys: KernelDirectory;
  #cpus = '';
  #seldomRead: Frequencies = NONE;

  /** @param sys stays the caller's to close */
  constructor(procRoot: string, sys: KernelDirectory) {
    this.#procRoot = procRoot;
    this.#sys = sys;
  }

  /** @param cpus the CPUs that are online: the limits are read again only when these change */
  read(cpus: readonly number[]): Frequencies {
    if (cpus.join() !== this.#cpus) {
      this.#cpus = cpus.join();
      this.#seldomRead = this.#readAll(cpus);
    }
    return {
      ...this.#seldomRead,
      currentHertz: this.#mean(cpus, 'scaling_cur_freq') ?? this.#seldomRead.currentHertz,
    };
  }

  /**
   * Without cpufreq, as in a virtual machine, /proc/cpuinfo has a figure that seldom changes. It is read only here, because
   * it is expensive: a page of text for each CPU, and some kernels query each CPU and sleep in between.
   */
  #readAll(cpus: readonly number[]): Frequencies {
    const current = this.#mean(cpus, 'scaling_cur_freq');
    let text: string | undefined;
    const cpuinfo = () => {
      text ??= readKernelFile(`${this.#procRoot}/cpuinfo`) ?? '';
      return text;
    };
    return {
      currentHertz: current ?? parseCpuinfoHertz(cpuinfo()),
      minimumHertz: this.#mean(cpus, 'cpuinfo_min_freq'),
      maximumHertz: this.#mean(cpus, 'cpuinfo_max_freq'),
      nominalHertz: cpus[0] === undefined ? undefined : readNominalHertz(this.#sys.path, cpus[0], cpuinfo),
    };
  }

  #mean(cpus: readonly number[], name: string): number | undefined {
    const kilohertz = cpus.map((cpu) =>
      parseCount(this.#sys.read(`devices/system/cpu/cpu${cpu}/cpufreq/${name}`)),
    );
    return meanOf(kilohertz.filter((figure) => figure !== undefined).map((figure) => figure * 1000));
  }
}

const NONE: Frequencies = {
  currentHertz: undefined,
  minimumHertz: undefined,
  maximumHertz: undefined,
  nominalHertz: undefined,
};

/** Parses the lines `cpu MHz		: 2899.998` of x86; other architectures have none. */
export function parseCpuinfoHertz(text: string): number | undefined {
  const lines = text.matchAll(/^cpu MHz\s*: (\d+\.\d+)$/gm);
  return meanOf(Array.from(lines, ([, megahertz]) => Number(megahertz) * 1e6));
}

function meanOf(figures: readonly number[]): number | undefined {
  if (figures.length === 0) return undefined;
  return figures.reduce((total, figure) => total + figure, 0) / figures.length;
}
