import type { GuestStat } from '../guest-stats.js';
import { mostBytes } from '../machine-bytes.js';
import type { GuestSnapshot } from '../snapshot.js';
import { kilobytes, stat } from './stat.js';

/** The figures `guest.mem.*` and `ovhd.mem.*` of the group `resources`. What overhead alone has swapped is unknown. */
export function memoryStats(guest: GuestSnapshot): readonly GuestStat[] {
  const ram = guest.linux?.ram;
  const account = guest.cgroup?.isOwn ? guest.account : undefined;
  return [
    ...stat('guest.mem.reserved', kilobytes(reservedBytes(guest)), 'static', 'KB'),
    ...stat('guest.mem.limit', limitKilobytes(guest), 'static', 'KB'),
    ...stat('guest.mem.mapped', kilobytes(ram?.mappedBytes), 'instant', 'KB'),
    ...stat('guest.mem.consumed', kilobytes(ram?.consumedBytes), 'instant', 'KB'),
    ...stat('guest.mem.swapped', kilobytes(ram?.swappedBytes), 'instant', 'KB'),
    ...stat('guest.mem.ballooned', kilobytes(balloonedBytes(guest)), 'instant', 'KB'),
    ...stat('guest.mem.swapIn', kilobytes(account?.swapInBytes), 'accumulate', 'KB'),
    ...stat('guest.mem.swapOut', kilobytes(account?.swapOutBytes), 'accumulate', 'KB'),
    ...stat('ovhd.mem.swapped', kilobytes(ram?.overheadSwappedBytes), 'instant', 'KB'),
  ];
}

/**
 * What is pinned, or kept by the control group; that of a group which others are in too is promised to no single one. `undefined`
 * while it is not known who else is in it.
 */
function reservedBytes({ cgroup, linux }: GuestSnapshot): number | undefined {
  const pinned = linux?.ram?.pinnedBytes;
  const kept = cgroup?.isOwn === false || cgroup?.version === 1 ? 0 : cgroup?.memory?.minBytes;
  if (pinned === undefined && kept === undefined) return undefined;
  if (kept && cgroup?.isOwn === undefined) return undefined;
  const most = linux?.ram?.sizeBytes ?? Number.POSITIVE_INFINITY;
  const bytes = Math.min(most, Math.max(pinned ?? 0, kept ?? 0));
  // A group may keep everything, of a size that is not known here.
  return bytes === Number.MAX_SAFE_INTEGER ? undefined : bytes;
}

function limitKilobytes({ cgroup }: GuestSnapshot): number | undefined {
  if (cgroup?.memory === undefined) return undefined;
  return kilobytes(cgroup.memory.limitBytes) ?? NO_LIMIT;
}

/** The balloon that a guest holds; 0 for a machine without one. */
export function balloonedBytes(guest: GuestSnapshot): number | undefined {
  const { balloon, memory } = guest.qemu ?? guest.lastGood?.qemu ?? {};
  if (balloon === undefined) return undefined;
  if (balloon.device === undefined) return 0;
  const most = mostBytes(memory);
  return most === undefined || balloon.actualBytes === undefined
    ? undefined
    : Math.max(0, most - balloon.actualBytes);
}

const NO_LIMIT = -1;
