import { describe, expect, it } from 'vitest';
import { type BalloonLook, BalloonWatch, presentOf } from '../../src/balloon/balloon-watch.js';
import type { BalloonSample } from '../../src/model/balloon.js';
import type { RunState } from '../../src/model/run-state.js';

const START = 1_795_205_000;
const DEVICE = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' };
const SUPPLIED = { 'stat-total-memory': 1000, 'stat-free-memory': 300, 'stat-available-memory': 700 };

interface Seen extends Partial<BalloonSample> {
  readonly runState?: RunState;
  /** When the last report came, milliseconds after the start. */
  readonly reportedMs?: number | undefined;
  readonly device?: never;
}

/** A look at a fake time, in milliseconds after the start. */
function lookAt(atMs: number, { runState = 'running', reportedMs, ...balloon }: Seen = {}): BalloonLook {
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

/** Looks every 200 ms, and gives the samples that come of it. */
function watchFor(watch: BalloonWatch, fromMs: number, toMs: number, seen: (atMs: number) => Seen) {
  const told = [];
  for (let atMs = fromMs; atMs <= toMs; atMs += 200) {
    const sample = watch.look(lookAt(atMs, seen(atMs)));
    if (sample) told.push({ atMs, reason: sample.reason, verdict: sample.verdict });
  }
  return told;
}

describe('BalloonWatch', () => {
  it('tells what was found, then each report as it comes', () => {
    const watch = new BalloonWatch(10);
    const reportedMs = (atMs: number) => Math.floor(atMs / 10_000) * 10_000;
    const told = watchFor(watch, 3000, 31_000, (atMs) => ({ reportedMs: reportedMs(atMs) }));
    expect(told).toEqual([
      { atMs: 3000, reason: 'first', verdict: 'ok' },
      { atMs: 10_000, reason: 'report', verdict: 'ok' },
      { atMs: 20_000, reason: 'report', verdict: 'ok' },
      { atMs: 30_000, reason: 'report', verdict: 'ok' },
    ]);
  });

  it('has the figures and the times of a report in its sample', () => {
    const watch = new BalloonWatch(10);
    watch.look(lookAt(0, { reportedMs: -5000 }));
    watch.look(lookAt(5000, { reportedMs: 5000 }));
    expect(watch.dueMs).toBe(15_000);
    watch.look(lookAt(15_000, { reportedMs: 5000 }));
    expect(watch.look(lookAt(15_050, { reportedMs: 15_000 }))).toMatchObject({
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

  it('says once an interval that no report comes, and from when on that is a fault', () => {
    const watch = new BalloonWatch(10);
    watch.look(lookAt(0, { reportedMs: -10_000 }));
    watch.look(lookAt(1000, { reportedMs: 1000 }));
    expect(watchFor(watch, 1200, 33_000, () => ({ reportedMs: 1000 }))).toEqual([
      { atMs: 12_000, reason: 'silence', verdict: 'ok' },
      { atMs: 22_000, reason: 'silence', verdict: 'ok' },
      { atMs: 32_000, reason: 'silence', verdict: 'stale' },
    ]);
  });

  it('says after a reset that the report is of before', () => {
    const watch = new BalloonWatch(10);
    watch.look(lookAt(0, { reportedMs: -5000 }));
    expect(presentOf({ ...lookAt(1000, { reportedMs: -5000 }), isReset: true })).toMatchObject({
      verdict: 'reset-pending',
      detail: 'the last report is of before the machine was reset',
    });
    // QEMU 10.0 forgets the report with the reset.
    expect(presentOf({ ...lookAt(1000), isReset: true }).verdict).toBe('never-reported');
  });

  it.each([
    ['paused', { runState: 'paused', reportedMs: 0 }],
    ['never-reported', {}],
    ['polling-off', { intervalSeconds: 0, reportedMs: 0 }],
  ] satisfies [string, Seen][])('says that no report comes of a guest that is %s', (verdict, seen) => {
    const watch = new BalloonWatch(5);
    const told = watchFor(watch, 0, 11_000, () => seen);
    expect(told[0]).toMatchObject({ reason: 'first', verdict });
    expect(told[1]).toMatchObject({ reason: 'silence', verdict });
  });

  it('does not know how long an answer took that a pause came between', () => {
    const watch = new BalloonWatch(10);
    watch.look(lookAt(0, { reportedMs: -1 }));
    watch.look(lookAt(1000, { reportedMs: 1000 }));
    watch.look(lookAt(5000, { reportedMs: 1000, runState: 'paused' }));
    expect(watch.look(lookAt(20_000, { reportedMs: 20_000 }))?.answerSeconds).toBeUndefined();
  });

  it('goes on telling an interval while QEMU does not answer', () => {
    const watch = new BalloonWatch(10);
    const problem = { kind: 'stopped', message: 'QEMU (pid 7) is stopped' } as const;
    expect(watch.unanswered(problem, 0)).toBeUndefined();
    watch.look(lookAt(0, { reportedMs: 0 }));
    expect(watch.unanswered(problem, 4000)).toMatchObject({
      reason: 'present',
      verdict: 'qemu-stopped',
      detail: 'QEMU (pid 7) is stopped',
      ageSeconds: 4,
      timeSeconds: START + 4,
    });
    expect(watch.unanswered(problem, 11_000)).toMatchObject({ reason: 'silence', ageSeconds: 11 });
    expect(watch.unanswered(problem, 12_000)).toMatchObject({ reason: 'present' });
    expect(watch.unanswered(problem, 21_000)).toMatchObject({ reason: 'silence' });
  });

  it('shows the present at any time', () => {
    expect(presentOf(lookAt(500, { reportedMs: 0 }))).toMatchObject({ reason: 'present', ageSeconds: 0.5 });
  });
});
