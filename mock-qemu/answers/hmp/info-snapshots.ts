import type { SnapshotOptions } from '../../machine/disk.js';
import { withIds } from '../../machine/snapshots.js';
import { isAtLeast } from '../../qapi/versions.js';
import { type Hmp, lines } from './hmp-command.js';

/** `info snapshots`: those that every disk has. */
export function infoSnapshots({ machine: { disks, version } }: Hmp): string {
  const [first, ...others] = disks;
  const common = (first === undefined ? [] : withIds(first)).filter(({ name }) =>
    others.every((disk) => disk.snapshots?.some((snapshot) => snapshot.name === name)),
  );
  if (common.length === 0) return 'There is no snapshot available.\n';
  const table = isAtLeast(version, '10.0') ? NEW_TABLE : OLD_TABLE;
  const rows = common.map((snapshot) => row(table, cellsOf(snapshot, table)));
  return lines(['List of snapshots present on all disks:', row(table, table.header), ...rows]);
}

interface Table {
  readonly header: readonly string[];
  /** Of the columns; a negative one is for text that begins at the left. */
  readonly widths: readonly number[];
  readonly hourDigits: number;
  /** Where no instructions were counted. */
  readonly noCount: string;
}

const OLD_TABLE: Table = {
  header: ['ID', 'TAG', 'VM SIZE', 'DATE', 'VM CLOCK', 'ICOUNT'],
  widths: [-10, -17, 8, 20, 13, 11],
  hourDigits: 2,
  noCount: '',
};

const NEW_TABLE: Table = {
  header: ['ID', 'TAG', 'VM_SIZE', 'DATE', 'VM_CLOCK', 'ICOUNT'],
  widths: [-8, -17, 8, 20, 16, 11],
  hourDigits: 4,
  noCount: '--',
};

function cellsOf(
  { name, vmStateBytes = 0, takenAtMs = 0, clockMs = 0 }: SnapshotOptions,
  table: Table,
): string[] {
  return [
    '--',
    name,
    sizeOf(vmStateBytes),
    dateOf(takenAtMs),
    clockOf(clockMs, table.hourDigits),
    table.noCount,
  ];
}

function row({ widths }: Table, cells: readonly string[]): string {
  return cells
    .map((cell, index) => {
      const width = widths[index] ?? 0;
      return width < 0 ? cell.padEnd(-width) : cell.padStart(width);
    })
    .join('');
}

/** Three digits and a unit: `1.73 MiB`, `0 B`. */
function sizeOf(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(6, Math.floor(Math.log2(bytes / 1000) / 10) + 1);
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'][power]}`;
}

/** In the host's time zone. */
function dateOf(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

function clockOf(ms: number, hourDigits: number): string {
  const seconds = Math.floor(ms / 1000);
  const hours = String(Math.floor(seconds / 3600)).padStart(hourDigits, '0');
  const [minutes, rest] = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${hours}:${minutes}:${rest}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
}
