import type { GuestStat, GuestStatType } from '../guest-stats.js';

/** One figure as a list, to be spread into those of its group: empty where it is unknown. */
export function stat(
  name: string,
  value: GuestStat['value'] | undefined,
  type?: GuestStatType,
  units = '',
): readonly GuestStat[] {
  if (value === undefined) return [];
  return [type === undefined ? { name, value } : { name, value, type, units }];
}

/** VMware's KB are 1024 bytes. */
export function kilobytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.round(bytes / 1024);
}

export function microseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1e6);
}
