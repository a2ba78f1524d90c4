import type { TableColumn } from '../table/table-column.js';
import { CGROUP_COLUMNS } from './cgroup-columns.js';
import { DEVICE_COLUMNS } from './device-columns.js';
import { GUEST_COLUMNS } from './guest-columns.js';
import { guestNameColumn } from './guest-name-column.js';
import { type GuestRow, guestRowsOf } from './guest-row.js';
import { IDENTITY_COLUMNS } from './identity-columns.js';
import { KVMTOP_COLUMNS } from './kvmtop-columns.js';
import { MEMORY_COLUMNS } from './memory-columns.js';
import { PROCESS_COLUMNS } from './process-columns.js';
import { topScreen } from './top-screen.js';

/** All that is known of a guest, in a line. Its name is `guest` too, as on the other screens, for filters that hold on all. */
export const ALL_GUEST_COLUMNS: readonly TableColumn<GuestRow>[] = [
  ...GUEST_COLUMNS,
  guestNameColumn(),
  ...IDENTITY_COLUMNS,
  ...PROCESS_COLUMNS,
  ...DEVICE_COLUMNS,
  ...MEMORY_COLUMNS,
  ...CGROUP_COLUMNS,
  ...KVMTOP_COLUMNS,
];

export const GUESTS_SCREEN = topScreen({
  name: 'guests',
  title: 'Guests',
  columns: ALL_GUEST_COLUMNS,
  shown: GUEST_COLUMNS.map(({ name }) => name),
  sort: 'cpu',
  orders: { cpu: 'cpu', memory: 'mem', disk: 'read', net: 'rx', time: 'age' },
  rowsOf: guestRowsOf,
});
