import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIoLimits } from '../../src/qemu/io-limits.js';

describe('decodeIoLimits', () => {
  it('reads what a QEMU 7.2 answers of a throttled disk', () => {
    const inserted = {
      ...{ bps: 1_000_000, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 },
      ...{ bps_max: 2_000_000, bps_max_length: 3, group: 'g1' },
    };
    const none = { total: null, read: null, write: null };
    expect(decodeIoLimits(inserted)).toEqual({
      bytesPerSecond: { ...none, total: 1_000_000 },
      operationsPerSecond: none,
      burstBytesPerSecond: { ...none, total: 2_000_000 },
      burstOperationsPerSecond: none,
      burstBytesSeconds: { ...none, total: 3 },
      burstOperationsSeconds: none,
      operationBytes: null,
      group: 'g1',
    });
  });

  it('keeps reads and writes apart, and leaves unknown what is no limit of a known form', () => {
    const { operationsPerSecond, operationBytes } = decodeIoLimits({
      ...{ iops: 'many', iops_rd: 5, iops_wr: 7, iops_size: 4096 },
    });
    expect(operationsPerSecond).toEqual({ total: undefined, read: 5, write: 7 });
    expect(operationBytes).toBe(4096);
  });

  it('takes any members', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('bps', 'iops_rd_max', 'group'), fc.anything()),
        (inserted) => {
          const { bytesPerSecond, group } = decodeIoLimits(inserted);
          expect(['number', 'object', 'undefined']).toContain(typeof bytesPerSecond.total);
          expect(['string', 'undefined']).toContain(typeof group);
        },
      ),
    );
  });
});
