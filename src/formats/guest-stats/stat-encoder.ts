import type { GuestStat, GuestStatGroup } from '../../model/guest-stats.js';

/** One encoding of statistics. What it is given has been cleaned. */
export interface StatEncoder {
  figures(group: GuestStatGroup, session: bigint): string;
  list(names: readonly string[], session: bigint): string;
}

/** A figure as JSON and YAML have it, in this order; the value of a text stands alone. */
export function describeStat({ type, units, value }: GuestStat): Omit<GuestStat, 'name'> {
  return { type, units, value };
}
