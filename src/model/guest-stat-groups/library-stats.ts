import type { GuestStatGroup } from '../guest-stats.js';
import type { GuestStatsOptions } from '../guest-stats-options.js';
import { mostBytes } from '../machine-bytes.js';
import type { GuestSnapshot, HostSnapshot } from '../snapshot.js';
import { balloonedBytes } from './memory-stats.js';
import { kilobytes, stat } from './stat.js';

/** The group `guestlib`: what only the accessors of VMware's library hand out. */
export function libraryStats(
  guest: GuestSnapshot,
  { sample }: HostSnapshot,
  { hostInfo = false, groupPath = false }: GuestStatsOptions,
): GuestStatGroup {
  const { linux, cgroup } = guest;
  const ram = linux?.ram;
  const memory = sample?.memory ?? {};
  const most = mostBytes((guest.qemu ?? guest.lastGood?.qemu)?.memory);
  const hidden = [
    ...stat('host.mem.physical', kilobytes(memory.MemTotal), 'static', 'KB'),
    ...stat('host.mem.free', kilobytes(memory.MemFree), 'instant', 'KB'),
  ];
  return {
    name: 'guestlib',
    stats: [
      ...stat('vm.cpu.shares', cgroup?.cpu?.weight, 'static', 'shares'),
      ...(groupPath ? stat('vm.resourcePool', cgroup?.path) : []),
      ...stat('guest.mem.active', kilobytes(activeBytes(guest)), 'instant', 'KB'),
      ...stat('guest.mem.shared', kilobytes(ram?.mergedBytes), 'instant', 'KB'),
      ...stat('guest.mem.sharedSaved', kilobytes(ram && savedBytes(ram)), 'instant', 'KB'),
      ...stat(
        'guest.mem.balloonMax',
        balloonedBytes(guest) === undefined ? undefined : kilobytes(most),
        'static',
        'KB',
      ),
      ...stat('ovhd.mem.mapped', kilobytes(ram?.overheadBytes), 'instant', 'KB'),
      ...(hostInfo ? hidden : []),
    ],
  };
}

/** What the guest itself takes for in use, by its balloon driver. */
function activeBytes({ qemu }: GuestSnapshot): number | undefined {
  const { 'stat-total-memory': total, 'stat-available-memory': available } =
    qemu?.balloon?.report?.supplied ?? {};
  return total === undefined || available === undefined
    ? undefined
    : Math.max(0, Number(total) - Number(available));
}

function savedBytes({ mappedBytes, consumedBytes }: { mappedBytes: number; consumedBytes: number }): number {
  return Math.max(0, mappedBytes - consumedBytes);
}
