import { describe, expect, it } from 'vitest';
import { contentionRatio, iops, meanLatencyMicroseconds } from '../../../src/model/guest-lib/formulas.js';
import type { GuestStat, GuestStats } from '../../../src/model/guest-stats.js';
import { EXAMPLE } from '../../formats/guest-stats/example-stats.js';

const DISK = 'vscsi scsi0:0';

/** The begin of the session, when every sum was 0. */
const BEGIN = mapSums(EXAMPLE, (stat) => ({ ...stat, value: 0 }));

describe('from the begin of the session to the numbers of the document', () => {
  it('a guest of two vCPUs was kept waiting for 3 % of its time', () => {
    expect(contentionRatio(BEGIN, EXAMPLE, 2)).toBeCloseTo(65_606_184 / (2 * 1_036_293_956), 12);
  });

  it('its disk had 12 reads a second, and a write', () => {
    expect(iops(BEGIN, EXAMPLE, DISK, 'reads')).toBeCloseTo(12_605 / 1036.293956, 9);
    expect(iops(BEGIN, EXAMPLE, DISK, 'writes')).toBeCloseTo(1039 / 1036.293956, 9);
  });

  it('a read took 154 ms, and a write 98', () => {
    expect(meanLatencyMicroseconds(BEGIN, EXAMPLE, DISK, 'reads')).toBeCloseTo(1_944_173_239 / 12_605, 6);
    expect(meanLatencyMicroseconds(BEGIN, EXAMPLE, DISK, 'writes')).toBeCloseTo(102_025_122 / 1039, 6);
  });
});

it('a guest of two vCPUs that waited 4.74 s within 8 s was kept waiting for 29.6 % of its time', () => {
  const values = new Map([
    ['uptime', 8_000_000],
    ['vm.cpu.contention.cpu', 4_740_000],
  ]);
  const later = mapSums(BEGIN, (stat) => ({ ...stat, value: values.get(stat.name) ?? 0 }));
  expect(contentionRatio(BEGIN, later, 2)).toBeCloseTo(0.296, 3);
});

describe('a formula has no result', () => {
  it('across a change of session', () => {
    expect(all(BEGIN, { ...EXAMPLE, session: 7n })).toEqual([undefined, undefined, undefined]);
  });

  it('when no time has passed and nothing was done', () => {
    expect(all(EXAMPLE, EXAMPLE)).toEqual([undefined, undefined, undefined]);
  });

  it('when a sum has fallen', () => {
    expect(all(EXAMPLE, BEGIN)).toEqual([undefined, undefined, undefined]);
  });

  it('when a figure is unknown', () => {
    const unknown: GuestStats = { ...EXAMPLE, groups: [] };
    expect(all(BEGIN, unknown)).toEqual([undefined, undefined, undefined]);
  });

  it('when there are no vCPUs', () => {
    expect(contentionRatio(BEGIN, EXAMPLE, 0)).toBeUndefined();
  });
});

it('sums beyond 2^53 are subtracted before they are rounded', () => {
  const large = mapSums(EXAMPLE, (stat) => ({ ...stat, value: BigInt(stat.value) + 2n ** 60n }));
  const from = mapSums(EXAMPLE, (stat) => ({ ...stat, value: 2n ** 60n }));
  expect(meanLatencyMicroseconds(from, large, DISK, 'reads')).toBe(1_944_173_239 / 12_605);
});

function all(earlier: GuestStats, later: GuestStats): readonly (number | undefined)[] {
  return [
    contentionRatio(earlier, later, 2),
    iops(earlier, later, DISK, 'reads'),
    meanLatencyMicroseconds(earlier, later, DISK, 'reads'),
  ];
}

function mapSums(stats: GuestStats, change: (stat: GuestStat) => GuestStat): GuestStats {
  const groups = stats.groups.map((group) => ({
    ...group,
    stats: group.stats.map((stat) => (stat.type === 'accumulate' ? change(stat) : stat)),
  }));
  return { ...stats, groups };
}
