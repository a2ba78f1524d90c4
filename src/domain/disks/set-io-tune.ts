import type { BlockDevice, IoLimits, Limits } from '../../model/block-device.js';
import type { IoTune } from '../../model/disk-facts.js';
import { areWhole, changeLimits, type IoLimitChanges, whyNotLimits } from '../../model/io-limit-changes.js';
import { readBlockDevices } from '../../qemu/block-devices.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ioTune } from '../block.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { findDisk } from '../find-disk.js';
import { nameForCommands } from './name-for-commands.js';

const COMMAND = 'block_set_io_throttle';

/**
 * Throttles the I/O of a disk: block_set_io_throttle, which replaces all limits: the present ones are read first, and those that
 * are given change.
 *
 * @param options.force also where other disks share the limits, as members of the same group
 * @returns what was read back
 * @throws {NoSuchDeviceError} when the guest has no such disk
 * @throws {ControlRefusedError} when the limits contradict each other; when disks share them, without `force`
 * @throws {UnsupportedError} for a drive without a medium
 */
export async function setIoTune(
  reach: ControlReach,
  disk: string,
  changes: IoLimitChanges,
  { force = false, ...options }: CallOptions & { readonly force?: boolean | undefined } = {},
): Promise<IoTune> {
  return reach.control.call('setIoTune', options, async (call) => {
    const disks = await readBlockDevices(reach.qmp, reach.options);
    const found = findDisk(reach, disks, disk);
    const shown = terminalSafe(found.name, 60);
    if (found.limits === undefined)
      throw new UnsupportedError(reach.name, `the drive ${shown} has no medium`);
    const limits = changeLimits(found.limits, changes);
    const why = areWhole(limits) ? whyNotLimits(limits) : 'a limit is a whole number, or null for none';
    if (why !== undefined) throw new ControlRefusedError(reach.name, why);
    const sharing = sharingWith(disks, found, limits.group);
    if (sharing.length > 0 && !force)
      throw new ControlRefusedError(
        reach.name,
        `the limits of ${shown} are those of its group, and so of ${sharing.join(', ')} too: give it a group of its own, or use force (--force)`,
      );
    const by = nameForCommands(reach.name, found);
    const undo = { to: 'qemu', command: COMMAND, args: { ...by, ...argumentsOf(found.limits) } } as const;
    await call.qemu(COMMAND, { ...by, ...argumentsOf(limits) }, { undo });
    return ioTune(reach, disk);
  });
}

/** A group that none is named for is the device's own. */
function sharingWith(
  disks: readonly BlockDevice[],
  disk: BlockDevice,
  group: string | undefined,
): readonly string[] {
  if (group === undefined) return [];
  return disks
    .filter((other) => other !== disk && other.limits?.group === group)
    .map(({ name }) => terminalSafe(name, 60));
}

/** `{"bps":1000000,"bps_rd":0,…,"bps_max":2000000,"bps_max_length":3,"iops_size":4096,"group":"g1"}` */
function argumentsOf(limits: IoLimits): { readonly [name: string]: unknown } {
  return {
    ...three(limits.bytesPerSecond, 'bps', ''),
    ...three(limits.operationsPerSecond, 'iops', ''),
    ...ifSet(three(limits.burstBytesPerSecond, 'bps', '_max')),
    ...ifSet(three(limits.burstOperationsPerSecond, 'iops', '_max')),
    ...ifSet(three(limits.burstBytesSeconds, 'bps', '_max_length')),
    ...ifSet(three(limits.burstOperationsSeconds, 'iops', '_max_length')),
    ...ifSet({ iops_size: limits.operationBytes ?? 0 }),
    ...(limits.group === undefined ? {} : { group: limits.group }),
  };
}

function three(
  { total, read, write }: Limits,
  stem: string,
  suffix: string,
): { readonly [name: string]: number } {
  return {
    [`${stem}${suffix}`]: total ?? 0,
    [`${stem}_rd${suffix}`]: read ?? 0,
    [`${stem}_wr${suffix}`]: write ?? 0,
  };
}

/** The rates are mandatory, 0 for no limit; a burst without one is left out. */
function ifSet(members: { readonly [name: string]: number }): { readonly [name: string]: number } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== 0));
}
