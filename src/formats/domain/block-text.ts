import { type BlockDevice, topImage } from '../../model/block-device.js';
import type { BlockStats } from '../../model/block-stats.js';
import type { BlockInfo, DiskError } from '../../model/disk-facts.js';
import { toLibvirtUnits } from '../../model/libvirt-units.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { labelled, listed, NONE, prettySize, type TableTextOptions, table } from './virsh-text.js';

/** `virsh domblklist`; with `details` as `--details`. A drive without a medium has no source. */
export function encodeBlockList(
  disks: readonly BlockDevice[],
  { details = false, width }: TableTextOptions & { readonly details?: boolean } = {},
): string {
  return details
    ? table(
        ['Type', 'Device', 'Target', 'Source'],
        disks.map((disk) => [typeOf(disk), kindOf(disk), disk.name, disk.path]),
        { width },
      )
    : table(
        ['Target', 'Source'],
        disks.map(({ name, path }) => [name, path]),
        { width },
      );
}

const TYPES: { readonly [storage: string]: string } = {
  file: 'file',
  host_device: 'block',
  host_cdrom: 'block',
  nvme: 'nvme',
};

/** libvirt's word for where the image is; `undefined` where QEMU does not tell. */
function typeOf(disk: BlockDevice): string | undefined {
  const storage = topImage(disk)?.storage;
  if (storage !== undefined) return TYPES[storage];
  return /^(?:json:|[a-z][a-z0-9+.-]*:)/.test(disk.path ?? '') ? 'network' : undefined;
}

/** QEMU tells what a drive can do, and not what it is: one with a tray reads CDs, unless it can be written. */
function kindOf({ isRemovable, isTrayOpen, isReadOnly, qdev }: BlockDevice): string {
  if (!isRemovable || qdev === undefined) return 'disk';
  if (isTrayOpen === undefined) return 'floppy';
  return isReadOnly === false ? 'disk' : 'cdrom';
}

/** In virsh's order, and in its words for `--human`. */
const FIGURES = {
  rd_req: 'number of read operations:',
  rd_bytes: 'number of bytes read:',
  wr_req: 'number of write operations:',
  wr_bytes: 'number of bytes written:',
  flush_operations: 'number of flush operations:',
  rd_total_times: 'total duration of reads (ns):',
  wr_total_times: 'total duration of writes (ns):',
  flush_total_times: 'total duration of flushes (ns):',
} as const;

/** `virsh domblkstat`: the figures of a disk, or the sums of several. Failed operations are not among them, as with QEMU. */
export function encodeBlockStats(disk: string, stats: readonly BlockStats[], { human = false } = {}): string {
  const name = terminalSafe(disk);
  const figures = stats.map(toLibvirtUnits.blockStats);
  const rows = Object.entries(FIGURES).map(([key, words]) => {
    const known = figures.flatMap(({ [key]: figure }) => (typeof figure === 'number' ? [figure] : []));
    const sum = known.length === 0 ? undefined : known.reduce((total, figure) => total + figure, 0);
    return [human ? ` ${words.padEnd(31)}` : `${name} ${key}`, sum] as const;
  });
  return `${human ? `Device: ${name}\n` : ''}${listed(rows)}`;
}

/** `virsh domblkinfo DISK`. */
export function encodeBlockInfo(info: BlockInfo, options: { readonly human?: boolean } = {}): string {
  const [capacity = NONE, allocation = NONE, physical = NONE] = sizesOf(info, options);
  return labelled([
    ['Capacity', capacity],
    ['Allocation', allocation],
    ['Physical', physical],
  ]);
}

/** `virsh domblkinfo --all`. */
export function encodeBlockInfos(
  disks: readonly { readonly name: string; readonly info: BlockInfo }[],
  options: TableTextOptions & { readonly human?: boolean } = {},
): string {
  return table(
    ['Target', 'Capacity', 'Allocation', 'Physical'],
    disks.map(({ name, info }) => [name, ...sizesOf(info, options)]),
    options,
  );
}

function sizesOf(
  { capacityBytes, allocationBytes, physicalBytes }: BlockInfo,
  { human = false }: { readonly human?: boolean },
): readonly (string | number | undefined)[] {
  const sizes = [capacityBytes, allocationBytes, physicalBytes];
  return human ? sizes.map((bytes) => (bytes === undefined ? undefined : prettySize(bytes))) : sizes;
}

/** `virsh domblkerror`. */
export function encodeDiskErrors(errors: readonly DiskError[]): string {
  if (errors.length === 0) return 'No errors found\n';
  return listed(
    errors.map(({ disk, error }) => [
      terminalSafe(disk),
      error === 'no-space' ? 'no space' : 'unspecified error',
    ]),
    ': ',
  );
}
