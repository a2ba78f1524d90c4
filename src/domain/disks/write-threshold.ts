import type { WriteThreshold } from '../../model/disk-facts.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { writeThreshold } from '../disk-nodes.js';
import { UnsupportedError } from '../domain-error.js';

/**
 * Has QEMU report, once, a write to a disk's file or block device behind an offset, by the event BLOCK_WRITE_THRESHOLD:
 * block-set-write-threshold.
 *
 * @param bytes null: it is not reported
 * @returns what was read back
 * @throws {NoSuchDeviceError} when the guest has no such disk
 * @throws {UnsupportedError} for a drive without a medium, and one whose storage QEMU gives no name
 */
export async function setWriteThreshold(
  reach: ControlReach,
  disk: string,
  bytes: number | null,
  options: CallOptions = {},
): Promise<WriteThreshold> {
  return reach.control.call('setWriteThreshold', options, async (call) => {
    const { node, bytes: before, failures } = await writeThreshold(reach, disk);
    if (node === undefined || before === undefined) {
      const why = failures[0]?.why ?? 'QEMU does not tell the node of its storage';
      throw new UnsupportedError(reach.name, `${terminalSafe(disk, 60)} can have no threshold: ${why}`);
    }
    if (bytes !== null && (!Number.isSafeInteger(bytes) || bytes <= 0))
      throw new ControlRefusedError(
        reach.name,
        `${bytes} is not a valid threshold: expected bytes above 0, or null`,
      );
    const args = (value: number | null) => ({ 'node-name': node, 'write-threshold': value ?? 0 });
    const undo = { to: 'qemu', command: 'block-set-write-threshold', args: args(before) } as const;
    await call.qemu('block-set-write-threshold', args(bytes), { undo });
    return writeThreshold(reach, disk);
  });
}
