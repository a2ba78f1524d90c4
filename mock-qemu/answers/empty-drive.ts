import { emptyDriveQdev } from '../machine/board.js';
import type { Machine } from '../machine/machine.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { deviceOrId } from './block-nodes.js';

/** The name of the CD drive of a machine without -nodefaults. */
export const EMPTY_DRIVE = 'ide2-cd0';

export function isEmptyDrive(machine: Machine, name: string): boolean {
  return machine.emptyDrive && (name === EMPTY_DRIVE || name === emptyDriveQdev(machine));
}

/**
 * Opens or closes the tray of the empty drive; no other device has one.
 *
 * @throws {QmpError} when the device does not exist, or is not removable
 */
export function openTray(machine: Machine, args: JsonObject, open: boolean): void {
  const name = deviceOrId(args);
  if (machine.disks.some((disk) => disk.device === name || disk.id === name)) {
    throw new QmpError(`Device '${name}' is not removable`);
  }
  if (!isEmptyDrive(machine, name)) throw new QmpError(`Device '${name}' not found`, 'DeviceNotFound');
  if (machine.emptyDriveIsOpen === open) return;
  machine.emptyDriveIsOpen = open;
  const moved = { device: EMPTY_DRIVE, id: emptyDriveQdev(machine), 'tray-open': open };
  machine.notify('DEVICE_TRAY_MOVED', moved);
}
