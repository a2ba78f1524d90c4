import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asString } from '../support/decode.js';
import { type Device, readDevices } from './devices.js';
import { readProperty } from './property.js';

/** Where a disk of the machine is plugged in, by which the guest knows it. */
export interface DiskSeat {
  /** The id of the disk's device. */
  readonly id: string;
  /** The bus, e.g. `/machine/peripheral/scsi0/virtio-backend/scsi0.0`. */
  readonly bus: string | undefined;
  /** Of a SCSI disk; `undefined` of others. */
  readonly scsi: { readonly channel: number; readonly id: number; readonly lun: number } | undefined;
  /** As the user has given it; `undefined` when none was given. */
  readonly serial: string | undefined;
}

const DISK_TYPE =
  /^(?:scsi-(?:hd|cd|block|generic|disk)$|ide-(?:hd|cd|drive)$|virtio-blk-|nvme$|usb-storage$)/;

/** Reads the seats of the disks with an id: their bus, SCSI address and serial number, from QOM. */
export async function readDiskSeats(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly DiskSeat[]> {
  const devices = await readDevices(qmp, false, options);
  const seats = devices
    .filter(({ type }) => DISK_TYPE.test(type))
    .map((device) => readSeat(qmp, device, options));
  return (await Promise.all(seats)).filter((seat) => seat !== undefined);
}

async function readSeat(
  qmp: QemuExecutor,
  { path, type, id }: Device,
  options: ExecuteOptions | undefined,
): Promise<DiskSeat | undefined> {
  if (id === undefined) return undefined;
  const read = (property: string) => readProperty(qmp, path, property, options);
  const isScsi = type.startsWith('scsi-');
  const [bus, serial, channel, target, lun] = await Promise.all([
    read('parent_bus').then(asString),
    read('serial').then(asString),
    ...(isScsi ? ['channel', 'scsi-id', 'lun'] : []).map((property) => read(property).then(asCount)),
  ]);
  const isSeated = channel !== undefined && target !== undefined && lun !== undefined;
  return {
    id,
    bus,
    scsi: isSeated ? { channel, id: target, lun } : undefined,
    serial: serial || undefined,
  };
}
