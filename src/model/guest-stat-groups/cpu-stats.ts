import type { GuestStat } from '../guest-stats.js';
import type { GuestSnapshot, HostSnapshot } from '../snapshot.js';
import { nominalMegahertz } from './host-stats.js';
import { kilobytes, microseconds, stat } from './stat.js';

/** The figures `vm.*` of the group `resources`. */
export function cpuStats(guest: GuestSnapshot, host: HostSnapshot): readonly GuestStat[] {
  const { account, linux } = guest;
  return [
    // Linux reserves no speed of a CPU: a weight is a share of what is left, and no such promise.
    ...stat('vm.cpu.reserved', 0, 'static', 'MHz'),
    ...stat('vm.cpu.limit', limitMegahertz(guest, host), 'static', 'MHz'),
    ...stat('vm.cpu.used', microseconds(account?.cpuSeconds), 'accumulate', 'us'),
    ...stat('vm.cpu.contention.cpu', microseconds(account?.vcpuWaitSeconds), 'accumulate', 'us'),
    ...stat('vm.cpu.contention.mem', memoryContention(guest), 'accumulate', 'us'),
    ...stat('vm.numa.local', kilobytes(linux?.ram?.localBytes), 'instant', 'KB'),
    ...stat('vm.numa.remote', kilobytes(linux?.ram?.remoteBytes), 'instant', 'KB'),
  ];
}

function limitMegahertz({ cgroup }: GuestSnapshot, { sample }: HostSnapshot): number | undefined {
  if (cgroup?.cpu === undefined) return undefined;
  const { limitCores } = cgroup.cpu;
  if (limitCores === undefined) return NO_LIMIT;
  const megahertz = nominalMegahertz(sample?.cpu);
  return megahertz === undefined ? undefined : Math.round(limitCores * megahertz);
}

/** The time of a group that others are in too is not the guest's. */
function memoryContention({ account, cgroup }: GuestSnapshot): number | undefined {
  return cgroup?.isOwn ? microseconds(account?.memoryStallSeconds) : undefined;
}

const NO_LIMIT = -1;
