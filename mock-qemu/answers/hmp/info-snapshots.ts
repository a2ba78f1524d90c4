import type { SnapshotOptions } from '../../machine/disk.js';
import { withIds } from '../../machine/snapshots.js';
import { type Hmp, lines } from './hmp-command.js';

/** `info snapshots`: those that every disk has. */
export function infoSnapshots({ machine: { disks } }: Hmp): string {
  const [first, ...others] = disks;
  const common = (first === undefined ? [] : withIds(first)).filter(({ name }) =>
    others.every((disk) => disk.snapshots?.some((snapshot) => snapshot.name === name)),
  );
  if (common.length === 0) return 'There is no snapshot available.\n';
  return lines(['List of snapshots present on all disks:', HEADER, ...common.map(describe)]);
}

const HEADER = row('ID', 'TAG', 'VM SIZE', 'DATE', 'VM CLOCK', 'ICOUNT');

function describe({ name, vmStateBytes = 0, takenAtMs = 0, clockMs = 0 }: SnapshotOptions): string {
  return row('--', name, sizeOf(vmStateBytes), dateOf(takenAtMs), clockOf(clockMs), '');
}

function row(id: string, tag: string, size: string, date: string, clock: string, count: string): string {
  return `${id.padEnd(10)}${tag.padEnd(17)}${size.padStart(8)}${date.padStart(20)}${clock.padStart(13)}${count.padStart(11)}`;
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

function clockOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`;
}
