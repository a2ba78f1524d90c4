import { describe, expect, it } from 'vitest';
import type { BalloonReport, BalloonSample } from '../../src/model/balloon.js';
import type { ProblemKind } from '../../src/model/problem.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import { isFresh, judgeMemory } from '../../src/model/verdict.js';

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
      explanation: 'no balloon: start QEMU with -device virtio-balloon',
    });
  });

  it('says that polling is off, also beside an old report', () => {
    expect(judge({ intervalSeconds: 0, report: NEVER })).toEqual({
      ...NOTHING,
      verdict: 'polling-off',
      explanation: 'balloon polling is off: qgauge collect switches it on',
    });
    expect(judge({ intervalSeconds: 0, report: reportOf(HEALTHY, 900) })).toEqual({
      verdict: 'polling-off',
      explanation: 'balloon polling is off: qgauge collect switches it on',
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
      explanation: 'no balloon report: the guest has no driver, or is still booting',
    });
  });

  it('keeps the last figures of a report that is stale', () => {
    expect(judge({ report: reportOf(HEALTHY, 99.6) })).toEqual({
      verdict: 'stale',
      explanation: 'the last balloon report is 100 s old: the driver has stopped answering',
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
      explanation: 'balloon reports come without figures: is the balloon service running in the guest?',
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
      explanation: 'balloon reports lack the total, or both free and available memory',
      usedBytes: undefined,
    });
  });

  it.each([
    ['available', { ...HEALTHY, 'stat-available-memory': TOTAL + 1 }],
    ['free', { ...HEALTHY, 'stat-free-memory': TOTAL + 1 }],
  ])('finds a report inconsistent that has more %s than there is', (_, supplied) => {
    expect(judge({ report: reportOf(supplied) })).toMatchObject({
      verdict: 'inconsistent',
      explanation: 'the balloon reports more free memory than there is',
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
    const expected = { ...NOTHING, verdict: 'not-asked', explanation: 'no reply to qom-get within 500 ms' };
    expect(judgeMemory({ ...guestOf({ failures }), balloon: undefined }, undefined)).toEqual(expected);
    expect(judge({ report: undefined }, { failures })).toEqual(expected);
    expect(judgeMemory({ ...guestOf({}), balloon: undefined }, undefined).explanation).toBe(
      'the balloon did not answer',
    );
  });

  it('does not call a report fresh whose interval it does not know', () => {
    expect(judge({ intervalSeconds: undefined })).toMatchObject({
      verdict: 'not-asked',
      explanation: 'the balloon did not answer',
    });
  });

  it.each<readonly [ProblemKind, string]>([
    ['busy', 'monitor-busy'],
    ['stopped', 'qemu-stopped'],
    ['denied', 'denied'],
    ['no-monitor', 'not-asked'],
    ['hung', 'not-asked'],
    ['gone', 'not-asked'],
    ['foreign', 'not-asked'],
    ['failed', 'not-asked'],
  ])('makes the problem %s the verdict %s, in the words of the problem', (kind, verdict) => {
    expect(judgeMemory(undefined, { kind, message: 'unix:/q: it is so' })).toEqual({
      ...NOTHING,
      verdict,
      explanation: 'unix:/q: it is so',
    });
  });

  it('has a verdict on a guest of which nothing is known', () => {
    expect(judgeMemory(undefined, undefined)).toEqual({
      ...NOTHING,
      verdict: 'not-asked',
      explanation: 'not asked',
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
