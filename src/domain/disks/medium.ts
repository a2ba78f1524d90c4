import { type BlockDevice, topImage } from '../../model/block-device.js';
import { asRecord } from '../../support/decode.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { readDisk } from '../find-disk.js';
import { nameForCommands } from './name-for-commands.js';

/** QEMU may open an image on slow storage. */
const OPEN_MS = 60_000;

/** How to take a medium out. */
export interface EjectOptions extends CallOptions {
  /** Also while the guest has locked the tray: what it has open fails from then on (default: false). */
  readonly force?: boolean | undefined;
}

/** How to put a medium in. */
export interface MediumOptions extends EjectOptions {
  /** `raw`, `qcow2` … (default: raw). QEMU is never left to guess it from what the guest may have written. */
  readonly format?: string | undefined;
  /** Whether the guest may write to it (default: as the drive has been used). */
  readonly isReadOnly?: boolean | undefined;
}

/**
 * Opens the tray of a drive and takes its medium out: eject. Of one that QEMU was started with by -blockdev, QEMU keeps the image
 * open as a node of its own.
 *
 * @returns the drive as it is then
 * @throws {NoSuchDeviceError} when the guest has no such drive
 * @throws {ControlRefusedError} for a disk that is not removable, and when the guest has locked the tray, without `force`
 */
export async function eject(
  reach: ControlReach,
  drive: string,
  { force = false, ...options }: EjectOptions = {},
): Promise<BlockDevice> {
  return reach.control.call('eject', options, async (call) => {
    const disk = await readRemovable(reach, drive, force);
    const advice = disk.path === undefined ? undefined : adviceFor(reach.name, disk);
    await open(call, reach, disk, force, advice);
    return readDisk(reach, drive);
  });
}

/**
 * Puts an image into a drive, in place of the one in it: blockdev-change-medium. QEMU opens it.
 *
 * @param file its path or address, as QEMU sees it
 * @returns the drive as it is then
 * @throws as {@link eject}
 */
export async function changeMedium(
  reach: ControlReach,
  drive: string,
  file: string,
  { force = false, format = 'raw', isReadOnly, ...options }: MediumOptions = {},
): Promise<BlockDevice> {
  return reach.control.call('changeMedium', { usualMs: OPEN_MS + 10_000, ...options }, async (call) => {
    const disk = await readRemovable(reach, drive, force);
    const advice = disk.path === undefined ? undefined : adviceFor(reach.name, disk);
    // QEMU 5.2 has no `force` here.
    if (disk.isLocked) await open(call, reach, disk, force, advice);
    const mode =
      isReadOnly === undefined ? {} : { 'read-only-mode': isReadOnly ? 'read-only' : 'read-write' };
    const args = { ...nameForCommands(reach.name, disk), filename: file, format, ...mode };
    await call.qemu('blockdev-change-medium', args, { advice, timeoutMs: OPEN_MS });
    await call.until('the medium', {
      query: async () => {
        const { node, isTrayOpen } = await readDisk(reach, drive);
        return node !== undefined && node !== disk.node && !isTrayOpen ? true : undefined;
      },
    });
    return readDisk(reach, drive);
  });
}

/** Resolves when the drive has no medium. */
async function open(
  call: ControlCall,
  reach: ControlReach,
  disk: BlockDevice,
  force: boolean,
  advice: string | undefined,
): Promise<void> {
  const by = nameForCommands(reach.name, disk);
  await call.qemu('eject', { ...by, ...(force ? { force } : {}) }, { advice });
  await call.until('the medium to be out', {
    event: ({ event, data }) =>
      event === 'DEVICE_TRAY_MOVED' &&
      asRecord(data)?.id === disk.qdev &&
      asRecord(data)?.['tray-open'] === true
        ? true
        : undefined,
    query: async () => ((await readDisk(reach, disk.name)).node === undefined ? true : undefined),
  });
}

async function readRemovable(reach: ControlReach, drive: string, force: boolean): Promise<BlockDevice> {
  const disk = await readDisk(reach, drive);
  const name = terminalSafe(disk.name, 60);
  const refuse = (why: string) => new ControlRefusedError(reach.name, why);
  if (!disk.isRemovable)
    throw refuse(`the medium of ${name} is not removable: 'qgauge dom detach-disk' takes the whole disk`);
  if (disk.isLocked && !force)
    throw refuse(
      `the guest has locked the tray of ${name}: unmount the medium there, or use force (--force)`,
    );
  return disk;
}

function adviceFor(guest: string, { name, path = '', layers }: BlockDevice): string {
  const format = topImage({ layers })?.format ?? 'raw';
  const how = format === 'raw' ? ['--update'] : ['--update', '--format', format];
  return domCommand('change-media', guest, name, path, ...how);
}
