import { describe, expect, it } from 'vitest';
import { BalloonWatch, presentOf, type TimedSample } from '../../src/balloon/balloon-watch.js';
import type { BalloonSample } from '../../src/model/balloon.js';
import type { RunState } from '../../src/model/run-state.js';

const START = 1_795_205_000;
const DEVICE = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' };
const SUPPLIED = { 'stat-total-memory': 1000, 'stat-free-memory': 300, 'stat-available-memory': 700 };

interface Seen extends Partial<BalloonSample> {
  readonly runState?: RunState;
  /** When the last report arrived, milliseconds after the start. */
  readonly reportedMs?: number | undefined;
  readonly device?: never;
}

/** A sample at a fake time, in milliseconds after the start. */
function sampleAt(atMs: number, { runState = 'running', reportedMs, ...balloon }: Seen = {}): TimedSample {
  const takenAtSeconds = START + atMs / 1000;
  const lastUpdateSeconds = reportedMs === undefined ? 0 : Math.floor(START + reportedMs / 1000);
  const report = { supplied: reportedMs === undefined ? {} : SUPPLIED, unset: [], lastUpdateSeconds };
  return {
    atMs,
    sample: {
      name: 'web',
      uuid: undefined,
      runState,
      vcpus: undefined,
      memory: undefined,
      balloon: {
        actualBytes: 1024,
        intervalSeconds: 10,
        report,
        ...balloon,
        device: DEVICE,
        readAtSeconds: takenAtSeconds,
      },
      disks: undefined,
      nics: undefined,
      display: undefined,
      takenAtSeconds,
      failures: [],
    },
  };
}

/** Takes a sample every 200 ms, and returns what is shown of them. */
function watchFor(watch: BalloonWatch, fromMs: number, toMs: number, seen: (atMs: number) => Seen) {
  const shown = [];
  for (let atMs = fromMs; atMs <= toMs; atMs += 200) {
    const sample = watch.add(sampleAt(atMs, seen(atMs)));
    if (sample) shown.push({ atMs, reason: sample.reason, verdict: sample.verdict });
  }
  return shown;
}

describe('BalloonWatch', () => {
  it('shows the first sample, then each report as it arrives', () => {
    const watch = new BalloonWatch(10);
    const reportedMs = (atMs: number) => Math.floor(atMs / 10_000) * 10_000;
    const shown = watchFor(watch, 3000, 31_000, (atMs) => ({ reportedMs: reportedMs(atMs) }));
    expect(shown).toEqual([
      { atMs: 3000, reason: 'first', verdict: 'ok' },
      { atMs: 10_000, reason: 'report', verdict: 'ok' },
      { atMs: 20_000, reason: 'report', verdict: 'ok' },
      { atMs: 30_000, reason: 'report', verdict: 'ok' },
    ]);
  });

  it('has the figures and the times of a report in its sample', () => {
    const watch = new BalloonWatch(10);
    watch.add(sampleAt(0, { reportedMs: -5000 }));
    watch.add(sampleAt(5000, { reportedMs: 5000 }));
    expect(watch.dueMs).toBe(15_000);
    watch.add(sampleAt(15_000, { reportedMs: 5000 }));
    expect(watch.add(sampleAt(15_050, { reportedMs: 15_000 }))).toMatchObject({
      type: 'sample',
      reason: 'report',
      timeSeconds: START + 15.05,
      state: 'running',
      actualBytes: 1024,
      intervalSeconds: 10,
      answerSeconds: 0.05,
      usedBytes: 300,
      totalBytes: 1000,
      verdict: 'ok',
      severity: 'fine',
    });
  });

  it('shows once an interval that no report arrives, and when that becomes a fault', () => {
    const watch = new BalloonWatch(10);
    watch.add(sampleAt(0, { reportedMs: -10_000 }));
    watch.add(sampleAt(1000, { reportedMs: 1000 }));
    expect(watchFor(watch, 1200, 33_000, () => ({ reportedMs: 1000 }))).toEqual([
      { atMs: 12_000, reason: 'silence', verdict: 'ok' },
      { atMs: 22_000, reason: 'silence', verdict: 'ok' },
      { atMs: 32_000, reason: 'silence', verdict: 'stale' },
    ]);
  });

  it('shows after a reset that the report is from before', () => {
    const watch = new BalloonWatch(10);
    watch.add(sampleAt(0, { reportedMs: -5000 }));
    expect(presentOf({ ...sampleAt(1000, { reportedMs: -5000 }), isReset: true })).toMatchObject({
      verdict: 'reset-pending',
      detail: 'the last report is from before the machine was reset',
    });
    // QEMU 10.0 clears the report at a reset.
    expect(presentOf({ ...sampleAt(1000), isReset: true }).verdict).toBe('never-reported');
  });

  it.each([
    ['paused', { runState: 'paused', reportedMs: 0 }],
    ['never-reported', {}],
    ['polling-off', { intervalSeconds: 0, reportedMs: 0 }],
  ] satisfies [string, Seen][])('shows that no report arrives from a guest that is %s', (verdict, seen) => {
    const watch = new BalloonWatch(5);
    const shown = watchFor(watch, 0, 11_000, () => seen);
    expect(shown[0]).toMatchObject({ reason: 'first', verdict });
    expect(shown[1]).toMatchObject({ reason: 'silence', verdict });
  });

  it('does not know how long an answer took when a pause came between', () => {
    const watch = new BalloonWatch(10);
    watch.add(sampleAt(0, { reportedMs: -1 }));
    watch.add(sampleAt(1000, { reportedMs: 1000 }));
    watch.add(sampleAt(5000, { reportedMs: 1000, runState: 'paused' }));
    expect(watch.add(sampleAt(20_000, { reportedMs: 20_000 }))?.answerSeconds).toBeUndefined();
  });

  it('shows silence once an interval while QEMU does not answer', () => {
    const watch = new BalloonWatch(10);
    const problem = { kind: 'stopped', message: 'QEMU (pid 7) is stopped' } as const;
    expect(watch.unanswered(problem, 0)).toBeUndefined();
    watch.add(sampleAt(0, { reportedMs: 0 }));
    expect(watch.unanswered(problem, 4000)).toMatchObject({
      reason: 'present',
      verdict: 'stopped',
      detail: 'QEMU (pid 7) is stopped',
      ageSeconds: 4,
      timeSeconds: START + 4,
    });
    expect(watch.unanswered(problem, 11_000)).toMatchObject({ reason: 'silence', ageSeconds: 11 });
    expect(watch.unanswered(problem, 12_000)).toMatchObject({ reason: 'present' });
    expect(watch.unanswered(problem, 21_000)).toMatchObject({ reason: 'silence' });
  });

  it('shows the present at any time', () => {
    expect(presentOf(sampleAt(500, { reportedMs: 0 }))).toMatchObject({ reason: 'present', ageSeconds: 0.5 });
  });
});
