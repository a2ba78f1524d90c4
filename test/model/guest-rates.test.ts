import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Disk, DiskCounters } from '../../src/model/disk.js';
import { guestRates } from '../../src/model/guest-rates.js';
import type { LinuxSample, ThreadSample } from '../../src/model/linux-sample.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import type { GuestRates } from '../../src/model/rates.js';
import type { GuestSnapshot, NicSnapshot } from '../../src/model/snapshot.js';
import { BEFORE, MOVING_GUEST, MOVING_PROCESS } from '../formats/moving-snapshot.js';
import { DISK, TAP, WEB_NIC } from '../formats/rich-snapshot.js';

const [FIRST] = BEFORE.guests;
if (FIRST === undefined) throw new Error('no guest');
const BASE: GuestSnapshot = FIRST;

interface Change {
  readonly guest?: Partial<QemuSample>;
  readonly process?: Partial<LinuxSample>;
  readonly snapshot?: Partial<GuestSnapshot>;
}

/** The same guest ten seconds later, with what `change` says. */
function later({ guest, process, snapshot }: Change): GuestSnapshot {
  return {
    ...BASE,
    qemu: { ...MOVING_GUEST, monotonicSeconds: 5010.002, ...guest },
    linux: { ...MOVING_PROCESS, monotonicSeconds: 5010.001, ...process },
    ...snapshot,
  };
}

function ratesAfter(change: Change, before: GuestSnapshot = BASE): GuestRates | undefined {
  return guestRates(before, later(change));
}

describe('two snapshots', () => {
  const session = { id: 1, beganAtSeconds: 0, reason: '' };

  it.each([
    ['of two sessions', { snapshot: { session: { ...session, id: 2 } } }],
    ['without a session', { snapshot: { session: undefined } }],
    ['of another process with the same pid', { process: { startTicks: 4712 } }],
    ['of another process', { process: { pid: 1 } }],
    ['of one time', { process: { monotonicSeconds: 5000.001 }, guest: { monotonicSeconds: 5000.002 } }],
    ['in the wrong order', { process: { monotonicSeconds: 4000 }, guest: { monotonicSeconds: 4000 } }],
    ['of which the second knows nothing', { snapshot: { qemu: undefined, linux: undefined } }],
  ])('%s have no rates', (_, change) => {
    expect(ratesAfter(change)).toBeUndefined();
  });

  it('have rates by the monotonic clock, wherever the other one stands', () => {
    expect(ratesAfter({ guest: { takenAtSeconds: 0 } })).toMatchObject({
      processSeconds: 10,
      guestSeconds: 10,
    });
  });

  it('have the rates of Linux when QEMU did not answer', () => {
    const rates = ratesAfter({ snapshot: { qemu: undefined } });
    expect(rates).toMatchObject({ processSeconds: 10, guestSeconds: undefined, disks: undefined });
    expect(rates?.process).toMatchObject({ minorFaults: 0 });
  });

  it('have the rates of QEMU when it runs on another host', () => {
    const before = { ...BASE, linux: undefined };
    const rates = guestRates(before, later({ snapshot: { linux: undefined } }));
    expect(rates).toMatchObject({
      guestSeconds: 10,
      processSeconds: undefined,
      threads: undefined,
      io: undefined,
    });
    expect(rates?.disks).toHaveLength(2);
  });
});

describe('the counters of a process', () => {
  it('have no rate when they stepped back, and the others have one', () => {
    const rates = ratesAfter({ process: { minorFaults: 9823, involuntarySwitches: 0 } });
    expect(rates?.process).toMatchObject({ minorFaults: 10, involuntarySwitches: undefined });
  });

  it('have no rate when one of the figures is not known', () => {
    expect(
      ratesAfter({ process: { blockIoDelaySeconds: undefined } })?.process?.blockIoDelaySeconds,
    ).toBeUndefined();
    expect(ratesAfter({ process: { io: undefined } })?.io).toBeUndefined();
  });
});

describe('the threads', () => {
  const thread = (id: number, run: number, wait: number): ThreadSample => {
    return { id, name: undefined, state: 'S', runNanoseconds: run, waitNanoseconds: wait };
  };
  const before = { ...BASE, linux: { ...MOVING_PROCESS, threads: [thread(1, 1e9, 0), thread(2, 1e9, 0)] } };
  const after = [thread(1, 6e9, 1e9), thread(2, 12e9, 0), thread(3, 1, 1)];

  it('have shares of the time, at most all of it, and a new one has none', () => {
    const guest = { vcpus: [{ index: 0, threadId: 2 }], iothreads: [] };
    const rates = ratesAfter({ process: { threads: after }, guest }, before);
    expect(rates?.threads).toEqual([
      { id: 1, role: 'other', of: undefined, runRatio: 0.5, waitRatio: 0.1 },
      { id: 2, role: 'vcpu', of: 0, runRatio: 1, waitRatio: 0 },
    ]);
  });

  it("are vCPUs and iothreads as QEMU says; one that runs several vCPUs is the first one's", () => {
    const vcpus = [0, 1, 2].map((index) => ({ index, threadId: 1 }));
    const rates = ratesAfter(
      { process: { threads: after }, guest: { vcpus, iothreads: [{ id: 'io0', threadId: 2 }] } },
      before,
    );
    expect(rates?.threads?.map(({ role, of }) => [role, of])).toEqual([
      ['vcpu', 0],
      ['iothread', 'io0'],
    ]);
  });

  it('are what QEMU last reported in this session when it does not answer now', () => {
    const lastGood = { qemu: { ...MOVING_GUEST, vcpus: [{ index: 0, threadId: 2 }] }, ageSeconds: 10 };
    const rates = ratesAfter(
      { process: { threads: after }, snapshot: { qemu: undefined, lastGood } },
      before,
    );
    expect(rates?.threads?.map(({ role }) => role)).toEqual(['other', 'vcpu']);
  });

  it('have no role until QEMU has reported its vCPUs', () => {
    const rates = ratesAfter({ process: { threads: after }, guest: { vcpus: undefined } }, before);
    expect(rates?.threads?.map(({ role }) => role)).toEqual([undefined, undefined]);
  });
});

describe('the disks', () => {
  const disk = (name: string, counters: Partial<DiskCounters> = {}): Disk => {
    return { ...DISK, name, counters: { ...DISK.counters, ...counters } };
  };
  const disksAfter = (before: readonly Disk[], after: readonly Disk[]) =>
    ratesAfter({ guest: { disks: after } }, { ...BASE, qemu: { ...MOVING_GUEST, disks: before } })?.disks;

  it('have the mean time of an operation, and how many were in progress', () => {
    const busy = {
      readOperations: 398 + 10,
      readNanoseconds: 22_534_382 + 50_000_000,
      writeOperations: 64 + 1000,
      writeNanoseconds: 5_000_001 + 20_000_000_000,
    };
    expect(disksAfter([disk('a')], [disk('a', busy)])).toMatchObject([
      {
        readLatencySeconds: 0.005,
        writeLatencySeconds: 0.02,
        flushLatencySeconds: undefined,
        queueDepth: 2.005,
      },
    ]);
  });

  it('count operations that failed in that mean, as QEMU counts their time', () => {
    const before = disk('a', { failedReads: 1 });
    const [good, bad] = [{ readOperations: 398 + 2 }, { failedReads: 1 + 2 }];
    const time = { readNanoseconds: 22_534_382 + 8_000_000 };
    const after = disk('a', { ...good, ...bad, ...time });
    expect(disksAfter([before], [after])).toMatchObject([{ readLatencySeconds: 0.002 }]);
    expect(disksAfter([before], [disk('a', { ...bad, ...time })])).toMatchObject([
      { readLatencySeconds: 0.004 },
    ]);
  });

  it('are matched by name: neither a new one nor one that shares its name has a rate', () => {
    const [a, b, twin] = [disk('a'), disk('b'), disk('twin')];
    expect(disksAfter([b, a, twin, twin], [a, disk('new'), b, twin])?.map(({ name }) => name)).toEqual([
      'a',
      'b',
    ]);
  });

  it('have no rate of what stepped back', () => {
    const [rates] = disksAfter([disk('a')], [disk('a', { readBytes: 0, writeBytes: 1_048_586 })]) ?? [];
    expect(rates?.perSecond).toMatchObject({ readBytes: undefined, writeBytes: 1 });
  });
});

describe('the control group', () => {
  const { cgroup } = BASE;
  const counted = { usageSeconds: 450.5, periods: 1100, throttledPeriods: 53, throttledSeconds: 2.75 };
  const grown = cgroup && { ...cgroup, cpu: cgroup.cpu && { ...cgroup.cpu, ...counted } };

  it('has rates over the time between the samples of the process', () => {
    expect(ratesAfter({ snapshot: { cgroup: grown } })?.cgroup).toEqual({
      usageSeconds: 1,
      periods: 10,
      throttledPeriods: 5,
      throttledSeconds: 0.25,
    });
  });

  it('has none when the process was moved to another, or its figures are not known', () => {
    const moved = grown && { ...grown, path: '/other' };
    expect(ratesAfter({ snapshot: { cgroup: moved } })?.cgroup).toBeUndefined();
    expect(ratesAfter({ snapshot: { cgroup: undefined } })?.cgroup).toBeUndefined();
    const hidden = grown && { ...grown, cpu: undefined };
    expect(ratesAfter({ snapshot: { cgroup: hidden } })?.cgroup).toBeUndefined();
  });
});

describe('the NICs', () => {
  const card = (id: string, name: string | undefined, receivedBytes = 1001): NicSnapshot => ({
    nic: { ...WEB_NIC, path: undefined, id },
    host:
      name === undefined || TAP.counters === undefined
        ? undefined
        : { ...TAP, name, counters: { ...TAP.counters, receivedBytes } },
    neighbourAddress: undefined,
  });

  it('are in the order of the snapshot, and one without an interface, or with another, has no rate', () => {
    const before = { ...BASE, nics: [card('a', 'tap0'), card('b', 'tap1'), card('c', undefined)] };
    const nics = [
      card('c', undefined),
      card('b', 'tap9', 2001),
      card('a', 'tap0', 2001),
      card('new', 'tap3'),
    ];
    const rates = ratesAfter({ snapshot: { nics } }, before)?.nics;
    expect(rates?.map((nic) => nic?.receivedBytes)).toEqual([undefined, undefined, 100, undefined]);
  });
});

describe('no rate', () => {
  it('is negative, infinite or NaN, and no share is above 1, whatever the counters', () => {
    const count = fc.oneof(fc.nat(), fc.double({ min: 0, max: 2 ** 64, noNaN: true }));
    const seconds = fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(0));
    const sample = fc.record({
      seconds,
      run: count,
      wait: count,
      bytes: count,
      operations: count,
      nanoseconds: count,
    });
    const snapshotOf = (of: typeof sample extends fc.Arbitrary<infer Sample> ? Sample : never) =>
      later({
        guest: {
          monotonicSeconds: of.seconds,
          disks: [
            {
              ...DISK,
              counters: {
                ...DISK.counters,
                readOperations: of.operations,
                readNanoseconds: of.nanoseconds,
                writeBytes: of.bytes,
              },
            },
          ],
        },
        process: {
          monotonicSeconds: of.seconds,
          minorFaults: of.operations,
          threads: [
            { id: 2147, name: undefined, state: 'R', runNanoseconds: of.run, waitNanoseconds: of.wait },
          ],
        },
      });
    fc.assert(
      fc.property(sample, sample, (previous, current) => {
        const rates = guestRates(snapshotOf(previous), snapshotOf(current));
        for (const [name, figure] of figuresOf(rates)) {
          expect(figure, name).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(figure), name).toBe(true);
          if (name.endsWith('Ratio')) expect(figure).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

/** Every number in a value, with the name of its member. */
function figuresOf(value: unknown, name = ''): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => figuresOf(member, key));
}
