import type { GuestStats } from '../guest-stats.js';

/** What a disk does, as the names of its figures end. */
export type DiskDirection = 'reads' | 'writes';

/**
 * The part of its time that a guest wanted to run and could not, from 0 to 1. Below 0.05 the host has CPUs to spare; above
 * 0.5 it has far too few.
 *
 * `undefined` across a change of session, and when a figure is unknown or no time has passed; so are the others.
 *
 * @param vcpus the figure is a sum over so many
 */
export function contentionRatio(earlier: GuestStats, later: GuestStats, vcpus: number): number | undefined {
  const contended = increase(earlier, later, 'resources', 'vm.cpu.contention.cpu');
  return divide(contended, multiply(elapsedMicroseconds(earlier, later), vcpus));
}

/** Requests of a disk a second. @param disk e.g. `vscsi scsi0:0` */
export function iops(
  earlier: GuestStats,
  later: GuestStats,
  disk: string,
  direction: DiskDirection,
): number | undefined {
  const requests = increase(earlier, later, disk, `num.${direction}`);
  return divide(multiply(requests, 1_000_000), elapsedMicroseconds(earlier, later));
}

/** How long a request of a disk took on average, in microseconds; `undefined` when there was none, too. */
export function meanLatencyMicroseconds(
  earlier: GuestStats,
  later: GuestStats,
  disk: string,
  direction: DiskDirection,
): number | undefined {
  const spent = increase(earlier, later, disk, `latency.${direction}`);
  return divide(spent, increase(earlier, later, disk, `num.${direction}`));
}

function elapsedMicroseconds(earlier: GuestStats, later: GuestStats): number | undefined {
  return increase(earlier, later, 'session', 'uptime');
}

/** The difference is taken before it is rounded to a double. A sum that has fallen is from two sessions. */
function increase(earlier: GuestStats, later: GuestStats, group: string, name: string): number | undefined {
  if (earlier.session !== later.session) return undefined;
  const [from, to] = [sumOf(earlier, group, name), sumOf(later, group, name)];
  return from === undefined || to === undefined || to < from ? undefined : Number(to - from);
}

function sumOf(stats: GuestStats, groupName: string, statName: string): bigint | undefined {
  const group = stats.groups.find(({ name }) => name === groupName);
  const value = group?.stats.find(({ name }) => name === statName)?.value;
  if (typeof value === 'bigint') return value;
  return typeof value === 'number' ? BigInt(Math.floor(value)) : undefined;
}

function multiply(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}

function divide(dividend: number | undefined, divisor: number | undefined): number | undefined {
  return dividend === undefined || divisor === undefined || divisor <= 0 ? undefined : dividend / divisor;
}
