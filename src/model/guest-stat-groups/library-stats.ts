import type { GuestStatGroup } from '../guest-stats.js';
import type { GuestStatsOptions } from '../guest-stats-options.js';
import type { CpuTimes, Ksm } from '../host-sample.js';
import { mostBytes } from '../machine-bytes.js';
import type { GuestSnapshot, HostSnapshot } from '../snapshot.js';
import { balloonedBytes } from './memory-stats.js';
import { kilobytes, microseconds, stat } from './stat.js';

/** The group `guestlib`: what only the accessors of VMware's library hand out. */
export function libraryStats(
  guest: GuestSnapshot,
  { sample }: HostSnapshot,
  { hostInfo = false, groupPath = false }: GuestStatsOptions,
): GuestStatGroup {
  const { linux, cgroup, account } = guest;
  const ram = linux?.ram;
  // That of a group which others are in too is not the guest's.
  const swapped = cgroup?.isOwn ? cgroup.swapTraffic : undefined;
  const memory = sample?.memory ?? {};
  const most = mostBytes((guest.qemu ?? guest.lastGood?.qemu)?.memory);
  const hidden = [
    ...stat('host.cpu.used', microseconds(sample?.cpu && busySeconds(sample.cpu.times)), 'accumulate', 'us'),
    ...stat('host.mem.swapped', kilobytes(difference(memory.SwapTotal, memory.SwapFree)), 'instant', 'KB'),
    ...stat('host.mem.shared', kilobytes(sample?.ksm && mergedBytes(sample.ksm)), 'instant', 'KB'),
    ...stat('host.mem.used', kilobytes(difference(memory.MemTotal, memory.MemFree)), 'instant', 'KB'),
    ...stat('host.mem.physical', kilobytes(memory.MemTotal), 'static', 'KB'),
    ...stat('host.mem.free', kilobytes(memory.MemFree), 'instant', 'KB'),
  ];
  return {
    name: 'guestlib',
    stats: [
      ...stat('vm.cpu.shares', cgroup?.cpu?.weight, 'static', 'shares'),
      ...stat('vm.cpu.stolen', microseconds(account?.stolenSeconds), 'accumulate', 'us'),
      ...(groupPath ? stat('vm.resourcePool', cgroup?.path) : []),
      ...stat('guest.mem.active', kilobytes(activeBytes(guest)), 'instant', 'KB'),
      ...stat('guest.mem.shared', kilobytes(ram?.mergedBytes), 'instant', 'KB'),
      ...stat('guest.mem.sharedSaved', kilobytes(ram && savedBytes(ram)), 'instant', 'KB'),
      ...stat('guest.mem.zipped', kilobytes(swapped?.zswappedBytes), 'instant', 'KB'),
      ...stat(
        'guest.mem.zipSaved',
        kilobytes(difference(swapped?.zswappedBytes, swapped?.zswapBytes)),
        'instant',
        'KB',
      ),
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

/** `user` and `nice` have the time of guests in them. */
function busySeconds({ user, nice, system, irq, softirq }: CpuTimes): number {
  return user + nice + system + irq + softirq;
}

function difference(all: number | undefined, free: number | undefined): number | undefined {
  return all === undefined || free === undefined ? undefined : Math.max(0, all - free);
}

/** The shared pages, and those that share them: as a guest's own figure, not what is saved. */
function mergedBytes({ pagesShared, pagesSharing, pageBytes }: Ksm): number | undefined {
  return pageBytes === undefined ? undefined : (pagesShared + pagesSharing) * pageBytes;
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
