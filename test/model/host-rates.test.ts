import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostRates } from '../../src/model/host-rates.js';
import type { CpuTimes, HostDisk, HostDiskCounters, HostSample } from '../../src/model/host-sample.js';
import type { HostRates } from '../../src/model/rates.js';
import { HOST } from '../formats/moving-snapshot.js';

const CPU = HOST.cpu;
const DISK = HOST.disks?.[0];
if (CPU === undefined || DISK === undefined) throw new Error('no CPU or disk');
const TIMES = CPU.times;
const SDA: HostDisk = DISK;

function ratesAfter(change: Partial<HostSample>, before: HostSample = HOST): HostRates | undefined {
  return hostRates(before, { ...HOST, monotonicSeconds: 5010, ...change });
}

function sharesAfter(growth: Partial<CpuTimes>): HostRates['cpu'] {
  const times = Object.entries(TIMES).map(([name, figure]) => [
    name,
    figure + (growth[name as keyof CpuTimes] ?? 0),
  ]);
  return ratesAfter({ cpu: CPU && { ...CPU, times: Object.fromEntries(times) as CpuTimes } })?.cpu;
}

function diskAfter(
  counters: Partial<HostDiskCounters>,
  before: Partial<HostDiskCounters> = {},
  inFlight = 3,
) {
  const now = { ...SDA, inFlight, counters: { ...SDA.counters, ...counters } };
  const then = { ...HOST, disks: [{ ...SDA, counters: { ...SDA.counters, ...before } }] };
  return ratesAfter({ disks: [now] }, then)?.disks?.[0];
}

describe('two samples of a host', () => {
  it('have no rates when no time has passed', () => {
    expect(ratesAfter({ monotonicSeconds: 5000 })).toBeUndefined();
    expect(ratesAfter({ monotonicSeconds: 4999 })).toBeUndefined();
  });

  it('have none of what one of them lacks', () => {
    const bare = { cpu: undefined, disks: undefined, nets: undefined, swap: undefined };
    expect(ratesAfter(bare)).toEqual({ overSeconds: 10, ...bare });
    expect(ratesAfter({}, { ...HOST, ...bare })).toEqual({ overSeconds: 10, ...bare });
  });
});

describe('the time of the CPUs', () => {
  it('is shared out by what they have counted, and adds up to all of it', () => {
    const shares = sharesAfter({ user: 2, idle: 5, iowait: 1, steal: 2, guest: 1.5 });
    expect(shares).toMatchObject({ user: 0.2, idle: 0.5, iowait: 0.1, steal: 0.2, guest: 0.15, nice: 0 });
  });

  it('has no share of what stepped back, as iowait may', () => {
    expect(sharesAfter({ user: 5, idle: 5, iowait: -1 })).toMatchObject({
      user: 0.5,
      idle: 0.5,
      iowait: undefined,
    });
  });

  it('is unknown when nothing was counted', () => {
    expect(new Set(Object.values(sharesAfter({}) ?? {}))).toEqual(new Set([undefined]));
  });
});

describe('the disks of a host', () => {
  it('go on when a time wraps at 2^32 milliseconds', () => {
    const rates = diskAfter({ readMilliseconds: 704, reads: 1001 });
    expect(rates?.perSecond).toMatchObject({ readMilliseconds: 100, reads: 0.1 });
  });

  it('start over when another counter stepped back too: it is another device', () => {
    const rates = diskAfter({ readMilliseconds: 704, reads: 1 });
    expect(rates?.perSecond).toMatchObject({ readMilliseconds: undefined, reads: undefined, writes: 0 });
  });

  it('start over when a count of I/Os steps back where a time would wrap', () => {
    expect(diskAfter({ reads: 1 }, { reads: 2 ** 32 - 1 })?.perSecond.reads).toBeUndefined();
  });

  it('show how the number in flight changed', () => {
    expect(diskAfter({}, {}, 1)?.inFlightChangePerSecond).toBe(-0.2);
  });

  it('have no rate when they are new', () => {
    const rates = ratesAfter({ disks: [...(HOST.disks ?? []), { ...SDA, name: 'sdb' }] });
    expect(rates?.disks?.map(({ name }) => name)).toEqual(['sda', 'sda1']);
  });
});

it('returns what was swapped, and the traffic of interfaces', () => {
  const nets = HOST.nets?.map((net) => ({
    ...net,
    counters: { ...net.counters, receivedBytes: 5_000_100, receivedDrops: 0 },
  }));
  const rates = ratesAfter({ swap: { inBytes: 8192, outBytes: 0 }, nets: [...(nets ?? [])].reverse() });
  expect(rates?.swap).toEqual({ inBytes: 409.6, outBytes: undefined });
  expect(rates?.nets?.map(({ name }) => name)).toEqual(['br0', 'eth0']);
  expect(rates?.nets?.[1]?.perSecond).toMatchObject({ receivedBytes: 10, receivedDrops: undefined });
});

it('never returns a negative rate, or a share above 1, whatever the counters', () => {
  const count = fc.oneof(
    fc.nat(),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    fc.double({ min: 0, max: 2 ** 64, noNaN: true }),
  );
  const counters = fc.record({
    reads: count,
    writes: count,
    readMilliseconds: count,
    busyMilliseconds: count,
  });
  const times = fc.record({
    user: count,
    nice: count,
    system: count,
    idle: count,
    iowait: count,
    irq: count,
    softirq: count,
    steal: count,
    guest: count,
    guestNice: count,
  });
  const sample = fc.record({ seconds: fc.double({ min: 0, max: 1e9, noNaN: true }), counters, times });
  const sampleOf = (of: {
    seconds: number;
    counters: Partial<HostDiskCounters>;
    times: CpuTimes;
  }): HostSample => ({
    ...HOST,
    monotonicSeconds: of.seconds,
    cpu: CPU && { ...CPU, times: of.times },
    disks: [{ ...SDA, counters: { ...SDA.counters, ...of.counters } }],
  });
  fc.assert(
    fc.property(sample, sample, (previous, current) => {
      const rates = hostRates(sampleOf(previous), sampleOf(current));
      const shares = Object.values(rates?.cpu ?? {});
      for (const share of shares) expect(share === undefined || (share >= 0 && share <= 1)).toBe(true);
      const perSecond = rates?.disks?.flatMap((disk) => Object.values(disk.perSecond)) ?? [];
      for (const rate of perSecond) expect(rate === undefined || (rate >= 0 && rate < Infinity)).toBe(true);
    }),
  );
});
