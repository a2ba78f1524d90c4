import { parseCount } from './files/parse-count.js';
import { readKernelFile } from './files/read-file.js';

/**
 * Reads the nominal frequency of a CPU, which is what its maker promises for all cores at a time, and never the turbo
 * (cpuinfo_max_freq): base_frequency of cpufreq, else nominal_freq of ACPI CPPC, else the one in the name of the model, else
 * the present one of /proc/cpuinfo. `undefined` where a host shows none of them.
 *
 * @param cpuinfo the text of /proc/cpuinfo, for a host that has the last two only
 */
export function readNominalHertz(sysRoot: string, cpu: number, cpuinfo: () => string): number | undefined {
  const read = (name: string) =>
    parseCount(readKernelFile(`${sysRoot}/devices/system/cpu/cpu${cpu}/${name}`));
  const baseKilohertz = read('cpufreq/base_frequency');
  if (baseKilohertz !== undefined) return baseKilohertz * 1000;
  // 0 stands for unknown in the ACPI tables of some hosts.
  const nominalMegahertz = read('acpi_cppc/nominal_freq');
  if (nominalMegahertz) return nominalMegahertz * 1e6;
  return parseModelHertz(cpuinfo());
}

/** Parses `model name	: Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz`, or else the first `cpu MHz		: 2596.147`. */
export function parseModelHertz(cpuinfo: string): number | undefined {
  const gigahertz = /^model name\s*: .*@ *(\d+(?:\.\d+)?) ?GHz/m.exec(cpuinfo)?.[1];
  if (gigahertz !== undefined) return Math.round(Number(gigahertz) * 1000) * 1e6;
  const megahertz = /^cpu MHz\s*: (\d+(?:\.\d+)?)$/m.exec(cpuinfo)?.[1];
  return megahertz === undefined ? undefined : Number(megahertz) * 1e6;
}
