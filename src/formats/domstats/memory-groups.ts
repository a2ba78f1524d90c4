import { toLibvirtUnits } from '../../model/libvirt-units.js';
import { machineBytes, presentBytes } from '../../model/machine-bytes.js';
import { reportedMemory } from '../../model/memory-stats.js';
import { kibibytes } from '../../support/size.js';
import type { GroupEncoder } from './stat.js';

/** libvirt's names of a report's figures that are other ones here. */
const NAMES: { readonly [name: string]: string } = { last_update: 'last-update' };

/** balloon.*: KiB and counts, in the order of `dommemstat`, with the size of the machine behind that of the balloon. */
export const encodeBalloon: GroupEncoder = ({ qemu, linux }) => {
  const report = qemu?.balloon?.report;
  const machine = machineBytes(qemu?.memory);
  const { actual, ...others } = toLibvirtUnits.memoryStats({
    ...reportedMemory(report),
    actualBytes: presentBytes(qemu),
    lastUpdateSeconds: report?.lastUpdateSeconds,
    rssBytes: linux?.rssBytes,
  });
  return [
    ['balloon.current', actual],
    ['balloon.maximum', kibibytes(machine)],
    ...Object.entries(others).map(([name, figure]) => [`balloon.${NAMES[name] ?? name}`, figure] as const),
  ];
};

/** dirtyrate.*: seconds and MiB/s. */
export const encodeDirtyRate: GroupEncoder = ({ qemu }) =>
  qemu?.dirtyRate === undefined
    ? []
    : Object.entries(toLibvirtUnits.dirtyRate(qemu.dirtyRate)).map(
        ([key, figure]) => [`dirtyrate.${key}`, figure] as const,
      );
