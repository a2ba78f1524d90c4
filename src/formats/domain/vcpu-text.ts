import type { VcpuThreads } from '../../model/guest-threads.js';
import { formatCpuList } from '../../support/cpu-list.js';
import { labelled } from './virsh-text.js';

/** How to print vCPUs. */
export interface VcpuTextOptions {
  /** Whether affinities are lists of CPUs, and not a character for each CPU. */
  readonly pretty?: boolean | undefined;
}

/**
 * vCPUs as `virsh vcpuinfo` prints them. A vCPU with a thread is `running`, whether or not it waits for an interrupt: to know
 * that would interrupt it.
 */
export function encodeVcpus(
  { vcpus, hostCpus }: Pick<VcpuThreads, 'vcpus' | 'hostCpus'>,
  { pretty = false }: VcpuTextOptions = {},
): string {
  return vcpus
    .map(({ number, hostCpu, cpuNanoseconds, affinity }) =>
      labelled([
        ['VCPU', number],
        ['CPU', hostCpu],
        ['State', 'running'],
        ['CPU time', cpuNanoseconds ? `${(cpuNanoseconds / 1e9).toFixed(1)}s` : undefined],
        ['CPU Affinity', affinity && encodeAffinity(affinity, hostCpus, pretty)],
      ]),
    )
    .join('\n');
}

/** `yy-y`, a character for each CPU of the host; pretty: `0-1,3 (out of 4)`. */
function encodeAffinity(affinity: readonly number[], hostCpus: number | undefined, pretty: boolean): string {
  const cpus = hostCpus ?? Math.max(-1, ...affinity) + 1;
  if (pretty) return `${formatCpuList(affinity)} (out of ${cpus})`;
  return Array.from({ length: cpus }, (_, cpu) => (affinity.includes(cpu) ? 'y' : '-')).join('');
}
