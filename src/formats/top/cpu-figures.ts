import type { GuestSnapshot } from '../../model/snapshot.js';
import { percent } from '../kvmtop/metric.js';
import { plus, sumOfKnown } from './figures.js';
import type { TopSource } from './top-screen.js';

/** What percentages of CPU time are of. */
export type CpuBase = Pick<TopSource, 'host' | 'cpuScale'>;

/** CPU time per second in percent of one CPU, or of all of the host. */
export function cpuPercent(
  secondsPerSecond: number | undefined,
  { host, cpuScale }: CpuBase,
): number | undefined {
  const ofOne = percent(secondsPerSecond);
  if (ofOne === undefined || cpuScale === 'core') return ofOne;
  const cores = host.host.sample?.cpu?.cores;
  return cores === undefined || cores === 0 ? undefined : ofOne / cores;
}

/** CPU time of the QEMU process per second: 1 is one CPU all the time. */
export function processCpu({ rates }: GuestSnapshot): number | undefined {
  return plus(rates?.process?.userSeconds, rates?.process?.systemSeconds);
}

/** The share of the time in which a vCPU was ready and waited for a CPU, in percent: the mean over the vCPUs. */
export function stealPercent({ rates }: GuestSnapshot): number | undefined {
  const waits = rates?.threads
    ?.filter(({ role, waitRatio }) => role === 'vcpu' && waitRatio !== undefined)
    .map(({ waitRatio }) => waitRatio);
  const sum = sumOfKnown(waits);
  return sum === undefined || !waits?.length ? undefined : percent(sum / waits.length);
}

/** How many vCPUs a guest has; while it does not answer, how many it had. */
export function vcpusOf({ qemu, lastGood, declared }: GuestSnapshot): number | undefined {
  return (qemu ?? lastGood?.qemu)?.vcpus?.length ?? declared?.vcpus;
}
