import type { IoLimits } from '../../model/block-device.js';
import type { BlkioDevice, BlkioParameters, Limit } from '../../model/group-parameters.js';
import { toLibvirtUnits } from '../../model/libvirt-units.js';
import { parameterLines } from './parameter-lines.js';

/** `virsh blkdeviotune`: 0 is no limit, and the group of a disk without limits is empty. */
export function encodeIoTune(limits: IoLimits): string {
  const figures = toLibvirtUnits.ioTune({ ...limits, group: limits.group ?? '' });
  return parameterLines(Object.entries(figures).map(([name, figure]) => [name, `${figure}`]));
}

/** In virsh's order. */
const DEVICE_FIGURES: readonly (readonly [name: string, of: (device: BlkioDevice) => Limit])[] = [
  ['device_weight', ({ weight }) => weight ?? null],
  ['device_read_iops_sec', ({ readOperationsPerSecond }) => readOperationsPerSecond],
  ['device_write_iops_sec', ({ writeOperationsPerSecond }) => writeOperationsPerSecond],
  ['device_read_bytes_sec', ({ readBytesPerSecond }) => readBytesPerSecond],
  ['device_write_bytes_sec', ({ writeBytesPerSecond }) => writeBytesPerSecond],
];

/** `virsh blkiotune`: nothing without a control group, and no line for what is not known of one. */
export function encodeBlkioParameters({ group, weight, devices }: BlkioParameters): string {
  if (group === undefined) return '';
  return parameterLines([
    ['weight', weight],
    ...DEVICE_FIGURES.map(([name, of]) => [name, figuresOf(devices, of)] as const),
  ]);
}

/** `/dev/sda,500,/dev/sdb,100`; empty when no device has one. */
function figuresOf(devices: readonly BlkioDevice[], of: (device: BlkioDevice) => Limit): string | undefined {
  const figures = devices.map((device) => ({ name: device.path ?? device.number, figure: of(device) }));
  if (figures.some(({ figure }) => figure === undefined)) return undefined;
  return figures.flatMap(({ name, figure }) => (figure === null ? [] : [`${name},${figure}`])).join(',');
}
