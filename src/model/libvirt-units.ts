import { kibibytes } from '../support/size.js';
import type { IoLimits, Limits } from './block-device.js';
import type { BlockStats } from './block-stats.js';
import type { DirtyRate } from './dirty-rate.js';
import type { BlockInfo, DiskError } from './disk-facts.js';
import type { ControlInfo, DomainInfo, MigrationSpeed } from './domain-info.js';
import type { BlockJob } from './domain-job.js';
import {
  blockJobNumber,
  jobInfoFigures,
  jobStatsFigures,
  known,
  type LibvirtFigures,
} from './libvirt-job-units.js';
import type { MemoryStats } from './memory-stats.js';
import type { NamedState } from './state-and-reason.js';

const MIB = 2 ** 20;
/** What libvirt writes for a migration without a limit, in MiB/s: the most that fits into a signed 64-bit number of bytes. */
const UNLIMITED_MIB = 8_796_093_022_207;
/** virDomainDirtyRateStatus. */
const DIRTY_RATE_STATUSES = new Map(['unstarted', 'measuring', 'measured'].map((status, at) => [status, at]));

/**
 * Gives the results of a Domain the keys and units of libvirt: KiB, MiB/s, nanoseconds, milliseconds, and its numbers for
 * words. For programs that were written for libvirt.
 */
export const toLibvirtUnits = {
  /** virDomainGetState. */
  state: ({ stateNumber, reasonNumber }: NamedState): LibvirtFigures => ({
    state: stateNumber,
    reason: reasonNumber,
  }),

  /** virDomainGetInfo: memory in KiB, cpuTime in ns. */
  info: (info: DomainInfo): LibvirtFigures =>
    known({
      state: info.state?.stateNumber,
      maxMem: kibibytes(info.maxMemoryBytes),
      memory: kibibytes(info.memoryBytes),
      nrVirtCpu: info.vcpus,
      cpuTime: info.cpuNanoseconds,
    }),

  /** virDomainGetControlInfo. When the state began is not known, and left out. */
  controlInfo: ({ stateNumber, detailsNumber }: ControlInfo): LibvirtFigures => ({
    state: stateNumber,
    details: detailsNumber,
  }),

  /** virDomainMemoryStats: KiB, in the order of `virsh dommemstat`. `available` is all that the guest has. */
  memoryStats: (
    stats: Omit<MemoryStats, 'ageSeconds' | 'intervalSeconds' | 'failures'>,
  ): { readonly [key: string]: number } =>
    known({
      actual: kibibytes(stats.actualBytes),
      swap_in: kibibytes(stats.swapInBytes),
      swap_out: kibibytes(stats.swapOutBytes),
      major_fault: stats.majorFaults,
      minor_fault: stats.minorFaults,
      unused: kibibytes(stats.freeBytes),
      available: kibibytes(stats.totalBytes),
      usable: kibibytes(stats.availableBytes),
      last_update: stats.lastUpdateSeconds,
      disk_caches: kibibytes(stats.diskCachesBytes),
      hugetlb_pgalloc: stats.hugetlbAllocations,
      hugetlb_pgfail: stats.hugetlbFailures,
      rss: kibibytes(stats.rssBytes),
    }),

  /** virDomainGetBlockInfo: bytes. */
  blockInfo: ({ capacityBytes, allocationBytes, physicalBytes }: BlockInfo): LibvirtFigures =>
    known({ capacity: capacityBytes, allocation: allocationBytes, physical: physicalBytes }),

  /** virDomainBlockStatsFlags: times in ns. `errs`, which libvirt does not know of a QEMU, are the failed operations. */
  blockStats: ({ read, write, flush }: BlockStats): LibvirtFigures =>
    known({
      rd_req: read.operations,
      rd_bytes: read.bytes,
      wr_req: write.operations,
      wr_bytes: write.bytes,
      flush_operations: flush.operations,
      rd_total_times: read.nanoseconds,
      wr_total_times: write.nanoseconds,
      flush_total_times: flush.nanoseconds,
      errs: [read, write, flush].every(({ failed }) => failed === undefined)
        ? undefined
        : (read.failed ?? 0) + (write.failed ?? 0) + (flush.failed ?? 0),
    }),

  /** virDomainGetBlockIoTune, in the order of `virsh blkdeviotune`: 0 is no limit. */
  ioTune: (limits: IoLimits): LibvirtFigures =>
    known({
      ...limitFigures(limits.bytesPerSecond, 'bytes_sec'),
      ...limitFigures(limits.operationsPerSecond, 'iops_sec'),
      ...limitFigures(limits.burstBytesPerSecond, 'bytes_sec_max'),
      ...limitFigures(limits.burstOperationsPerSecond, 'iops_sec_max'),
      size_iops_sec: zeroForNone(limits.operationBytes),
      group_name: limits.group ?? '',
      ...limitFigures(limits.burstBytesSeconds, 'bytes_sec_max_length'),
      ...limitFigures(limits.burstOperationsSeconds, 'iops_sec_max_length'),
    }),

  /** virDomainGetDiskErrors: 1 unspecified, 2 no space. */
  diskErrors: (errors: readonly DiskError[]): LibvirtFigures =>
    Object.fromEntries(errors.map(({ disk, error }) => [disk, error === 'no-space' ? 2 : 1])),

  jobInfo: jobInfoFigures,
  jobStats: jobStatsFigures,

  /** virDomainGetBlockJobInfo: the bandwidth in MiB/s, rounded up; 0 is no limit. */
  blockJob: ({ kind, limitBytesPerSecond, currentBytes, endBytes }: BlockJob): LibvirtFigures =>
    known({
      type: blockJobNumber(kind),
      bandwidth: limitBytesPerSecond === undefined ? undefined : Math.ceil((limitBytesPerSecond ?? 0) / MIB),
      cur: currentBytes,
      end: endBytes,
    }),

  /** The group `dirtyrate` of virConnectGetAllDomainStats: MiB/s, seconds. */
  dirtyRate: (rate: DirtyRate): { readonly [key: string]: number | string } =>
    known<number | string>({
      calc_status: DIRTY_RATE_STATUSES.get(rate.status),
      calc_start_time: rate.startSeconds ?? 0,
      calc_period: Math.floor(rate.periodSeconds ?? 0),
      calc_mode: rate.mode ?? 'page-sampling',
      megabytes_per_second: mib(rate.bytesPerSecond),
      ...Object.fromEntries(
        rate.vcpus.map((vcpu) => [`vcpu.${vcpu.index}.megabytes_per_second`, mib(vcpu.bytesPerSecond)]),
      ),
    }),

  /** virDomainMigrateGetMaxDowntime: ms. */
  maxDowntime: (seconds: number): number => Math.round(seconds * 1000),

  /** virDomainMigrateGetMaxSpeed: MiB/s. */
  maxSpeed: ({ bytesPerSecond }: MigrationSpeed): number | undefined =>
    bytesPerSecond === null ? UNLIMITED_MIB : mib(bytesPerSecond),
} as const;

function limitFigures(
  { total, read, write }: Limits,
  suffix: string,
): { readonly [key: string]: number | undefined } {
  return {
    [`total_${suffix}`]: zeroForNone(total),
    [`read_${suffix}`]: zeroForNone(read),
    [`write_${suffix}`]: zeroForNone(write),
  };
}

function zeroForNone(limit: number | null | undefined): number | undefined {
  return limit === null ? 0 : limit;
}

function mib(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.floor(bytes / MIB);
}
