import type { Checkpoint, Snapshot } from '../../model/guest-snapshot.js';
import { type TableTextOptions, table } from './virsh-text.js';

/**
 * `virsh snapshot-list`: the snapshots that have a name, which external ones do not have. In which state the guest was, an
 * image tells only of a snapshot without its memory.
 */
export function encodeSnapshotList(snapshots: readonly Snapshot[], options?: TableTextOptions): string {
  const internal = snapshots.filter((one) => one.kind === 'internal');
  return table(
    ['Name', 'Creation Time', 'State'],
    internal.map(({ name, takenAtSeconds, vmStateBytes }) => [
      name,
      localTime(takenAtSeconds),
      vmStateBytes === 0 ? 'disk-snapshot' : undefined,
    ]),
    options,
  );
}

/** `virsh checkpoint-list`: an image does not tell when a checkpoint was made. */
export function encodeCheckpointList(checkpoints: readonly Checkpoint[], options?: TableTextOptions): string {
  return table(
    ['Name', 'Creation Time'],
    checkpoints.map(({ name }) => [name]),
    options,
  );
}

/** The end of the year 9999. */
const LAST_SECONDS = 253_402_300_799;

/** `2026-11-29 18:33:01 +0100`, by the time zone of this host; `undefined` for a time that no calendar has. */
function localTime(seconds = Infinity): string | undefined {
  if (Math.abs(seconds) > LAST_SECONDS) return undefined;
  const time = new Date(seconds * 1000);
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + offset * 60_000).toISOString();
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
    `${part}`.padStart(2, '0'),
  );
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${offset < 0 ? '-' : '+'}${hours}${minutes}`;
}
