import { asString, type UnknownRecord } from '../support/decode.js';

/**
 * Identifies a device of query-block and query-blockstats in both replies.
 *
 * With -blockdev a device has a QOM path and no drive; a drive that no device uses has only its id.
 */
export function keyOfDevice(device: UnknownRecord, nodeName: string | undefined): string {
  return asString(device.qdev) || asString(device.device) || nodeName || '';
}

/**
 * Names a disk for as long as its device exists: the drive's id, else the device's id. The node's name is the last resort,
 * because every snapshot and every job puts another node in its place.
 */
export function nameOfDevice(device: UnknownRecord, nodeName: string | undefined): string {
  return asString(device.device) || idOfDevice(asString(device.qdev)) || nodeName || '';
}

/**
 * Whether it is the flash of the machine's firmware (UEFI code and variables), which QEMU lists beside the disks. It is
 * `/machine/system.flash0` on a PC, `/machine/virt.flash0` on other boards, and the drive `pflash0` where a board gives it
 * no name.
 */
export function isFlash(device: UnknownRecord): boolean {
  const qdev = asString(device.qdev) ?? '';
  if (/^\/machine\/[^/]+\.flash\d*$/.test(qdev)) return true;
  // Flash cannot be plugged in: a device of the user's is a disk, whatever its name.
  return /^pflash\d+$/.test(asString(device.device) ?? '') && !PLUGGED.test(qdev) && !isId(qdev);
}

/** The QOM path of a device, which QEMU gives as such or as the device's id; `undefined` for a drive that no device uses. */
export function pathOfDevice(device: UnknownRecord): string | undefined {
  const qdev = asString(device.qdev);
  if (!qdev) return undefined;
  return isId(qdev) ? `/machine/peripheral/${qdev}` : qdev;
}

const PLUGGED = /^\/machine\/peripheral(?:-anon)?\/([^/]+)/;

/**
 * `/machine/peripheral/disk0/virtio-backend` → `disk0`; a device without an id has a number of QEMU's:
 * `/machine/peripheral-anon/device[3]/virtio-backend` → `device[3]`.
 */
function idOfDevice(qdev: string | undefined): string | undefined {
  if (!qdev || isId(qdev)) return qdev;
  return PLUGGED.exec(qdev)?.[1] ?? qdev.split('/').at(-1);
}

function isId(qdev: string): boolean {
  return qdev !== '' && !qdev.startsWith('/');
}
