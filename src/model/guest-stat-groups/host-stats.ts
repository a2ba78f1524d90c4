import type { GuestStatGroup } from '../guest-stats.js';
import type { GuestStatsOptions } from '../guest-stats-options.js';
import type { HostCpu } from '../host-sample.js';
import type { HostSnapshot } from '../snapshot.js';
import { stat } from './stat.js';

/** The group `host`: only what explains the guest's own figures, unless more is wanted. */
export function hostStats({ sample }: HostSnapshot, { hostInfo = false }: GuestStatsOptions): GuestStatGroup {
  const topology = sample?.cpu?.topology;
  const hidden = [
    ...stat('host.cpu.packages', topology?.packages, 'static'),
    ...stat('host.cpu.cores', topology?.cores, 'static'),
    ...stat('host.cpu.threads', topology?.threads, 'static'),
    ...stat('host.dmi.product', sample?.product),
    ...stat('host.dmi.vendor', sample?.vendor),
  ];
  return {
    name: 'host',
    stats: [
      ...stat('host.cpu.processorMHz', nominalMegahertz(sample?.cpu), 'static', 'MHz'),
      ...stat('host.cpu.coresPerPkg', topology?.coresPerPackage, 'static'),
      ...(hostInfo ? hidden : []),
    ],
  };
}

/** The nominal speed of a CPU in whole MHz. */
export function nominalMegahertz(cpu: HostCpu | undefined): number | undefined {
  return cpu?.nominalHertz === undefined ? undefined : Math.round(cpu.nominalHertz / 1e6);
}
