import { type HostBlockDevice, listBlockDevices, readDeviceNumber } from '../../linux/block-device-number.js';
import type { BlkioParameters } from '../../model/group-parameters.js';
import { didYouMean } from '../../support/nearest-word.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { blkioParameters } from '../tuning.js';
import { type BlkioDeviceSettings, DEVICE_LIMITS, deviceChanges, weightChange } from './blkio-changes.js';
import { OwnGroup } from './own-group.js';

/** How the host shares its block devices; what is not given stays. */
export interface BlkioSettings {
  /** Of all devices without one of their own: 1 to 1000 with the scheduler BFQ, 1 to 10000 with io.cost. */
  readonly weight?: number | undefined;
  readonly devices?: readonly BlkioDeviceSettings[] | undefined;
}

const MAX_WEIGHT = 10_000;

/**
 * Sets how the host shares its block devices, by the control group of the guest's QEMU: blkio.* or io.*, or systemctl set-property
 * --runtime where that is a unit's. A weight acts with the I/O scheduler BFQ, or io.cost, alone; none of it acts on storage in a
 * network.
 *
 * @returns the parameters as they were read back
 * @throws {ControlRefusedError} when the group holds other processes too, for a disk that this host does not have, and for a
 *   number that the kernel does not take
 * @throws {UnsupportedError} for what this kernel, or systemd, does not have
 */
export async function setBlkioParameters(
  reach: ControlReach,
  { weight, devices = [] }: BlkioSettings,
  options: CallOptions = {},
): Promise<BlkioParameters> {
  const { name, sysRoot } = reach;
  return reach.control.call('setBlkioParameters', options, async (call) => {
    const group = OwnGroup.of(reach, 'blkio');
    check(name, { weight, devices });
    const disks = listBlockDevices(sysRoot);
    const before = blkioParameters(reach).devices;
    const changes = devices.flatMap((settings) => {
      const disk = findDisk(name, disks, settings.device);
      const present = before.find(({ number }) => number === disk.number);
      return deviceChanges(group, disk, settings, present);
    });
    await group.set(call, [...(weight === undefined ? [] : [weightChange(group, weight)]), ...changes]);
    return blkioParameters(reach);
  });
}

function check(guest: string, { weight, devices = [] }: BlkioSettings): void {
  const refuse = (why: string) => new ControlRefusedError(guest, why);
  const weights = [weight, ...devices.map((device) => device.weight)].filter((each) => each !== undefined);
  const wrong = weights.find((each) => !Number.isInteger(each) || each < 1 || each > MAX_WEIGHT);
  if (wrong !== undefined)
    throw refuse(`${wrong} is not a valid weight: it takes a whole number, 1 to ${MAX_WEIGHT}`);
  const limits = devices.map((device) => DEVICE_LIMITS.map((limit) => device[limit]));
  const isWrong = (limit: number | null | undefined) =>
    typeof limit === 'number' && !(Number.isSafeInteger(limit) && limit > 0);
  const bad = limits.flat().find(isWrong);
  if (bad !== undefined)
    throw refuse(`${bad} is not a valid limit of a disk: it takes a whole number above 0, or null for none`);
  const isEmpty = devices.some(
    (device, at) => device.weight === undefined && limits[at]?.every((limit) => limit === undefined),
  );
  if (isEmpty || (weight === undefined && devices.length === 0))
    throw refuse('no weight or limit of a disk is given');
}

function findDisk(guest: string, disks: readonly HostBlockDevice[], wanted: string): HostBlockDevice {
  const byName = disks.find(({ path, number }) => path === wanted || number === wanted);
  if (byName) return byName;
  const shown = terminalSafe(wanted, 100);
  const number = readDeviceNumber(wanted);
  const byNumber = disks.find((disk) => disk.number === number);
  if (byNumber) return byNumber;
  if (number !== undefined)
    throw new ControlRefusedError(
      guest,
      `${shown} is not a whole disk: the kernel limits disks, and not partitions`,
    );
  const paths = disks.map(({ path }) => path);
  throw new ControlRefusedError(guest, `this host has no disk '${shown}'${didYouMean(wanted, paths)}`);
}
