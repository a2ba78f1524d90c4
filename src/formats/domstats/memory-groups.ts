import { machineBytes } from '../../model/machine-bytes.js';
import { statOf } from '../../model/report-figures.js';
import { type GroupEncoder, kibibytes } from './stat.js';

const MEBIBYTE = 2 ** 20;
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

const STATUSES = ['unstarted', 'measuring', 'measured'];

/** dirtyrate.*: seconds and MiB/s. */
export const encodeDirtyRate: GroupEncoder = ({ qemu }) => {
  const rate = qemu?.dirtyRate;
  const status = STATUSES.indexOf(rate?.status ?? '');
  if (rate === undefined || status < 0) return [];
  return [
    ['dirtyrate.calc_status', status],
    ['dirtyrate.calc_start_time', rate.startSeconds],
    ['dirtyrate.calc_period', rate.periodSeconds],
    ['dirtyrate.calc_mode', rate.mode ?? 'page-sampling'],
    ['dirtyrate.megabytes_per_second', mebibytes(rate.bytesPerSecond)],
    ...rate.vcpus.map(
      ({ index, bytesPerSecond }) =>
        [`dirtyrate.vcpu.${index}.megabytes_per_second`, mebibytes(bytesPerSecond)] as const,
    ),
  ];
};

function mebibytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.floor(bytes / MEBIBYTE);
}
