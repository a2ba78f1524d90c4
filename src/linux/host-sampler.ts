import type {
  CpuTopology,
  HostCpu,
  HostDisk,
  HostNet,
  HostSample,
  Ksm,
  SwapTraffic,
} from '../model/host-sample.js';
import { PartFailures } from '../support/part-failures.js';
import { CpuFrequencies } from './cpu-frequencies.js';
import { readCpuTopology } from './cpu-topology.js';
import { parseDiskstats } from './diskstats.js';
import type { FilePool } from './files/file-pool.js';
import type { KernelDirectory } from './files/kernel-directory.js';
import { parseHostStat } from './host-stat.js';
import { readHugepages } from './hugepages.js';
import { readKsm } from './ksm.js';
import { parseMeminfo } from './meminfo.js';
import { parseNetDev } from './net-dev.js';
import { NetDevices } from './net-devices.js';
import { PhysicalDisks } from './physical-disks.js';
import { readPressure } from './pressure.js';
import { parseVmstat, readPageBytes } from './vmstat.js';

/** Reads a whole host repeatedly. */
export class HostSampler {
  readonly #proc: KernelDirectory;
  readonly #sys: KernelDirectory;
  readonly #frequencies: CpuFrequencies;
  readonly #physicalDisks: PhysicalDisks;
  readonly #netDevices: NetDevices;
  #pageBytes: number | undefined;
  #topology: { readonly cpus: string; readonly topology: CpuTopology | undefined } | undefined;
  #hugepageNames: readonly string[] | undefined;

  constructor(procRoot: string, sysRoot: string, pool: FilePool) {
    this.#proc = pool.directory(procRoot);
    this.#sys = pool.directory(sysRoot);
    this.#frequencies = new CpuFrequencies(procRoot, this.#sys);
    this.#physicalDisks = new PhysicalDisks(sysRoot);
    this.#netDevices = new NetDevices(this.#sys);
  }

  /** Never throws: an absent part is `undefined`, and so is one that cannot be read, with the reason in `failures`. */
  read(): HostSample {
    const failures = new PartFailures();
    const part = <Part>(name: string, read: () => Part) => failures.attempt(name, read);
    return {
      monotonicSeconds: performance.now() / 1000,
      cpu: part('cpu', () => this.#readCpu()),
      disks: part('disks', () => this.#readDisks()),
      nets: part('nets', () => this.#readNets()),
      swap: part('swap', () => this.#readSwap()),
      memory: part('memory', () => parseMeminfo(this.#proc.read('meminfo') ?? '')),
      pressure: part('pressure', () => readPressure((resource) => this.#proc.read(`pressure/${resource}`))),
      hugepages: part('hugepages', () => this.#readHugepages()),
      ksm: part('ksm', () => this.#readKsm()),
      name: part('name', () => wordOf(this.#proc.read('sys/kernel/hostname'))),
      uuid: part('uuid', () => wordOf(this.#sys.read('class/dmi/id/product_uuid'))),
      product: part('product', () => wordOf(this.#sys.read('class/dmi/id/product_name'))),
      vendor: part('vendor', () => wordOf(this.#sys.read('class/dmi/id/sys_vendor'))),
      failures: failures.list(),
    };
  }

  /** Reads the size of a page, once: the kernel walks over all mappings of this process for it. */
  readPageBytes(): number | undefined {
    this.#pageBytes ??= readPageBytes(this.#proc.path);
    return this.#pageBytes;
  }

  /** Closes its files. */
  close(): void {
    this.#proc.close();
    this.#sys.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #readCpu(): HostCpu | undefined {
    const stat = parseHostStat(this.#proc.read('stat') ?? '');
    return (
      stat && {
        cores: stat.cpus.length,
        times: stat.times,
        ...this.#frequencies.read(stat.cpus),
        topology: this.#readTopology(stat.cpus),
      }
    );
  }

  /** It changes only with the CPUs that are online. */
  #readTopology(cpus: readonly number[]): CpuTopology | undefined {
    const key = cpus.join();
    if (this.#topology?.cpus !== key)
      this.#topology = { cpus: key, topology: readCpuTopology(this.#sys.path, cpus) };
    return this.#topology.topology;
  }

  #readDisks(): readonly HostDisk[] | undefined {
    const text = this.#proc.read('diskstats');
    if (text === undefined) return undefined;
    const disks = parseDiskstats(text);
    const physical = this.#physicalDisks.among(disks.map(({ name }) => name));
    return disks.map((disk) => ({ ...disk, isPhysical: physical.has(disk.name) }));
  }

  #readNets(): readonly HostNet[] | undefined {
    const text = this.#proc.read('self/net/dev');
    return text === undefined ? undefined : this.#netDevices.describe(parseNetDev(text));
  }

  #readSwap(): SwapTraffic | undefined {
    const pageBytes = this.readPageBytes();
    return pageBytes === undefined ? undefined : parseVmstat(this.#proc.read('vmstat') ?? '', pageBytes);
  }

  #readKsm(): Ksm | undefined {
    const ksm = readKsm(this.#sys);
    return ksm && { ...ksm, pageBytes: this.readPageBytes() };
  }

  #readHugepages() {
    this.#hugepageNames ??= this.#sys.list('kernel/mm/hugepages');
    return readHugepages(this.#sys, this.#hugepageNames);
  }
}

/** The text of a file that holds a single word; `undefined` when it is empty. */
function wordOf(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
