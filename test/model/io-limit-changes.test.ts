import { describe, expect, it } from 'vitest';
import type { IoLimits } from '../../src/model/block-device.js';
import { areWhole, changeLimits, whyNotLimits } from '../../src/model/io-limit-changes.js';

const NONE = { total: null, read: null, write: null };
const FREE: IoLimits = {
  ...{ bytesPerSecond: NONE, operationsPerSecond: NONE, burstBytesPerSecond: NONE },
  ...{ burstOperationsPerSecond: NONE, burstBytesSeconds: NONE, burstOperationsSeconds: NONE },
  ...{ operationBytes: null, group: undefined },
};

describe('limits that change', () => {
  it('keep what is not given', () => {
    const now = changeLimits(FREE, { bytesPerSecond: { read: 10 }, operationBytes: 4096, group: 'g' });
    expect(changeLimits(now, { operationsPerSecond: { total: 5 } })).toEqual({
      ...FREE,
      bytesPerSecond: { ...NONE, read: 10 },
      operationsPerSecond: { ...NONE, total: 5 },
      operationBytes: 4096,
      group: 'g',
    });
  });

  it('have one on both together, or one on each', () => {
    const each = changeLimits(FREE, { bytesPerSecond: { read: 10, write: 20 } });
    const total = changeLimits(each, { bytesPerSecond: { total: 5 } });
    expect(total.bytesPerSecond).toEqual({ ...NONE, total: 5 });
    expect(changeLimits(total, { bytesPerSecond: { write: 7 } }).bytesPerSecond).toEqual({
      ...NONE,
      write: 7,
    });
  });

  it('lose a burst with its limit, and its length with the burst', () => {
    const burst = changeLimits(FREE, {
      bytesPerSecond: { total: 10 },
      burstBytesPerSecond: { total: 20 },
      burstBytesSeconds: { total: 3 },
    });
    expect(whyNotLimits(burst)).toBeUndefined();
    expect(changeLimits(burst, { operationsPerSecond: { read: 1 } })).toMatchObject({
      burstBytesPerSecond: { total: 20 },
      burstBytesSeconds: { total: 3 },
    });
    expect(changeLimits(burst, { bytesPerSecond: { total: null } })).toEqual(FREE);
    expect(changeLimits(burst, { burstBytesPerSecond: { total: null } })).toEqual({
      ...FREE,
      bytesPerSecond: { ...NONE, total: 10 },
    });
  });

  it.each([
    [
      { bytesPerSecond: { total: 1, write: 1 } },
      'a limit on reads and writes together excludes one on either (bytes a second)',
    ],
    [
      { operationsPerSecond: { read: 5 }, burstOperationsPerSecond: { read: 4 } },
      'a burst of 4 is below the limit of 5 (read, operations a second)',
    ],
    [{ burstBytesPerSecond: { read: 4 } }, 'a burst needs a limit that it exceeds (read, bytes a second)'],
    [
      { bytesPerSecond: { total: 4 }, burstBytesSeconds: { total: 4 } },
      'a burst needs a rate, not a length alone (total, bytes a second)',
    ],
  ])('are not valid as %j', (changes, why) => {
    expect(whyNotLimits(changeLimits(FREE, changes))).toContain(why);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 60])('are whole numbers, which %d is not', (value) => {
    expect(areWhole(changeLimits(FREE, { bytesPerSecond: { read: value } }))).toBe(false);
    expect(areWhole(changeLimits(FREE, { operationBytes: value }))).toBe(false);
  });
});
