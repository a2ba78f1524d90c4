import { describe, expect, it } from 'vitest';
import type { WatchSample } from '../../src/model/balloon-watch.js';
import { BalloonHistory } from '../../src/terminal/balloon-history.js';
import { CHANGE, SAMPLE } from '../formats/balloon/watched-balloon.js';

function reportAt(timeSeconds: number, swapIn: number, answerSeconds?: number): WatchSample {
  const supplied = { 'stat-swap-in': swapIn, 'stat-total-memory': 700 };
  return { ...SAMPLE, timeSeconds, answerSeconds, report: { supplied, unset: [], lastUpdateSeconds: 1 } };
}

function historyOf(...samples: readonly WatchSample[]): BalloonHistory {
  const history = new BalloonHistory();
  for (const sample of samples) history.add(sample);
  return history;
}

describe('BalloonHistory', () => {
  it('knows nothing at first', () => {
    const { series, events, answers } = new BalloonHistory();
    expect({ series, events, answers }).toEqual({ series: [], events: [], answers: undefined });
  });

  it('has a gauge as it is, and a counter by its rate', () => {
    const { series } = historyOf(reportAt(10, 100), reportAt(12, 140), reportAt(14, 240));
    expect(series).toEqual([
      {
        stat: 'stat-total-memory',
        value: 700,
        rate: undefined,
        points: [10, 12, 14].map((timeSeconds) => ({ timeSeconds, value: 700 })),
      },
      {
        stat: 'stat-swap-in',
        value: 240,
        rate: 50,
        points: [
          { timeSeconds: 12, value: 20 },
          { timeSeconds: 14, value: 50 },
        ],
      },
    ]);
  });

  it('has no rate over a step back, or between two reports at one time', () => {
    const { series } = historyOf(reportAt(10, 100), reportAt(12, 5), reportAt(12, 7));
    expect(series.at(-1)).toMatchObject({ stat: 'stat-swap-in', value: 7, rate: undefined, points: [] });
  });

  it('begins with the report that was found, at its own time, and takes no silence for another', () => {
    const found = { ...reportAt(1000, 5), reason: 'present' } as const;
    const { series } = historyOf(found, { ...found, reason: 'silence' }, reportAt(11, 25));
    expect(series[0]?.points.map(({ timeSeconds }) => timeSeconds)).toEqual([1, 11]);
    expect(series[1]).toMatchObject({ stat: 'stat-swap-in', value: 25, rate: 2 });
  });

  it('takes a guest that has never reported for none', () => {
    const never = { supplied: {}, unset: ['stat-swap-in'], lastUpdateSeconds: 0 };
    const history = historyOf(
      { ...SAMPLE, reason: 'first', report: never },
      { ...SAMPLE, reason: 'first', report: undefined },
    );
    expect(history.series).toEqual([]);
  });

  it('sums up how long answers took', () => {
    const history = historyOf(reportAt(1, 0, 0.2), reportAt(2, 0), reportAt(3, 0, 0.6), reportAt(4, 0, 0.1));
    expect(history.answers).toEqual({ last: 0.1, mean: expect.closeTo(0.3), worst: 0.6 });
  });

  it('keeps no more than is shown, however long it goes on', () => {
    const history = new BalloonHistory();
    for (let at = 0; at < 9000; at++) {
      history.add(reportAt(at, at));
      history.add({ ...CHANGE, timeSeconds: at });
    }
    expect(history.events).toHaveLength(50);
    expect(history.events.at(-1)).toMatchObject({ timeSeconds: 8999 });
    expect(history.series[0]?.points.length).toBeLessThanOrEqual(8000);
    expect(history.series[0]?.points.at(-1)).toEqual({ timeSeconds: 8999, value: 700 });
  });
});
