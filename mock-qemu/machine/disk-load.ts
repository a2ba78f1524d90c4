import { type DiskLoad, type DiskOptions, type LoadFigures, virtualSizeBytes } from './disk.js';

/** The counters of a disk after this many milliseconds of guest time; constant while the guest is stopped. */
export function loadCounters(disk: DiskOptions, elapsedMs: number): Record<string, number> {
  const load = loadOf(disk);
  const count = (perSecond: number) => Math.floor((elapsedMs * perSecond) / 1000);
  const reads = count(load.readsPerSecond);
  const writes = count(load.writesPerSecond);
  const flushes = Math.floor((writes * load.flushPercent) / 100);
  return {
    rd_bytes: reads * load.readBytes,
    wr_bytes: writes * load.writeBytes,
    rd_operations: reads,
    wr_operations: writes,
    flush_operations: flushes,
    rd_total_time_ns: Math.floor(reads * load.readMs * 1e6),
    wr_total_time_ns: Math.floor(writes * load.writeMs * 1e6),
    flush_total_time_ns: flushes * 1_000_000,
    wr_highest_offset: Math.min(writes * load.writeBytes, virtualSizeBytes(disk)),
    failed_rd_operations: count(load.failedReadsPerSecond),
    failed_wr_operations: count(load.failedWritesPerSecond),
    // QEMU leaves it out for a disk that was never accessed.
    ...(reads + writes > 0 ? { idle_time_ns: 1_000_000 } : {}),
  };
}

function loadOf(disk: DiskOptions): Required<LoadFigures> {
  const load = typeof disk.load === 'object' ? disk.load : LOADS[disk.load ?? 'steady'];
  const { readsPerSecond, writesPerSecond } = { ...STEADY, ...load, ...disk };
  return { ...STEADY, ...load, readsPerSecond, writesPerSecond };
}

/** Reads of 16 KiB in 0.2 ms, writes of 8 KiB in 0.5 ms, and a flush with every tenth write. */
const STEADY: Required<LoadFigures> = {
  readsPerSecond: 50,
  writesPerSecond: 20,
  readBytes: 16384,
  writeBytes: 8192,
  readMs: 0.2,
  writeMs: 0.5,
  flushPercent: 10,
  failedReadsPerSecond: 0,
  failedWritesPerSecond: 0,
};

const LOADS: Readonly<Record<DiskLoad, LoadFigures>> = {
  idle: { readsPerSecond: 0, writesPerSecond: 0 },
  steady: STEADY,
  busy: {
    readsPerSecond: 4000,
    writesPerSecond: 2500,
    readBytes: 65536,
    writeBytes: 32768,
    readMs: 1.5,
    writeMs: 4,
  },
};
