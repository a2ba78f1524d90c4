import { describe, expect, it } from 'vitest';
import type { BalloonReport } from '../../src/model/balloon.js';
import { ReportArrivals } from '../../src/model/report-arrivals.js';

const reportAt = (lastUpdateSeconds: number, free = 1): BalloonReport => ({
  supplied: { 'stat-free-memory': free },
  unset: [],
  lastUpdateSeconds,
});

describe('ReportArrivals', () => {
  it('does not take a report that already exists for a new one', () => {
    const arrivals = new ReportArrivals();
    expect(arrivals.add(reportAt(100), 10, 0)).toBeUndefined();
    expect(arrivals.add(reportAt(100), 10, 200)).toBeUndefined();
    expect(arrivals.dueMs).toBeUndefined();
  });

  it('does not know how long the first report took: the arrival of the previous one was not seen', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100), 10, 0);
    expect(arrivals.add(reportAt(110), 10, 4000)).toEqual({ answerMs: undefined });
    expect(arrivals.dueMs).toBe(14_000);
  });

  it('takes the gap between two reports minus the interval for the time of the answer', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100), 10, 0);
    arrivals.add(reportAt(110), 10, 4000);
    expect(arrivals.add(reportAt(110), 10, 14_000)).toBeUndefined();
    expect(arrivals.add(reportAt(120), 10, 14_150)).toEqual({ answerMs: 150 });
    expect(arrivals.add(reportAt(131), 10, 25_150)).toEqual({ answerMs: 1000 });
  });

  it('knows when it has asked itself', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(0), 0, 0);
    arrivals.asked(100, 10);
    expect(arrivals.dueMs).toBe(100);
    expect(arrivals.add(reportAt(100), 10, 130)).toEqual({ answerMs: 30 });
    expect(arrivals.dueMs).toBe(10_130);
  });

  it('returns no time below 0 when the previous report was seen late', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100), 1, 0);
    arrivals.add(reportAt(101), 1, 200);
    expect(arrivals.add(reportAt(102), 1, 1010)).toEqual({ answerMs: 0 });
  });

  it('does not take a report before the request for an answer: the driver was loaded', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100), 10, 0);
    arrivals.add(reportAt(110), 10, 200);
    arrivals.add(reportAt(110), 10, 3000);
    expect(arrivals.add(reportAt(113), 10, 3200)).toEqual({ answerMs: undefined });
  });

  it.each([
    ['the guest stood still', (arrivals: ReportArrivals) => arrivals.disturb(), 10],
    ['the interval has changed', () => undefined, 20],
    ['the interval is not known', () => undefined, undefined],
  ])('knows no time where %s', (_, happen, interval) => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100), 10, 0);
    arrivals.add(reportAt(110), 10, 4000);
    happen(arrivals);
    expect(arrivals.add(reportAt(130), interval, 24_100)).toEqual({ answerMs: undefined });
  });

  it('distinguishes two reports of one second by their figures', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100, 1), 0, 0);
    arrivals.asked(100, 10);
    expect(arrivals.add(reportAt(100, 2), 10, 110)).toEqual({ answerMs: 10 });
  });

  it('takes a report that a reset has cleared for none, and the next for a new one', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100), 10, 0);
    expect(arrivals.add(reportAt(0), 10, 200)).toBeUndefined();
    expect(arrivals.add(reportAt(100), 10, 400)).toEqual({ answerMs: undefined });
  });

  it('continues after a report that could not be read', () => {
    const arrivals = new ReportArrivals();
    arrivals.add(reportAt(100), 10, 0);
    expect(arrivals.add(undefined, 10, 200)).toBeUndefined();
    expect(arrivals.add(reportAt(100), 10, 400)).toBeUndefined();
  });
});
