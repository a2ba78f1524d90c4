import { LIBRARY_GROUP } from '../../../src/model/guest-lib/accessors.js';
import type { GuestStat, GuestStats } from '../../../src/model/guest-stats.js';
import { EXAMPLE, present, setting, sum } from '../../formats/guest-stats/example-stats.js';

/** The statistics of the document, and some that accessors alone have. */
export const LIBRARY_STATS: GuestStats = withLibrary(
  sum('vm.cpu.stolen', 65606184, 'us'),
  setting('vm.cpu.shares', 100, ''),
  present('guest.mem.active', 512 * 1024),
  present('guest.mem.target', 2 ** 42),
  { name: 'vm.resourcePool', value: '/machine.slice/web' },
);

/** The example with a group for the accessors. */
export function withLibrary(...stats: readonly GuestStat[]): GuestStats {
  return { ...EXAMPLE, groups: [...EXAMPLE.groups, { name: LIBRARY_GROUP, stats }] };
}
