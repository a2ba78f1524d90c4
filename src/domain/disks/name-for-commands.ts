import type { BlockDevice } from '../../model/block-device.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ControlRefusedError } from '../control/control-error.js';

/**
 * The arguments by which block commands find a device: `id`, the whole of what QEMU calls it; for a drive that no device uses,
 * `device`.
 *
 * @throws {ControlRefusedError} for a device that QEMU gives no name
 */
export function nameForCommands(
  guest: string,
  { name, qdev, drive }: BlockDevice,
): { readonly id: string } | { readonly device: string } {
  if (qdev !== undefined) return { id: qdev };
  if (drive !== undefined) return { device: drive };
  throw new ControlRefusedError(guest, `QEMU gives the disk ${terminalSafe(name, 60)} no name for commands`);
}
