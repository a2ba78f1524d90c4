import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { History, type HistoryQuery } from '../../../src/serve/history/history.js';
import { AFTER } from '../../formats/moving-snapshot.js';
import { WEB } from '../web-guest.js';

const EPOCH = 1_800_000_000;
const NAME = WEB.name;

/** A snapshot in which a guest uses so much resident memory. */
function at(second: number, rssBytes: number | undefined, name = NAME): Snapshot {
  const { linux } = WEB;
  const guest: GuestSnapshot = {
    ...WEB,
    name,
    linux: linux && rssBytes !== undefined ? { ...linux, rssBytes } : undefined,
  };
  return { takenAtSeconds: EPOCH + second, host: { memoryBytes: undefined }, guests: [guest], warnings: [] };
}

/** A snapshot with these guests. */
function of(second: number, names: readonly string[]): Snapshot {
  return { ...at(second, 1), guests: names.map((name) => ({ ...WEB, name })) };
}

const RESIDENT: HistoryQuery = {
  guest: NAME,
  series: ['residentBytes'],
  resolution: 'sweep',
  afterSeconds: 0,
};

describe('the history', () => {
  it('has the figures of each sweep, null where unknown', () => {
    const history = new History(2 ** 20);
    for (const [second, bytes] of [100, undefined, 300].entries()) history.add(at(second, bytes));
    expect(history.query(RESIDENT)).toEqual([
      [EPOCH, 100],
      [EPOCH + 1, null],
      [EPOCH + 2, 300],
    ]);
    expect(history.query({ ...RESIDENT, afterSeconds: EPOCH + 1 })).toEqual([[EPOCH + 2, 300]]);
    expect(history.query({ ...RESIDENT, guest: 'another' })).toBeUndefined();
  });

  it('has minimum, mean and maximum of each minute that is over', () => {
    const history = new History(2 ** 20);
    for (let second = 0; second < 121; second += 20) history.add(at(second, second));
    const query = { ...RESIDENT, resolution: 'minute' } as const;
    expect(history.query(query)).toEqual([
      [EPOCH, 0, 20, 40],
      [EPOCH + 60, 60, 80, 100],
    ]);
  });

  it('keeps sweeps for 15 minutes and minutes for a day, of a guest that is gone too', () => {
    const history = new History(2 ** 24);
    history.add(at(0, 1, 'gone'));
    for (let second = 0; second <= 25 * 3600; second += 20) history.add(at(second, second));
    const sweeps = history.query(RESIDENT) ?? [];
    const oldest = sweeps[0]?.[0] ?? 0;
    expect(EPOCH + 25 * 3600 - oldest).toBeGreaterThanOrEqual(15 * 60 - 20);
    // A chunk of rows goes when all of it is old.
    expect(EPOCH + 25 * 3600 - oldest).toBeLessThan(15 * 60 + 30 * 20);
    const minutes = history.query({ ...RESIDENT, resolution: 'minute' }) ?? [];
    expect(minutes.length).toBeGreaterThanOrEqual(24 * 60 - 1);
    expect(minutes.length).toBeLessThanOrEqual(25 * 60);
    expect(history.query({ ...RESIDENT, guest: 'gone' })).toBeUndefined();
  });

  it('stays within its budget, and drops the oldest rows of all guests first', () => {
    const budget = 40_000;
    const history = new History(budget);
    for (let second = 0; second < 3000; second += 5) {
      const { guests: [one] = [], ...rest } = at(second, second);
      const guests = one ? [one, { ...one, name: 'other' }] : [];
      history.add({ ...rest, guests });
      expect(history.bytes).toBeLessThanOrEqual(budget);
    }
    const [mine, others] = [NAME, 'other'].map((guest) => history.query({ ...RESIDENT, guest }) ?? []);
    expect(mine?.at(-1)).toEqual([EPOCH + 2995, 2995]);
    expect(Math.abs((mine?.length ?? 0) - (others?.length ?? 0))).toBeLessThanOrEqual(30);
    expect(mine?.length).toBeGreaterThan(30);
  });

  it('keeps the latest rows of each guest, within its budget, and nothing of a guest when all is old', () => {
    const sweeps = fc.array(
      fc.record({ pause: fc.integer({ min: 1, max: 400 }), guests: fc.subarray(['a', 'b', 'c', 'd']) }),
      { minLength: 1, maxLength: 150 },
    );
    fc.assert(
      fc.property(sweeps, fc.integer({ min: 0, max: 60_000 }), (steps, budget) => {
        const history = new History(budget);
        const added = new Map<string, number[]>();
        let second = 0;
        for (const { pause, guests } of steps) {
          second += pause;
          history.add(of(second, guests));
          for (const name of guests) added.set(name, [...(added.get(name) ?? []), EPOCH + second]);
          expect(history.bytes).toBeLessThanOrEqual(budget);
        }
        for (const [guest, times] of added) {
          const kept = history.query({ ...RESIDENT, guest })?.map(([time]) => time) ?? [];
          expect(kept).toEqual(kept.length === 0 ? [] : times.slice(-kept.length));
          // Eight bytes of time, and four for each series.
          expect(history.bytes).toBeGreaterThanOrEqual(kept.length * 60);
        }
        history.add(of(second + 2 * 86_400, []));
        expect(history.bytes).toBe(0);
      }),
    );
  });

  it('does not begin the chunks of all guests in the same sweep', () => {
    const history = new History(2 ** 24);
    const names = Array.from({ length: 300 }, (_, at) => `vm${at}`);
    const grown: number[] = [];
    for (let second = 0; second < 50; second++) {
      const before = history.bytes;
      history.add(of(second, names));
      grown.push(history.bytes - before);
    }
    // A tenth of them: the first chunks have 30 capacities.
    for (const bytes of grown.slice(1)) expect(bytes).toBeLessThanOrEqual(30 * 30 * 60);
  });

  it('loses nothing when the clock is set back', () => {
    const history = new History(2 ** 20);
    const seconds = [0, 30, 60, -7200, -7170, -7130];
    for (const second of seconds) history.add(at(second, 1));
    expect(history.query(RESIDENT)?.map(([second]) => second - EPOCH)).toEqual(seconds);
    const minutes = history.query({ ...RESIDENT, resolution: 'minute' });
    expect(minutes?.map(([second]) => second - EPOCH)).toEqual([0, 60, -7200]);
  });

  it('drops what is old, and nothing else, after a clock that was a year ahead is set right', () => {
    const history = new History(2 ** 20);
    const ahead = 365 * 86_400;
    for (let second = 0; second < 1800; second += 20) history.add(at(ahead + second, 1));
    for (let second = 0; second < 1800; second += 20) history.add(at(second, 2, 'newcomer'));
    for (let second = 1800; second < 3600; second += 20) history.add(at(second, 3));
    const seconds = history.query(RESIDENT)?.map(([time]) => time - EPOCH) ?? [];
    expect(Math.max(...seconds)).toBe(3580);
    expect(seconds.filter((second) => second >= ahead)).toEqual([]);
    const newcomer = history.query({ ...RESIDENT, guest: 'newcomer', resolution: 'minute' }) ?? [];
    expect(newcomer.map(([second]) => second - EPOCH)).toEqual(
      Array.from({ length: 29 }, (_, at) => at * 60),
    );
  });

  it('sums a minute up as its rows are', () => {
    const figures = fc.array(fc.option(fc.integer({ min: 0, max: 2 ** 20 }), { nil: undefined }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(figures, (values) => {
        const history = new History(2 ** 20);
        for (const [index, value] of values.entries()) history.add(at(index * 5, value));
        history.add(at(60, 0));
        const known = values.filter((value) => value !== undefined);
        const [row] = history.query({ ...RESIDENT, resolution: 'minute' }) ?? [];
        const [, least, mean, most] = row ?? [];
        const sum = known.reduce((total, value) => total + value, 0);
        const isKnown = known.length > 0;
        expect(least).toBe(isKnown ? Math.min(...known) : null);
        expect(most).toBe(isKnown ? Math.max(...known) : null);
        expect(mean).toBe(isKnown ? Math.fround(sum / known.length) : null);
      }),
    );
  });
});

it('has a figure for every series of a guest that is measured', () => {
  const history = new History(2 ** 20);
  history.add(AFTER);
  const [row = []] =
    history.query({ ...RESIDENT, series: ['cpuRatio', 'stealRatio', 'netReceiveBytesPerSecond'] }) ?? [];
  const [, cpu, steal, received] = row;
  expect(cpu).toBeCloseTo(1, 5);
  expect(steal).toBeCloseTo((0.05 + 0.025) / 2, 5);
  expect(received).toBe(100_000);
});
