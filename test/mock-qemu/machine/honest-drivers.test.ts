import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MachineOptions } from '../../../mock-qemu/machine/machine-options.js';
import { createManualMachine, type GuestStats, type ManualMachine } from './manual-machine.js';

const MIB = 1024 ** 2;
const MEMORY_BYTES = 512 * MIB;
const COUNTERS = [
  'major-faults',
  'minor-faults',
  'oom-kills',
  'async-scans',
  'async-reclaims',
  'direct-scans',
];

/** Something that happens to a machine. */
type Step = (lab: ManualMachine) => Promise<void> | void;

const steps: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.noBias(fc.integer({ min: 0, max: 20_000 })).map(advance), weight: 2 },
  { arbitrary: fc.noBias(fc.integer({ min: 0, max: 999 })).map(advance), weight: 2 },
  fc.noBias(fc.integer({ min: 1, max: MEMORY_BYTES })).map(resize),
  fc.constant(resize(1)),
  fc.noBias(fc.integer({ min: 0, max: 5 })).map(setInterval),
  fc.constant<Step>(({ machine }) => machine.stop()),
  fc.constant<Step>(({ machine }) => machine.cont()),
  fc.constant<Step>(({ machine }) => machine.balloon.oom()),
  fc.constant<Step>(({ machine }) => machine.balloon.report()),
);

const options: fc.Arbitrary<MachineOptions> = fc.record({
  driver: fc.constantFrom('linux-6.1', 'linux-6.12', 'silent', 'slow', 'crashing'),
  version: fc.constantFrom('7.2', '11.1'),
  deflateOnOom: fc.boolean(),
  guest: fc.record({ memory: fc.constantFrom('idle', 'steady', 'busy', 'leaking') }),
  inflateBytesPerSecond: fc.constantFrom(50 * MIB, 1024 * MIB),
  seed: fc.integer({ min: 0, max: 1000 }),
  memoryBytes: fc.constant(MEMORY_BYTES),
});

describe('a driver that reports the truth, whatever happens to its machine', () => {
  it('reports memory that adds up, and counters that never step back', async () => {
    await property(async (lab, deflatesOnOom) => {
      let before: GuestStats | undefined;
      const managed = (lab.stats()['total-memory'] ?? 0) + MEMORY_BYTES - lab.machine.balloon.actualBytes;
      return () => {
        const stats = lab.stats();
        expectMemoryToAddUp(stats, managed, deflatesOnOom);
        for (const counter of COUNTERS) {
          expect(stats[counter] ?? 0, counter).toBeGreaterThanOrEqual(before?.[counter] ?? 0);
        }
        before = stats;
      };
    });
  });

  it('has the size of its fresh report, up to what it has moved since', async () => {
    await property(async (lab, deflatesOnOom) => {
      const managed = lab.stats()['total-memory'] ?? 0;
      return () => {
        const { actualBytes } = lab.machine.balloon;
        expect(actualBytes % 4096).toBe(0);
        expect(actualBytes).toBeGreaterThan(0);
        expect(actualBytes).toBeLessThanOrEqual(MEMORY_BYTES);
        const before = lab.stats();
        lab.machine.balloon.report();
        const after = lab.stats();
        const isFresh = after['minor-faults'] !== before['minor-faults'];
        if (!isFresh || deflatesOnOom) return;
        expect(after['total-memory']).toBe(managed - (MEMORY_BYTES - actualBytes));
      };
    });
  });

  it('dates its report: never in the future, and not while it stands still', async () => {
    await property(async (lab) => {
      let wasStopped = false;
      let frozen = 0;
      return () => {
        const { lastUpdate } = lab.stats();
        expect(lastUpdate * 1000).toBeLessThanOrEqual(lab.time.nowMs());
        const isStopped = lab.machine.status !== 'running';
        if (isStopped && wasStopped) expect(lastUpdate).toBe(frozen);
        wasStopped = isStopped;
        frozen = lastUpdate;
      };
    }, withoutOrders);
  });

  it('reports within the interval and its own delay, while it runs and is polled', async () => {
    const driver = fc.constantFrom<'linux-6.1' | 'slow'>('linux-6.1', 'slow');
    await fc.assert(
      fc.asyncProperty(
        driver,
        fc.array(steps),
        fc.integer({ min: 1, max: 9 }),
        async (name, all, interval) => {
          const lab = createManualMachine({ driver: name, memoryBytes: MEMORY_BYTES });
          for (const step of all) await step(lab);
          lab.machine.cont();
          lab.machine.balloon.setInterval(BigInt(interval));
          await lab.time.advance(60_000);
          const ageMs = lab.time.nowMs() - lab.stats().lastUpdate * 1000;
          expect(ageMs).toBeLessThanOrEqual(interval * 1000 + (name === 'slow' ? 3000 : 0) + 1000);
          lab.machine.close();
        },
      ),
      { numRuns: 50 },
    );
  });

  it('behaves the same with the same seed, and differently with another', async () => {
    const story = async (seed: number) => {
      const { machine, time, stats } = createManualMachine({ seed });
      machine.balloon.setInterval(1n);
      const samples = [];
      for (let second = 0; second < 60; second += 1) {
        await time.advance(1000);
        samples.push(stats());
      }
      return samples;
    };
    const first = await story(5);
    expect(await story(5)).toEqual(first);
    expect(await story(6)).not.toEqual(first);
    expect(new Set(first.map((stats) => stats['free-memory'])).size).toBeGreaterThan(50);
  });
});

/** `report` and `oom` come from the test, and a stopped guest performs them too. */
const withoutOrders = fc.oneof(
  { arbitrary: fc.noBias(fc.integer({ min: 0, max: 20_000 })).map(advance), weight: 2 },
  { arbitrary: fc.noBias(fc.integer({ min: 0, max: 999 })).map(advance), weight: 2 },
  fc.noBias(fc.integer({ min: 0, max: 5 })).map(setInterval),
  fc.constant<Step>(({ machine }) => machine.stop()),
  fc.constant<Step>(({ machine }) => machine.cont()),
);

/** Runs any sequence of steps on any honest guest; `begin` returns what is checked after each. */
async function property(
  begin: (lab: ManualMachine, deflatesOnOom: boolean) => Promise<() => void>,
  arbitrary: fc.Arbitrary<Step> = steps,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      options,
      fc.array(arbitrary, { minLength: 10, maxLength: 40, size: 'max' }),
      async (chosen, all) => {
        const lab = createManualMachine(chosen);
        const check = await begin(lab, chosen.deflateOnOom ?? false);
        for (const step of all) {
          await step(lab);
          check();
        }
        lab.machine.close();
      },
    ),
    { numRuns: 50 },
  );
}

function expectMemoryToAddUp(stats: GuestStats, managed: number, deflatesOnOom: boolean): void {
  const total = stats['total-memory'] ?? Number.NaN;
  const free = stats['free-memory'] ?? Number.NaN;
  const available = stats['available-memory'] ?? Number.NaN;
  if (deflatesOnOom) expect(total).toBe(managed);
  else expect(total).toBeLessThanOrEqual(managed);
  // The last hundredth is a reserve of the kernel.
  expect(free).toBeGreaterThan(managed / 100 - 4096);
  expect(available).toBeGreaterThanOrEqual(free);
  expect(available).toBeLessThanOrEqual(total);
  expect(free + (stats['disk-caches'] ?? Number.NaN)).toBeLessThanOrEqual(total);
  for (const bytes of [total, free, available]) expect(bytes % 4096).toBe(0);
}

function advance(ms: number): Step {
  return ({ time }) => time.advance(ms);
}

function resize(bytes: number): Step {
  return ({ machine }) => machine.balloon.resize(BigInt(bytes));
}

function setInterval(seconds: number): Step {
  return ({ machine }) => machine.balloon.setInterval(BigInt(seconds));
}
