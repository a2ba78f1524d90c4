import type { CpuTimes } from '../model/host-sample.js';
import { TICKS_PER_SECOND } from './proc-stat.js';

/** The CPUs in /proc/stat. */
export interface HostStat {
  readonly times: CpuTimes;
  /** The numbers of the CPUs that are online. */
  readonly cpus: readonly number[];
}

/**
 * Parses the lines `cpu  350 0 87 8123 12 0 3 1 0 0` (all CPUs, in clock ticks) and `cpu0 …`, with which proc_stat(5)
 * begins. `undefined` when the first one is missing, or has fewer than the ten figures of Linux 2.6.33.
 */
export function parseHostStat(text: string): HostStat | undefined {
  const all = /^cpu +(\d+(?: \d+){9})/.exec(text)?.[1];
  if (all === undefined) return undefined;
  const seconds = all.split(' ').map((ticks) => Number(ticks) / TICKS_PER_SECOND);
  const figure = (index: number) => seconds[index] ?? 0;
  return {
    times: {
      user: figure(0),
      nice: figure(1),
      system: figure(2),
      idle: figure(3),
      iowait: figure(4),
      irq: figure(5),
      softirq: figure(6),
      steal: figure(7),
      guest: figure(8),
      guestNice: figure(9),
    },
    cpus: Array.from(text.matchAll(/^cpu(\d+) /gm), ([, cpu]) => Number(cpu)),
  };
}
