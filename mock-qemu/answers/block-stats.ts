import { type DiskOptions, EMPTY_DRIVE_QDEV, nodeName, qdevPath, virtualSizeBytes } from '../machine/disk.js';
import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';

/** Answers query-blockstats for one disk that has worked for so many milliseconds of guest time. */
export function blockStats(disk: DiskOptions, version: QemuVersion, elapsedMs: number): JsonObject {
  const counters = { ...movingCounters(disk, elapsedMs), ...disk.counters };
  return {
    device: disk.device ?? '',
    'node-name': nodeName(disk),
    stats: deviceStats(version, { account_invalid: true, account_failed: true, ...counters }),
    parent: {
      'node-name': `${nodeName(disk)}-file`,
      stats: deviceStats(version, { account_invalid: false, account_failed: false }),
      'driver-specific': FILE_STATS,
    },
    qdev: qdevPath(disk),
  };
}

/** Answers query-blockstats for the empty drive: what the firmware read to find it empty. */
export function emptyDriveStats(version: QemuVersion): JsonObject {
  const stats = deviceStats(version, {
    account_invalid: true,
    account_failed: true,
    rd_bytes: 54,
    rd_operations: 3,
  });
  return { device: 'ide2-cd0', stats, qdev: EMPTY_DRIVE_QDEV };
}

const FILE_STATS: JsonObject = {
  driver: 'file',
  'discard-nb-ok': 0,
  'discard-nb-failed': 0,
  'discard-bytes-ok': 0,
};

/** Reads of 16 KiB in 0.2 ms, writes of 8 KiB in 0.5 ms, and a flush with every tenth write. */
function movingCounters(disk: DiskOptions, elapsedMs: number): Record<string, number> {
  const reads = Math.floor((elapsedMs * (disk.readsPerSecond ?? 50)) / 1000);
  const writes = Math.floor((elapsedMs * (disk.writesPerSecond ?? 20)) / 1000);
  const flushes = Math.floor(writes / 10);
  return {
    rd_bytes: reads * 16384,
    wr_bytes: writes * 8192,
    rd_operations: reads,
    wr_operations: writes,
    flush_operations: flushes,
    rd_total_time_ns: reads * 200_000,
    wr_total_time_ns: writes * 500_000,
    flush_total_time_ns: flushes * 1_000_000,
    wr_highest_offset: Math.min(writes * 8192, virtualSizeBytes(disk)),
    // QEMU leaves it out of a disk that was never touched.
    ...(elapsedMs > 0 ? { idle_time_ns: 1_000_000 } : {}),
  };
}

/** Every counter of the version in the order of QEMU's schema, 0 unless given. */
function deviceStats(version: QemuVersion, values: Readonly<Record<string, number | boolean>>): JsonObject {
  const known = COUNTERS.filter((name) => !name.includes('zone_append') || isAtLeast(version, '8.1'));
  const zeros = Object.fromEntries(known.map((name) => [name, 0]));
  return { ...zeros, timed_stats: [], ...values };
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
