import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCESSORS, type AccessorName } from '../../../src/model/guest-lib/accessors.js';
import { readAccessor } from '../../../src/model/guest-lib/read-accessor.js';
import { EXAMPLE, present, setting, withGroups } from '../../formats/guest-stats/example-stats.js';
import { LIBRARY_STATS, withLibrary } from './library-stats.js';

it.each<[AccessorName, number | bigint | string]>([
  ['cpuReservationMHz', 4798],
  ['cpuLimitMHz', 11995],
  ['cpuShares', 100],
  ['cpuUsedMs', 224057n],
  ['hostProcessorSpeed', 2399],
  ['memReservationMB', 200],
  ['memLimitMB', 1500],
  ['memMappedMB', 1767],
  ['memActiveMB', 512],
  ['memBalloonedMB', 26],
  ['memSwappedMB', 3],
  ['memUsedMB', 1486],
  ['elapsedMs', 1036293n],
  ['resourcePoolPath', '/machine.slice/web'],
  ['cpuStolenMs', 65606n],
  ['memTargetSizeMB', 2n ** 32n],
  ['hostNumCpuCores', 8],
])('%s of the example is %s', (name, value) => {
  expect(readAccessor(LIBRARY_STATS, ACCESSORS[name])).toEqual({ code: 0, value });
});

describe('a value that is missing', () => {
  it('has code 10 where the host sends nothing of its group', () => {
    expect(readAccessor(EXAMPLE, ACCESSORS.cpuStolenMs)).toEqual({ code: 10 });
    expect(readAccessor(withGroups(), ACCESSORS.hostNumCpuCores)).toEqual({ code: 10 });
  });

  it('has code 4 where the host sends others of its group', () => {
    expect(readAccessor(LIBRARY_STATS, ACCESSORS.memZippedMB)).toEqual({ code: 4 });
    expect(readAccessor(LIBRARY_STATS, ACCESSORS.memShares64)).toEqual({ code: 4 });
  });

  it('has code 4 where the host sends a text for a number, and the reverse', () => {
    const stats = withLibrary({ name: 'vm.cpu.shares', value: '100' }, present('vm.resourcePool', 1));
    expect(readAccessor(stats, ACCESSORS.cpuShares)).toEqual({ code: 4 });
    expect(readAccessor(stats, ACCESSORS.resourcePoolPath)).toEqual({ code: 4 });
  });
});

describe('a value that does not fit', () => {
  it('has code 7 in 32 bits, and is itself in 64', () => {
    const stats = withLibrary(setting('guest.mem.shares', 2 ** 32, ''));
    expect(readAccessor(stats, ACCESSORS.memShares)).toEqual({ code: 7 });
    expect(readAccessor(stats, ACCESSORS.memShares64)).toEqual({ code: 0, value: 2n ** 32n });
  });

  it('has code 7 beyond 64 bits', () => {
    const stats = withLibrary(setting('guest.mem.shares', 2n ** 64n, ''));
    expect(readAccessor(stats, ACCESSORS.memShares64)).toEqual({ code: 7 });
  });
});

it('no limit is the largest number of its type', () => {
  const unlimited = [setting('vm.cpu.limit', -1, 'MHz'), setting('guest.mem.limit', -1n, 'KB')];
  const stats = withGroups({ name: 'resources', stats: unlimited });
  expect(readAccessor(stats, ACCESSORS.cpuLimitMHz)).toEqual({ code: 0, value: 4294967295 });
  expect(readAccessor(stats, ACCESSORS.memLimitMB)).toEqual({ code: 0, value: 4294967295 });
  const target = withLibrary(setting('guest.mem.target', -1, 'KB'));
  expect(readAccessor(target, ACCESSORS.memTargetSizeMB)).toEqual({ code: 0, value: 2n ** 64n - 1n });
});

it('a value is rounded down to its unit, a number or a bigint', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (kilobytes) => {
      for (const value of [kilobytes, BigInt(kilobytes)]) {
        const result = readAccessor(
          withLibrary(present('guest.mem.target', value)),
          ACCESSORS.memTargetSizeMB,
        );
        expect(result).toEqual({ code: 0, value: BigInt(Math.floor(kilobytes / 1024)) });
      }
    }),
  );
});
