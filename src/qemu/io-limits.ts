import type { IoLimits, Limits } from '../model/block-device.js';
import { asCount, asString, type UnknownRecord } from '../support/decode.js';

/**
 * Decodes the limits of `{"bps":1000000,"bps_rd":0,"bps_wr":0,"iops":0,…,"bps_max":2000000,"bps_max_length":3,"group":"g1"}`, a
 * device's `inserted` of query-block. A rate of 0 is no limit; the members of bursts are absent where there is none.
 */
export function decodeIoLimits(inserted: UnknownRecord): IoLimits {
  const limits = (prefix: string, suffix: string): Limits => ({
    total: limitOf(inserted[`${prefix}${suffix}`]),
    read: limitOf(inserted[`${prefix}_rd${suffix}`]),
    write: limitOf(inserted[`${prefix}_wr${suffix}`]),
  });
  return {
    bytesPerSecond: limits('bps', ''),
    operationsPerSecond: limits('iops', ''),
    burstBytesPerSecond: limits('bps', '_max'),
    burstOperationsPerSecond: limits('iops', '_max'),
    burstBytesSeconds: limits('bps', '_max_length'),
    burstOperationsSeconds: limits('iops', '_max_length'),
    operationBytes: limitOf(inserted.iops_size),
    group: asString(inserted.group),
  };
}

function limitOf(value: unknown): number | null | undefined {
  return value === undefined || value === 0 ? null : asCount(value);
}
