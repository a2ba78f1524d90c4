import { type DiskOptions, nodeName, qdevPath } from '../machine/disk.js';
import { loadCounters } from '../machine/disk-load.js';
import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';

/** Answers query-blockstats for one disk after this many milliseconds of guest time. */
export function blockStats(disk: DiskOptions, version: QemuVersion, elapsedMs: number): JsonObject {
  const counters = { ...loadCounters(disk, elapsedMs), ...disk.counters };
  return {
    device: disk.device ?? '',
    'node-name': nodeName(disk),
    stats: deviceStats(version, { account_invalid: true, account_failed: true, ...counters }),
    parent: fileStats(disk, version),
    qdev: qdevPath(disk),
  };
}

/** The disk's nodes as query-blockstats lists them with `query-nodes`: only the highest offset is counted. */
export function nodeStats(disk: DiskOptions, version: QemuVersion, elapsedMs: number): JsonObject[] {
  const { wr_highest_offset = 0 } = loadCounters(disk, elapsedMs);
  const parent = fileStats(disk, version);
  const stats = deviceStats(version, { account_invalid: false, account_failed: false, wr_highest_offset });
  return [{ 'node-name': nodeName(disk), stats, parent }, parent];
}

function fileStats(disk: DiskOptions, version: QemuVersion): JsonObject {
  return {
    'node-name': `${nodeName(disk)}-file`,
    stats: deviceStats(version, { account_invalid: false, account_failed: false }),
    'driver-specific': storageStats(disk),
  };
}

/** Answers query-blockstats for the empty drive: the reads of the firmware that found it empty. */
export function emptyDriveStats(version: QemuVersion, device: string, qdev: string): JsonObject {
  const counters = { account_invalid: true, account_failed: true, rd_bytes: 54, rd_operations: 3 };
  return { device, stats: deviceStats(version, counters), qdev };
}

function storageStats({ storage = 'file' }: DiskOptions): JsonObject | undefined {
  if (storage === 'nbd') return undefined;
  return { driver: storage, 'discard-nb-ok': 0, 'discard-nb-failed': 0, 'discard-bytes-ok': 0 };
}

/** Every counter of the version in the order of QEMU's schema, 0 unless given. */
function deviceStats(version: QemuVersion, values: Readonly<Record<string, number | boolean>>): JsonObject {
  return { ...(isAtLeast(version, '8.1') ? NEW_ZEROS : OLD_ZEROS), ...values };
}

const COUNTERS = [
  ...['rd_bytes', 'wr_bytes', 'zone_append_bytes', 'unmap_bytes'],
  ...['rd_operations', 'wr_operations', 'zone_append_operations', 'flush_operations', 'unmap_operations'],
  ...['rd_total_time_ns', 'wr_total_time_ns', 'zone_append_total_time_ns', 'flush_total_time_ns'],
  ...['unmap_total_time_ns', 'wr_highest_offset'],
  ...['rd_merged', 'wr_merged', 'zone_append_merged', 'unmap_merged'],
  ...['failed_rd_operations', 'failed_wr_operations', 'failed_zone_append_operations'],
  ...['failed_flush_operations', 'failed_unmap_operations'],
  ...['invalid_rd_operations', 'invalid_wr_operations', 'invalid_zone_append_operations'],
  ...['invalid_flush_operations', 'invalid_unmap_operations'],
];

/** Computed once: the counters of every disk start from these. */
const NEW_ZEROS = zeros(COUNTERS);
const OLD_ZEROS = zeros(COUNTERS.filter((name) => !name.includes('zone_append')));

function zeros(names: readonly string[]): JsonObject {
  return { ...Object.fromEntries(names.map((name) => [name, 0])), timed_stats: [] };
}
