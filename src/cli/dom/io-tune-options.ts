import type { IoLimitChanges } from '../../model/io-limit-changes.js';
import { type OptionsOf, option } from '../typed-option.js';
import { scaledNumber } from './scaled-number.js';

const limit = (name: string, what: string) =>
  option(`--${name} <n>`, `${what}; 0: no limit`, { parse: scaledNumber('limit') });
const seconds = (name: string) =>
  option(`--${name} <n>`, 'how long such a burst may last, in seconds', {
    parse: scaledNumber('number of seconds'),
  });

/** The limits of `virsh blkdeviotune`. */
export const IO_TUNE_OPTIONS = {
  totalBytesSec: limit('total-bytes-sec', 'bytes a second, read and written'),
  readBytesSec: limit('read-bytes-sec', 'bytes a second, read'),
  writeBytesSec: limit('write-bytes-sec', 'bytes a second, written'),
  totalIopsSec: limit('total-iops-sec', 'operations a second'),
  readIopsSec: limit('read-iops-sec', 'read operations a second'),
  writeIopsSec: limit('write-iops-sec', 'write operations a second'),
  totalBytesSecMax: limit('total-bytes-sec-max', 'the same in a burst'),
  readBytesSecMax: limit('read-bytes-sec-max', 'the same in a burst'),
  writeBytesSecMax: limit('write-bytes-sec-max', 'the same in a burst'),
  totalIopsSecMax: limit('total-iops-sec-max', 'the same in a burst'),
  readIopsSecMax: limit('read-iops-sec-max', 'the same in a burst'),
  writeIopsSecMax: limit('write-iops-sec-max', 'the same in a burst'),
  totalBytesSecMaxLength: seconds('total-bytes-sec-max-length'),
  readBytesSecMaxLength: seconds('read-bytes-sec-max-length'),
  writeBytesSecMaxLength: seconds('write-bytes-sec-max-length'),
  totalIopsSecMaxLength: seconds('total-iops-sec-max-length'),
  readIopsSecMaxLength: seconds('read-iops-sec-max-length'),
  writeIopsSecMaxLength: seconds('write-iops-sec-max-length'),
  sizeIopsSec: limit('size-iops-sec', 'an operation counts once for each of so many bytes'),
  groupName: option('--group-name <name>', 'disks of one group share their limits'),
};

export type IoTuneOptions = OptionsOf<typeof IO_TUNE_OPTIONS>;

/** Whether a limit is given, so that the verb sets and does not print. */
export function setsLimits(options: IoTuneOptions): boolean {
  return Object.keys(IO_TUNE_OPTIONS).some((name) => Object(options)[name] !== undefined);
}

/** The changes that the options ask for. */
export function limitChangesOf(options: IoTuneOptions): IoLimitChanges {
  const { sizeIopsSec, groupName } = options;
  return {
    bytesPerSecond: limits(options.totalBytesSec, options.readBytesSec, options.writeBytesSec),
    operationsPerSecond: limits(options.totalIopsSec, options.readIopsSec, options.writeIopsSec),
    burstBytesPerSecond: limits(options.totalBytesSecMax, options.readBytesSecMax, options.writeBytesSecMax),
    burstOperationsPerSecond: limits(
      options.totalIopsSecMax,
      options.readIopsSecMax,
      options.writeIopsSecMax,
    ),
    burstBytesSeconds: limits(
      options.totalBytesSecMaxLength,
      options.readBytesSecMaxLength,
      options.writeBytesSecMaxLength,
    ),
    burstOperationsSeconds: limits(
      options.totalIopsSecMaxLength,
      options.readIopsSecMaxLength,
      options.writeIopsSecMaxLength,
    ),
    ...(sizeIopsSec === undefined ? {} : { operationBytes: orNone(sizeIopsSec) }),
    ...(groupName === undefined ? {} : { group: groupName }),
  };
}

function limits(total?: number, read?: number, write?: number): IoLimitChanges['bytesPerSecond'] {
  const given = { total, read, write };
  const set = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, orNone(value)]],
  );
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

/** virsh writes 0 for no limit. */
function orNone(value: number): number | null {
  return value === 0 ? null : value;
}
