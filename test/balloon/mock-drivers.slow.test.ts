import { describe, expect, it } from 'vitest';
import type { BalloonDriver } from '../../mock-qemu/machine/drivers/load-driver.js';
import { examine } from '../../src/balloon/examine.js';
import { runCheck } from '../../src/balloon/run-check.js';
import type { CaseResult } from '../../src/model/check-report.js';
import { judge } from '../../src/model/judge.js';
import type { Verdict } from '../../src/model/verdict.js';
import { GuestSampler } from '../../src/poll/sample/guest-sampler.js';
import { manualBench } from './manual-bench.js';

/** A driver without statistics, where it looks like one that does not answer. */
const UNSEEN_WITHOUT_STATS = {
  fails: [
    ...['reports-when-asked', 're-arms', 'interval-change', 'off-on', 'setting-burst', 'total-follows'],
    ...['reports-while-moving', 'stop-cont', 'reset'],
  ],
  skips: [
    ...['stats-supplied', 'total-in-bytes', 'free-within-total', 'available-within-total'],
    ...['counters-grow', 'same-subset'],
  ],
};

/** Every driver of the mock: its verdict after two minutes of polling, the cases that it fails, and those that are skipped. */
const DRIVERS: {
  readonly [driver in BalloonDriver]: {
    readonly verdict: Verdict;
    readonly fails: readonly string[];
    readonly skips?: readonly string[];
    /** The same when QEMU does not report the driver's features (default: as above, without the driver's own cases). */
    readonly unseen?: { readonly fails: readonly string[]; readonly skips?: readonly string[] };
  };
} = {
  'linux-6.1': { verdict: 'ok', fails: [] },
  'linux-6.12': { verdict: 'ok', fails: [] },
  'windows-without-service': {
    verdict: 'empty',
    fails: ['stats-supplied'],
    skips: ['total-follows', 'total-in-bytes', 'free-within-total', 'available-within-total'],
  },
  'freebsd-no-stats': {
    verdict: 'never-reported',
    fails: ['stats-queue'],
    skips: statsCases(),
    unseen: UNSEEN_WITHOUT_STATS,
  },
  silent: {
    verdict: 'stale',
    fails: [
      ...['reports-when-asked', 're-arms', 'interval-change', 'off-on', 'setting-burst', 'total-follows'],
      ...['reports-while-moving', 'stop-cont'],
    ],
    skips: ['counters-grow', 'same-subset'],
  },
  // Three seconds are late for an interval of one or two, and not for one of ten.
  slow: {
    verdict: 'ok',
    fails: [
      ...['reports-when-asked', 're-arms', 'interval-change', 'off-on', 'setting-burst', 'total-follows'],
      'reports-while-moving',
    ],
  },
  lying: { verdict: 'inconsistent', fails: ['free-within-total', 'counters-grow'] },
  crashing: {
    verdict: 'stale',
    fails: [
      ...['re-arms', 'interval-change', 'off-on', 'setting-burst', 'inflates', 'total-follows'],
      ...['reports-while-moving', 'stop-cont'],
    ],
    skips: ['deflates'],
  },
  none: {
    verdict: 'never-reported',
    fails: ['driver-ready', 'stats-queue', 'inflates'],
    skips: ['deflates', ...statsCases()],
    unseen: {
      fails: ['inflates', ...UNSEEN_WITHOUT_STATS.fails],
      skips: ['deflates', ...UNSEEN_WITHOUT_STATS.skips],
    },
  },
};

/** The cases that need the device's status, which QEMU 11.1 is not asked for. */
const DRIVER_CASES = ['driver-ready', 'stats-queue'];

/** The cases that are skipped for a driver without the statistics queue. */
function statsCases(): readonly string[] {
  return [
    ...['reports-when-asked', 're-arms', 'interval-change', 'off-on', 'setting-burst', 'total-follows'],
    ...['reports-while-moving', 'stop-cont', 'stats-supplied', 'total-in-bytes', 'free-within-total'],
    ...['available-within-total', 'counters-grow', 'reset', 'same-subset'],
  ];
}

/** The mock's balloon is plugged into the root bus, and offers no deflate-on-oom. */
const ALWAYS_SKIPPED = ['deflate-on-oom', 'driver-reload'];

const names = Object.keys(DRIVERS) as readonly BalloonDriver[];

describe.each(names)('the driver %s', (driver) => {
  const { verdict, fails, skips = [], unseen } = DRIVERS[driver];

  it.each(['7.2', '11.1'] as const)(`gets its verdict on QEMU %s: ${verdict}`, async (version) => {
    const { bench, client, clock, question } = await manualBench({
      driver,
      version,
      startMs: Date.now() - 120_000,
    });
    await bench.setInterval(10);
    await clock.sleep(119_000);
    const sample = await new GuestSampler().sampleFast(client, {});
    const found = await examine(client, sample, { question, watchMs: 100, clock });
    expect(judge(found).verdict).toBe(verdict);
  });

  const isOfDriver = (id: string) => DRIVER_CASES.includes(id);
  const others = unseen ?? { fails: fails.filter((id) => !isOfDriver(id)), skips };

  it.each([
    ['7.2', fails, skips],
    ['11.1', others.fails, [...(others.skips ?? []), ...DRIVER_CASES]],
  ] as const)('fails exactly the cases that it must on QEMU %s', async (version, fails, skips) => {
    const { bench, qemu } = await manualBench({ driver, version, memoryBytes: 2 ** 28 });
    const { results, leftBehind } = await runCheck(bench, { control: true, disruptive: true });
    expect(idsOf(results, 'failed')).toEqual([...fails].sort());
    expect(idsOf(results, 'skipped')).toEqual([...skips, ...ALWAYS_SKIPPED].sort());
    expect(leftBehind).toEqual([]);
    expect({
      interval: qemu.balloon.intervalSeconds,
      actual: qemu.balloon.actualBytes,
      state: qemu.machine.status,
    }).toEqual({ interval: 0, actual: 2 ** 28, state: 'running' });
  });
});

function idsOf(results: readonly CaseResult[], state: CaseResult['state']): readonly string[] {
  const chosen = results.filter((result) => result.state === state);
  for (const { id, why } of chosen) expect(why, id).not.toBe('');
  return chosen.map(({ id }) => id).sort();
}
