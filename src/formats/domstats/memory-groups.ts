import { toLibvirtUnits } from '../../model/libvirt-units.js';
import { machineBytes } from '../../model/machine-bytes.js';
import { statOf } from '../../model/report-figures.js';
import { kibibytes } from '../../support/size.js';
import type { GroupEncoder } from './stat.js';

/** The statistics in the order and under the names of libvirt: its `available` is all that the guest knows of. */
const SIZES_BEFORE = [
  ['swap_in', 'stat-swap-in'],
  ['swap_out', 'stat-swap-out'],
] as const;
const FAULTS = [
  ['major_fault', 'stat-major-faults'],
  ['minor_fault', 'stat-minor-faults'],
] as const;
const SIZES = [
  ['unused', 'stat-free-memory'],
  ['available', 'stat-total-memory'],
  ['usable', 'stat-available-memory'],
] as const;
const HUGE_PAGES = [
  ['hugetlb_pgalloc', 'stat-htlb-pgalloc'],
  ['hugetlb_pgfail', 'stat-htlb-pgfail'],
] as const;

/** balloon.*: KiB and counts. */
export const encodeBalloon: GroupEncoder = ({ qemu, linux }) => {
  const report = qemu?.balloon?.report;
  const machine = machineBytes(qemu?.memory);
  const count = (stat: string) => report && statOf(report, stat);
  const size = (stat: string) => kibibytes(count(stat));
  return [
    ['balloon.current', kibibytes(qemu?.balloon?.actualBytes ?? machine)],
    ['balloon.maximum', kibibytes(machine)],
    ...SIZES_BEFORE.map(([name, stat]) => [`balloon.${name}`, size(stat)] as const),
    ...FAULTS.map(([name, stat]) => [`balloon.${name}`, count(stat)] as const),
    ...SIZES.map(([name, stat]) => [`balloon.${name}`, size(stat)] as const),
    ['balloon.last-update', report?.lastUpdateSeconds],
    ['balloon.disk_caches', size('stat-disk-caches')],
    ...HUGE_PAGES.map(([name, stat]) => [`balloon.${name}`, count(stat)] as const),
    ['balloon.rss', kibibytes(linux?.rssBytes)],
  ];
};

/** dirtyrate.*: seconds and MiB/s. */
export const encodeDirtyRate: GroupEncoder = ({ qemu }) =>
  qemu?.dirtyRate === undefined
    ? []
    : Object.entries(toLibvirtUnits.dirtyRate(qemu.dirtyRate)).map(
        ([key, figure]) => [`dirtyrate.${key}`, figure] as const,
      );
