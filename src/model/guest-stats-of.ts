import { cpuStats } from './guest-stat-groups/cpu-stats.js';
import { diskStats, nicStats } from './guest-stat-groups/device-stats.js';
import { hostStats } from './guest-stat-groups/host-stats.js';
import { libraryStats } from './guest-stat-groups/library-stats.js';
import { memoryStats } from './guest-stat-groups/memory-stats.js';
import { sessionStats } from './guest-stat-groups/session-stats.js';
import type { GuestStatGroup, GuestStats } from './guest-stats.js';
import type { GuestSnapshot, HostSnapshot } from './snapshot.js';

/** What a guest is told besides its own figures. By default nothing that helps it to know its host. */
export interface GuestStatsOptions {
  /** The text `provider`, free to the host's owner (default: empty). */
  readonly provider?: string | undefined;
  /** How many CPUs and how much memory the host has, its model and its maker (default: false). */
  readonly hostInfo?: boolean | undefined;
  /** The whole version of QEMU with that of its package (default: false, major and minor). */
  readonly exactVersion?: boolean | undefined;
  /** Adds the group `guestlib`, which the document does not list: what only the accessors hand out (default: false). */
  readonly library?: boolean | undefined;
  /** The path of the control group, in the group `guestlib` (default: false). */
  readonly groupPath?: boolean | undefined;
}

/**
 * What a guest may know of itself, of nothing but one snapshot: neither QEMU nor the kernel is asked. Names, order, units and
 * types are those of VMware's document. A guest that does not answer has the figures of its last answer.
 *
 * `undefined` where the snapshot was taken without what this needs, see `guestStats` of PollOptions.
 */
export function guestStatsOf(
  guest: GuestSnapshot,
  host: HostSnapshot,
  options: GuestStatsOptions = {},
): GuestStats | undefined {
  const { account } = guest;
  if (account === undefined) return undefined;
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
