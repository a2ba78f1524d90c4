import { type BlockDevice, isFilter } from '../model/block-device.js';
import type { ExternalSnapshot, InternalSnapshot, Snapshot } from '../model/guest-snapshot.js';
import { readBlockDevices } from '../qemu/block-devices.js';
import { NoSuchDeviceError } from './domain-error.js';
import type { QmpReach } from './qmp-reach.js';

/**
 * Reads the snapshots of a guest: query-block. Internal ones are ordered as they were taken, external ones from the latest
 * to the earliest of each disk.
 *
 * @param choice.kind which ones (default: both)
 */
export async function snapshots(
  { qmp, options }: QmpReach,
  { kind }: { readonly kind?: Snapshot['kind'] | undefined } = {},
): Promise<readonly Snapshot[]> {
  const disks = await readBlockDevices(qmp, options);
  return [
    ...(kind === 'external' ? [] : internalSnapshots(disks)),
    ...(kind === 'internal' ? [] : disks.flatMap(externalSnapshots)),
  ];
}

/**
 * Reads an internal snapshot by its tag: query-block.
 *
 * @throws {NoSuchDeviceError} when no disk has it
 */
export async function snapshot({ name, qmp, options }: QmpReach, tag: string): Promise<InternalSnapshot> {
  const known = internalSnapshots(await readBlockDevices(qmp, options));
  const found = known.find((one) => one.name === tag);
  if (found) return found;
  const tags = known.map((one) => one.name);
  throw new NoSuchDeviceError(name, 'snapshot', tag, tags);
}

/** Joins the snapshots of one tag. */
export function internalSnapshots(disks: readonly BlockDevice[]): readonly InternalSnapshot[] {
  const held = disks.flatMap((disk) => disk.snapshots.map((one) => ({ disk, one })));
  const tags = new Set(held.map(({ one }) => one.name));
  const writable = disks.filter(isWritable);
  const joined = Array.from(tags, (tag): InternalSnapshot => {
    const parts = held.filter(({ one }) => one.name === tag);
    const [first] = parts.map(({ one }) => one).sort(byTime);
    const holders = new Set(parts.map(({ disk }) => disk));
    return {
      kind: 'internal',
      name: tag,
      takenAtSeconds: first?.takenAtSeconds,
      vmClockNanoseconds: first?.vmClockNanoseconds,
      vmStateBytes: parts.reduce((sum, { one }) => sum + (one.vmStateBytes ?? 0), 0),
      disks: Array.from(holders, (disk) => disk.name),
      isComplete: writable.every((disk) => holders.has(disk)),
    };
  });
  return joined.sort(byTime);
}

/** Whether the guest can write to a disk: a drive without a medium holds nothing. */
export function isWritable({ isReadOnly }: BlockDevice): boolean {
  return isReadOnly === false;
}

interface Taken {
  readonly takenAtSeconds: number | undefined;
}

function byTime(a: Taken, b: Taken): number {
  return (a.takenAtSeconds ?? 0) - (b.takenAtSeconds ?? 0);
}

function externalSnapshots({ name, layers }: BlockDevice): readonly ExternalSnapshot[] {
  const images = layers.filter((layer) => !isFilter(layer));
  return images.slice(1).map(({ path }, at) => ({
    kind: 'external',
    disk: name,
    path,
    overlayPath: images[at]?.path,
  }));
}
