import { describe, expect, it } from 'vitest';
import type { BalloonReport, BalloonSample } from '../../src/model/balloon.js';
import { isFresh, judgeMemory } from '../../src/model/guest-memory.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import { VERDICTS } from '../../src/model/verdict.js';

const NOW = 1_795_205_869;
const TOTAL = 1000;
const HEALTHY = { 'stat-total-memory': TOTAL, 'stat-available-memory': 700, 'stat-free-memory': 300 };

function reportOf(supplied: BalloonReport['supplied'], ageSeconds = 1): BalloonReport {
  return { supplied, unset: [], lastUpdateSeconds: NOW - ageSeconds };
}

function balloonOf(balloon: Partial<BalloonSample>): BalloonSample {
  return {
    device: { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' },
    actualBytes: 1024,
    report: reportOf(HEALTHY),
    intervalSeconds: 10,
    ...balloon,
  };
}

function guestOf(guest: Partial<QemuSample>, balloon: Partial<BalloonSample> = {}): QemuSample {
  return {
    name: 'vm1',
    uuid: undefined,
    runState: 'running',
    vcpus: [],
    memory: undefined,
    balloon: balloonOf(balloon),
    disks: [],
    nics: [],
    display: null,
    takenAtSeconds: NOW,
    failures: [],
    ...guest,
  };
}

const judge = (balloon: Partial<BalloonSample>, guest: Partial<QemuSample> = {}) =>
  judgeMemory(guestOf(guest, balloon), undefined);
const NOTHING = {
  usedBytes: undefined,
  lastUsedBytes: undefined,
  totalBytes: undefined,
  ageSeconds: undefined,
};
const NEVER: BalloonReport = { supplied: {}, unset: ['stat-free-memory'], lastUpdateSeconds: 0 };

describe('judgeMemory', () => {
  it('is ok with a fresh report', () => {
    expect(judge({})).toEqual({
      verdict: 'ok',
      explanation: '',
      advice: '',
      usedBytes: 300,
      lastUsedBytes: 300,
      totalBytes: TOTAL,
      ageSeconds: 1,
    });
  });

  it('counts from free memory where the guest does not supply what is available', () => {
    const report = reportOf({ 'stat-total-memory': TOTAL, 'stat-free-memory': 300 });
    expect(judge({ report })).toMatchObject({ verdict: 'ok', usedBytes: 700 });
  });

  it('does not mind that less is available than free, which a healthy guest may report', () => {
    const report = reportOf({ ...HEALTHY, 'stat-available-memory': 299 });
    expect(judge({ report })).toMatchObject({ verdict: 'ok', usedBytes: 701 });
  });

  it('takes figures beyond 2^53', () => {
    const report = reportOf({ 'stat-total-memory': 2n ** 60n, 'stat-available-memory': 2n ** 59n });
    expect(judge({ report })).toMatchObject({ verdict: 'ok', usedBytes: 2 ** 59, totalBytes: 2 ** 60 });
  });

  it('finds no balloon in a machine without one', () => {
    expect(judge({ device: undefined, report: undefined, intervalSeconds: undefined })).toEqual({
      ...NOTHING,
      verdict: 'no-device',
      explanation: 'The machine has no virtio balloon.',
      advice: VERDICTS['no-device'].advice,
    });
  });

  it('says that polling is off, of a guest that has reported', () => {
    expect(judge({ intervalSeconds: 0, report: reportOf(HEALTHY, 900) })).toEqual({
      verdict: 'polling-off',
      explanation: 'QEMU does not ask the guest: the polling interval is 0.',
      advice: VERDICTS['polling-off'].advice,
      usedBytes: undefined,
      lastUsedBytes: 300,
      totalBytes: TOTAL,
      ageSeconds: 900,
    });
  });

  it('says that the guest has never reported', () => {
    expect(judge({ report: NEVER })).toEqual({
      ...NOTHING,
      verdict: 'never-reported',
      explanation: 'No report has arrived since the machine started.',
      advice: VERDICTS['never-reported'].advice,
    });
  });

  it('misses the driver, and not polling, where both are missing: a driver reports once when it is loaded', () => {
    expect(judge({ intervalSeconds: 0, report: NEVER })).toEqual({
      ...NOTHING,
      verdict: 'never-reported',
      explanation:
        'no report has arrived, not even the one that a driver sends when it is loaded; polling is off, too',
      advice: VERDICTS['never-reported'].advice,
    });
  });

  it('misses polling in a guest that was migrated here, whose driver has been loaded elsewhere', () => {
    const guest = guestOf({}, { intervalSeconds: 0, report: NEVER });
    expect(judgeMemory(guest, undefined, { isIncoming: true })).toEqual({
      ...NOTHING,
      verdict: 'polling-off',
      explanation: 'polling is off: a migration does not bring the interval along',
      advice: VERDICTS['polling-off'].advice,
    });
    const asked = guestOf({}, { report: NEVER });
    expect(judgeMemory(asked, undefined, { isIncoming: true }).verdict).toBe('never-reported');
  });

  it('keeps the last figures of a report that is stale', () => {
    expect(judge({ report: reportOf(HEALTHY, 99.6) })).toEqual({
      verdict: 'stale',
      explanation: 'the last balloon report is 100 s old: the driver has stopped answering',
      advice: VERDICTS.stale.advice,
      usedBytes: undefined,
      lastUsedBytes: 300,
      totalBytes: TOTAL,
      ageSeconds: expect.closeTo(99.6, 4),
    });
  });

  it.each([1, 10, 60])(
    'takes a report for fresh up to twice the interval of %i s and 2 s more',
    (intervalSeconds) => {
      const edge = 2 * intervalSeconds + 2;
      expect(judge({ intervalSeconds, report: reportOf(HEALTHY, edge) }).verdict).toBe('ok');
      expect(judge({ intervalSeconds, report: reportOf(HEALTHY, edge + 0.25) }).verdict).toBe('stale');
    },
  );

  it('takes a report from a moment in the future for a present one', () => {
    expect(judge({ report: reportOf(HEALTHY, -1) })).toMatchObject({ verdict: 'ok', ageSeconds: 0 });
  });

  it('does not trust a report from the future, whose age is unknown', () => {
    expect(judge({ report: reportOf(HEALTHY, -30) })).toMatchObject({
      verdict: 'stale',
      ageSeconds: 0,
      explanation: "the last balloon report is dated in the future: the host's clock was set back",
    });
  });

  it.each(['paused', 'prelaunch', 'io-error', 'shutdown', 'dreaming'])(
    'says that a guest in %s cannot report',
    (runState) => {
      expect(judge({}, { runState })).toMatchObject({
        verdict: 'paused',
        explanation: `the guest does not run (${runState}), so its balloon does not report`,
        usedBytes: undefined,
        lastUsedBytes: 300,
      });
      expect(judge({ report: NEVER }, { runState }).verdict).toBe('paused');
      expect(judge({ intervalSeconds: 0 }, { runState }).verdict).toBe('paused');
    },
  );

  it('takes a guest for running in a state that only a later QEMU has, when QEMU says that it runs', () => {
    expect(judge({}, { runState: 'dreaming', isRunning: true })).toMatchObject({
      verdict: 'ok',
      usedBytes: 300,
    });
    expect(judge({}, { runState: 'dreaming', isRunning: false }).verdict).toBe('paused');
  });

  it('says that it does not know whether the guest runs', () => {
    expect(judge({}, { runState: undefined }).explanation).toBe(
      'the guest does not run (state unknown), so its balloon does not report',
    );
  });

  it('finds a report without figures empty', () => {
    const report: BalloonReport = { ...reportOf({}), unset: ['stat-total-memory'] };
    expect(judge({ report })).toEqual({
      verdict: 'empty',
      explanation: 'Reports arrive on time, but are empty.',
      advice: VERDICTS.empty.advice,
      usedBytes: undefined,
      lastUsedBytes: undefined,
      totalBytes: undefined,
      ageSeconds: 1,
    });
  });

  it.each([
    ['the total', { 'stat-available-memory': 1, 'stat-free-memory': 1 }],
    ['both free and available memory', { 'stat-total-memory': TOTAL, 'stat-swap-in': 0 }],
  ])('finds a report partial that lacks %s', (_, supplied) => {
    expect(judge({ report: reportOf(supplied) })).toMatchObject({
      verdict: 'partial',
      explanation: 'Reports lack the total, or both free and available memory.',
      usedBytes: undefined,
    });
  });

  it.each([
    ['available', { ...HEALTHY, 'stat-available-memory': TOTAL + 1 }],
    ['free', { ...HEALTHY, 'stat-free-memory': TOTAL + 1 }],
  ])('finds a report inconsistent that has more %s than there is', (_, supplied) => {
    expect(judge({ report: reportOf(supplied) })).toMatchObject({
      verdict: 'inconsistent',
      explanation: 'The guest reports more free or available memory than it has.',
    });
  });

  it('finds nothing wrong with a guest all of whose memory is free', () => {
    const report = reportOf({ ...HEALTHY, 'stat-available-memory': TOTAL, 'stat-free-memory': TOTAL });
    expect(judge({ report })).toMatchObject({ verdict: 'ok', usedBytes: 0 });
  });

  it('gives the reason why the balloon was not asked', () => {
    const failures = [
      { part: 'disks', why: 'no reply to query-block within 500 ms' },
      { part: 'balloon', why: 'no reply to qom-get within 500 ms' },
    ];
    const expected = {
      ...NOTHING,
      verdict: 'failed',
      explanation: 'no reply to qom-get within 500 ms',
      advice: VERDICTS.failed.advice,
    };
    expect(judgeMemory({ ...guestOf({ failures }), balloon: undefined }, undefined)).toEqual(expected);
    expect(judge({ report: undefined }, { failures })).toEqual(expected);
    expect(judgeMemory({ ...guestOf({}), balloon: undefined }, undefined).explanation).toBe(
      'the balloon did not answer',
    );
  });

  it('does not call a report fresh whose interval it does not know', () => {
    expect(judge({ intervalSeconds: undefined })).toMatchObject({
      verdict: 'failed',
      explanation: 'the balloon did not answer',
    });
  });

  it.each([
    'busy',
    'stopped',
    'denied',
    'no-monitor',
    'hung',
    'gone',
    'foreign',
    'absent',
    'failed',
  ] as const)('makes the problem %s the verdict, in the words of the problem', (kind) => {
    expect(judgeMemory(undefined, { kind, message: 'unix:/q: it is so' })).toEqual({
      ...NOTHING,
      verdict: kind,
      explanation: 'unix:/q: it is so',
      advice: VERDICTS[kind].advice,
    });
  });

  it('has a verdict on a guest of which nothing is known', () => {
    expect(judgeMemory(undefined, undefined)).toEqual({
      ...NOTHING,
      verdict: 'failed',
      explanation: 'not asked',
      advice: VERDICTS.failed.advice,
    });
  });
});

describe('isFresh', () => {
  it('is so for nothing but ok', () => {
    expect(isFresh(judge({}))).toBe(true);
    expect(isFresh(judge({ report: reportOf(HEALTHY, 99) }))).toBe(false);
    expect(isFresh(judge({}, { runState: 'paused' }))).toBe(false);
  });
});
