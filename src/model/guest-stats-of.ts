import { cpuStats } from './guest-stat-groups/cpu-stats.js';
import { diskStats, nicStats } from './guest-stat-groups/device-stats.js';
import { hostStats } from './guest-stat-groups/host-stats.js';
import { libraryStats } from './guest-stat-groups/library-stats.js';
import { memoryStats } from './guest-stat-groups/memory-stats.js';
import { sessionStats } from './guest-stat-groups/session-stats.js';
import type { GuestStatGroup, GuestStats } from './guest-stats.js';
import type { GuestStatsOptions } from './guest-stats-options.js';
import type { GuestSnapshot, HostSnapshot } from './snapshot.js';

/**
 * What a guest may know of itself, of nothing but one snapshot: neither QEMU nor the kernel is asked. Names, order, units and
 * types are those of VMware's document. A guest that does not answer has the figures of its last answer.
 *
 * `undefined` where the snapshot was taken without what this needs, see `guestStats` of PollOptions, and of a guest whose QEMU was
 * never seen, such as one that was looked for at an address where nothing listens.
 */
export function guestStatsOf(
  guest: GuestSnapshot,
  host: HostSnapshot,
  options: GuestStatsOptions = {},
): GuestStats | undefined {
  const { account } = guest;
  if (account === undefined || !wasSeen(guest)) return undefined;
  const { disks = [] } = guest.qemu ?? guest.lastGood?.qemu ?? {};
  const resources: GuestStatGroup = {
    name: 'resources',
    stats: [...cpuStats(guest, host), ...memoryStats(guest)],
  };
  return {
    session: BigInt(account.number),
    groups: [
      sessionStats(guest, account, options),
      hostStats(host, options),
      resources,
      ...disks.map(diskStats),
      ...guest.nics.flatMap(nicStats),
      ...(options.library ? [libraryStats(guest, host, options)] : []),
    ],
  };
}

/** A QEMU on another host has no process here. */
function wasSeen({ pid, qemu, lastGood }: GuestSnapshot): boolean {
  return pid !== undefined || qemu !== undefined || lastGood !== undefined;
}
