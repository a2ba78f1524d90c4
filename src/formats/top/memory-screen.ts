import { findColumn } from '../table/choose-columns.js';
import type { TableColumn } from '../table/table-column.js';
import { type GuestRow, guestRowsOf } from './guest-row.js';
import { ALL_GUEST_COLUMNS } from './guests-screen.js';
import { topScreen } from './top-screen.js';

/** What is shown, with the rank of each on this screen. */
const SHOWN: { readonly [name: string]: Partial<TableColumn<GuestRow>> } = {
  guest: {},
  verdict: {},
  actual: { rank: 1 },
  used: { rank: undefined },
  free: { rank: 8 },
  avail: { rank: 5 },
  caches: { rank: 7 },
  swapin: { rank: 3 },
  swapout: { rank: 3 },
  faults: { rank: 6 },
  age: { rank: 0 },
  interval: { rank: 4 },
  rss: { rank: 2 },
  swap: { rank: 9, heading: 'HOSTSWAP' },
  advice: { rank: undefined },
};

const shownColumns = Object.entries(SHOWN).map(([name, change]) => {
  return { ...findColumn(ALL_GUEST_COLUMNS, name), ...change };
});
const others = ALL_GUEST_COLUMNS.filter(({ name }) => !(name in SHOWN));

/** The memory of guests, by their balloons. It has every other column of a guest too. */
export const MEMORY_SCREEN = topScreen<GuestRow>({
  name: 'memory',
  title: 'Memory',
  columns: [...shownColumns, ...others],
  shown: Object.keys(SHOWN),
  sort: 'used',
  orders: { memory: 'used', time: 'age' },
  rowsOf: guestRowsOf,
});
