import { describe, expect, it } from 'vitest';
import type { BlockJob, JobStats } from '../../src/model/domain-job.js';
import { toLibvirtUnits } from '../../src/model/libvirt-units.js';
import { numberState } from '../../src/model/state-and-reason.js';

const OPERATIONS = {
  operations: 2,
  bytes: 3,
  nanoseconds: 4,
  merged: 0,
  failed: 1,
  invalid: 0,
  latency: undefined,
};

describe("libvirt's units", () => {
  it('are KiB of memory, and nanoseconds of CPU time', () => {
    const state = { ...numberState(['running', 'booted']), runState: 'running' };
    expect(
      toLibvirtUnits.info({
        ...{ state, maxMemoryBytes: 2 ** 28, memoryBytes: 2 ** 27, vcpus: 2 },
        ...{ cpuNanoseconds: 10_000_000, failures: [] },
      }),
    ).toEqual({ state: 1, maxMem: 262_144, memory: 131_072, nrVirtCpu: 2, cpuTime: 10_000_000 });
    expect(toLibvirtUnits.state(state)).toEqual({ state: 1, reason: 1 });
  });

  it('leave out what is unknown', () => {
    expect(
      toLibvirtUnits.blockInfo({
        ...{ capacityBytes: 1, allocationBytes: undefined, physicalBytes: undefined, failures: [] },
      }),
    ).toEqual({ capacity: 1 });
  });

  it('have the failed operations of a disk as errs, where they are known', () => {
    const stats = {
      ...{ read: OPERATIONS, write: OPERATIONS, flush: OPERATIONS, unmap: OPERATIONS },
      ...{ zoneAppend: undefined, idleNanoseconds: undefined },
    };
    expect(toLibvirtUnits.blockStats(stats)).toEqual({
      ...{ rd_req: 2, rd_bytes: 3, wr_req: 2, wr_bytes: 3, flush_operations: 2 },
      ...{ rd_total_times: 4, wr_total_times: 4, flush_total_times: 4, errs: 3 },
    });
    const silent = { ...OPERATIONS, failed: undefined };
    const unknown = { ...stats, read: silent, write: silent, flush: silent };
    expect(toLibvirtUnits.blockStats(unknown)).not.toHaveProperty('errs');
  });

  it('have numbers for the errors of disks', () => {
    const errors = [
      { disk: 'a', path: undefined, error: 'no-space' },
      { disk: 'b', path: undefined, error: 'unspecified' },
    ] as const;
    expect(toLibvirtUnits.diskErrors(errors)).toEqual({ a: 2, b: 1 });
  });

  it('round the bandwidth of a block job up to MiB/s', () => {
    const job: BlockJob = {
      ...{ id: 'j', kind: 'active-commit', type: 'commit', status: 'ready', currentBytes: 1, endBytes: 2 },
      ...{ limitBytesPerSecond: 10_000_000, isReady: true, isPaused: false, isBusy: false },
      ...{ ioStatus: 'ok', error: undefined },
    };
    expect(toLibvirtUnits.blockJob(job)).toEqual({ type: 4, bandwidth: 10, cur: 1, end: 2 });
    expect(toLibvirtUnits.blockJob({ ...job, limitBytesPerSecond: null })).toMatchObject({ bandwidth: 0 });
    expect(toLibvirtUnits.blockJob({ ...job, limitBytesPerSecond: undefined })).not.toHaveProperty(
      'bandwidth',
    );
  });

  it('have all parameters of a job that is done', () => {
    const half = { totalBytes: 100, processedBytes: 60, remainingBytes: 40, bytesPerSecond: 5 };
    const job: JobStats = {
      ...{ type: 'completed', operation: 'migration-out', status: 'completed', errorMessage: undefined },
      ...{ elapsedMilliseconds: 3438, downtimeMilliseconds: 14, isDowntimeExpected: false },
      ...{ setupMilliseconds: 2, remainingMilliseconds: undefined, memory: half, disk: half },
      pages: {
        ...{ pageBytes: 4096, constantPages: 1, normalPages: 2, normalBytes: 3 },
        ...{ dirtyPagesPerSecond: 4, iteration: 5, postcopyRequests: 6 },
      },
      compression: { cacheBytes: 1, bytes: 2, pages: 3, cacheMisses: 4, overflows: 5 },
      ...{ throttlePercent: 0, vfioBytes: undefined },
    };
    expect(toLibvirtUnits.jobStats(job)).toEqual({
      ...{ type: 3, operation: 5, time_elapsed: 3438, downtime: 14, setup_time: 2 },
      ...{ data_total: 200, data_processed: 120, data_remaining: 80 },
      ...{ memory_total: 100, memory_processed: 60, memory_remaining: 40, memory_bps: 5 },
      ...{ memory_constant: 1, memory_normal: 2, memory_normal_bytes: 3, memory_dirty_rate: 4 },
      ...{ memory_iteration: 5, memory_postcopy_requests: 6, memory_page_size: 4096 },
      ...{ disk_total: 100, disk_processed: 60, disk_remaining: 40, disk_bps: 5 },
      ...{ compression_cache: 1, compression_bytes: 2, compression_pages: 3 },
      ...{ compression_cache_misses: 4, compression_overflow: 5, success: true },
    });
    expect(toLibvirtUnits.jobStats({ ...job, type: 'failed', errorMessage: 'no' })).toMatchObject({
      ...{ type: 4, success: false, errmsg: 'no' },
    });
    expect(toLibvirtUnits.jobStats({ ...job, type: 'none' })).toEqual({ type: 0 });
    expect(toLibvirtUnits.jobStats({ ...job, type: 'unbounded' })).not.toHaveProperty('success');
  });

  it('are whole MiB/s of a dirty rate, whole seconds, and ms of a downtime', () => {
    const vcpus = [{ index: 1, bytesPerSecond: 2 ** 21 }];
    const rate = { status: 'measured', mode: 'dirty-ring', startSeconds: 416, periodSeconds: 1.5 };
    expect(toLibvirtUnits.dirtyRate({ ...rate, bytesPerSecond: 2 ** 22, vcpus })).toEqual({
      ...{ calc_status: 2, calc_start_time: 416, calc_period: 1, calc_mode: 'dirty-ring' },
      ...{ megabytes_per_second: 4, 'vcpu.1.megabytes_per_second': 2 },
    });
    const later = { ...rate, status: 'paused', bytesPerSecond: undefined, vcpus };
    expect(toLibvirtUnits.dirtyRate(later)).not.toHaveProperty('calc_status');
    expect(toLibvirtUnits.maxDowntime(0.3)).toBe(300);
  });

  it('have libvirt’s own figure for a migration without a limit', () => {
    const speed = (bytesPerSecond: number | null | undefined) =>
      toLibvirtUnits.maxSpeed({ bytesPerSecond, postcopyBytesPerSecond: null });
    expect(speed(2 ** 27)).toBe(128);
    expect(speed(null)).toBe(8_796_093_022_207);
    expect(speed(undefined)).toBeUndefined();
  });
});
