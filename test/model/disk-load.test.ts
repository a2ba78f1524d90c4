import { describe, expect, it } from 'vitest';
import { busyRatioOfGuest, diskLoadOf } from '../../src/model/disk-load.js';
import type { HostDiskRates } from '../../src/model/rates.js';

const BUSY: HostDiskRates = {
  name: 'sda',
  perSecond: {
    reads: 20,
    readsMerged: 2,
    sectorsRead: 2048,
    readMilliseconds: 100,
    writes: 25,
    writesMerged: 3,
    sectorsWritten: 4096,
    writeMilliseconds: 300,
    busyMilliseconds: 250,
    weightedMilliseconds: 400,
  },
  inFlightChangePerSecond: 0,
};

function diskOf(perSecond: Partial<HostDiskRates['perSecond']>, inFlightChangePerSecond = 0): HostDiskRates {
  return { name: 'sda', perSecond: { ...BUSY.perSecond, ...perSecond }, inFlightChangePerSecond };
}

describe('the load of disks', () => {
  it('is computed as in pt-diskstats', () => {
    expect(diskLoadOf([BUSY])).toEqual({
      busyRatio: 0.25,
      queueSize: 0.4,
      serviceSeconds: 0.005,
      queueSeconds: 0.003,
      bytesPerSecond: 6144 * 512,
    });
  });

  it('is summed over the disks; each is busy at most all the time', () => {
    const wild = diskOf({ busyMilliseconds: 1003 });
    expect(diskLoadOf([BUSY, wild])).toMatchObject({ busyRatio: 1.25, queueSize: 0.8 });
  });

  it('counts what is still in flight as waiting, and never waits less than nothing', () => {
    expect(diskLoadOf([diskOf({}, 50)]).queueSeconds).toBe(0);
    expect(diskLoadOf([diskOf({ weightedMilliseconds: 600 }, -10)]).queueSeconds).toBeCloseTo(0.01, 10);
  });

  it('has no time of an I/O when there was none', () => {
    const idle = diskOf({ reads: 0, readsMerged: 0, writes: 0, writesMerged: 0, busyMilliseconds: 0 });
    expect(diskLoadOf([idle])).toMatchObject({
      busyRatio: 0,
      serviceSeconds: undefined,
      queueSeconds: undefined,
    });
  });

  it('is unknown without disks, and where a counter is', () => {
    expect(new Set(Object.values(diskLoadOf([])))).toEqual(new Set([undefined]));
    expect(diskLoadOf([diskOf({ reads: undefined })])).toMatchObject({
      serviceSeconds: undefined,
      queueSize: 0.4,
    });
  });
});

describe("a guest's share of it", () => {
  it.each([
    [1000, 4000, 0.5, 0.125],
    [8000, 4000, 0.5, 0.5],
    [0, 0, 0.5, 0],
    [undefined, 4000, 0.5, undefined],
    [1000, undefined, 0.5, undefined],
    [1000, 4000, undefined, undefined],
  ])('of %s bytes in %s of disks that were busy %s is %s', (bytes, bytesPerSecond, busyRatio, share) => {
    const load = { ...diskLoadOf([]), bytesPerSecond, busyRatio };
    expect(busyRatioOfGuest(bytes, load)).toBe(share);
  });
});
