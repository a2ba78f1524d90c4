import type { Disk } from '../../model/disk.js';
import { allocatedBytes } from '../../model/disk-size.js';
import type { DiskRates } from '../../model/rates.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type TableColumn, UNKNOWN } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { failedOf } from './disk-figures.js';
import { alarm } from './figures.js';
import { latencyEmphasis } from './guest-columns.js';
import { guestNameColumn } from './guest-name-column.js';
import { type KeyedGuest, keyedGuests, uniqueKeys } from './row-keys.js';
import { type TopRow, topScreen } from './top-screen.js';

/** A disk of a guest. */
export interface DiskRow extends TopRow {
  /** While the guest does not answer, what it was at its last answer. */
  readonly disk: Disk;
  /** Whether the guest answers. */
  readonly isPresent: boolean;
  readonly rates: DiskRates | undefined;
}

const MAX_PATH = 200;
const { text, bytes, seconds, count } = columnsOf<DiskRow>();

export const DISK_COLUMNS: readonly TableColumn<DiskRow>[] = [
  guestNameColumn(),
  text('disk', 'DISK', 'id of the drive, of the device or of the node', ({ disk }) => disk.name, {
    leastWidth: 8,
  }),
  bytes('read', 'RD/s', 'read', rate('readBytes')),
  bytes('write', 'WR/s', 'written', rate('writeBytes')),
  count('riops', 'RIOPS', 'reads', rate('readOperations'), { rank: 4 }),
  count('wiops', 'WIOPS', 'writes', rate('writeOperations'), { rank: 4 }),
  count('fiops', 'FIOPS', 'flushes', rate('flushOperations')),
  latency('rlat', 'RLAT', 'mean time of a read', 'readLatencySeconds', -1),
  latency('wlat', 'WLAT', 'mean time of a write', 'writeLatencySeconds', -1),
  latency('flat', 'FLAT', 'mean time of a flush', 'flushLatencySeconds', 5),
  count('queue', 'QUEUE', 'operations in progress, mean', ({ rates }) => rates?.queueDepth, { rank: 3 }),
  count('failed', 'FAILED', 'operations that have failed since the start of the guest', failed, {
    rank: 2,
    emphasis: (row) => (failing(row) ? 'bad' : alarm(failed(row), 0, Number.POSITIVE_INFINITY)),
  }),
  count('failing', 'FAILED/s', 'operations that fail', failing, {
    emphasis: (row) => alarm(failing(row), 0, 0),
  }),
  bytes('size', 'SIZE', 'size that the guest sees', ({ disk }) => disk.image?.virtualBytes, { rank: 6 }),
  bytes('used', 'USED', 'in use on the host', used, { rank: 6 }),
  text('state', 'STATE', 'ok, or why I/O has stopped the guest', ioStatus, {
    rank: 1,
    leastWidth: 5,
    emphasis: (row) => ((ioStatus(row) ?? 'ok') === 'ok' ? undefined : 'bad'),
  }),
  count('snapshots', 'SNAPSHOTS', 'snapshots inside the image', ({ disk }) => disk.image?.snapshots.length),
  count(
    'layers',
    'LAYERS',
    'images, with those that it is based on',
    ({ disk }) => disk.image?.layers?.length,
  ),
  text('readonly', 'READ-ONLY', 'whether it is only read', ({ disk }) => yesOrNo(disk.image?.readOnly)),
  text('removable', 'REMOVABLE', 'whether it is a CD or the like', ({ disk }) =>
    yesOrNo(disk.image?.removable),
  ),
  text('file', 'FILE', 'path or address of the image', file, {
    rank: 0,
    leastWidth: 12,
    isElastic: true,
    cell: (row) => terminalSafe(file(row) ?? UNKNOWN, MAX_PATH),
  }),
];

function rate(counter: keyof DiskRates['perSecond']): (row: DiskRow) => number | undefined {
  return ({ rates }) => rates?.perSecond[counter];
}

function latency(
  name: string,
  heading: string,
  about: string,
  of: 'readLatencySeconds' | 'writeLatencySeconds' | 'flushLatencySeconds',
  rank: number,
): TableColumn<DiskRow> {
  const emphasis = ({ rates }: DiskRow) => latencyEmphasis(rates?.[of]);
  return seconds(name, heading, about, ({ rates }) => rates?.[of], { rank, leastWidth: 5, emphasis });
}

function used({ disk, isPresent }: DiskRow): number | undefined {
  return isPresent ? allocatedBytes(disk) : undefined;
}

function failed({ disk, isPresent }: DiskRow): number | undefined {
  return isPresent ? failedOf(disk.counters) : undefined;
}

function failing({ rates }: DiskRow): number | undefined {
  return failedOf(rates?.perSecond);
}

function ioStatus({ disk, isPresent }: DiskRow): string | undefined {
  return isPresent ? disk.image?.ioStatus : undefined;
}

function yesOrNo(is: boolean | undefined): string | undefined {
  if (is === undefined) return undefined;
  return is ? 'yes' : 'no';
}

function file({ disk }: DiskRow): string | undefined {
  return disk.image?.layers?.[0]?.filename;
}

/** The disks of one guest. */
export function diskRowsOf({ key, guest }: KeyedGuest): readonly DiskRow[] {
  const rates = new Map(guest.rates?.disks?.map((disk) => [disk.name, disk]));
  const isPresent = guest.qemu !== undefined;
  return ((guest.qemu ?? guest.lastGood?.qemu)?.disks ?? []).map((disk) => {
    return { key: `${key}/${disk.name}`, guest, disk, isPresent, rates: rates.get(disk.name) };
  });
}

export const DISKS_SCREEN = topScreen({
  name: 'disks',
  title: 'Disks',
  columns: DISK_COLUMNS,
  shown: 'guest disk read write riops wiops rlat wlat flat queue failed size used state file'.split(' '),
  sort: 'queue',
  orders: { disk: 'read' },
  rowsOf: ({ snapshot }) => uniqueKeys(keyedGuests(snapshot).flatMap(diskRowsOf)),
});
