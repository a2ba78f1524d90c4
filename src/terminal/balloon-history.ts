import { balloonStat, orderStats } from '../model/balloon-stats.js';
import type { WatchEvent, WatchItem, WatchSample } from '../model/balloon-watch.js';
import type { Point } from './sparkline.js';

/** How fast a driver has answered, in seconds. */
export interface Answers {
  readonly last: number;
  readonly mean: number;
  readonly worst: number;
}

/** A statistic over time; of a counter, its rate. */
export interface StatSeries {
  /** QEMU's name, e.g. `stat-free-memory`. */
  readonly stat: string;
  readonly value: number | bigint;
  /** Per second; `undefined` for a gauge, and until the second report. */
  readonly rate: number | undefined;
  readonly points: readonly Point[];
}

/** More than the longest span drawn, with a report every second. */
const MAX_REPORTS = 4000;
const MAX_EVENTS = 50;

/** What was reported of a balloon, as far back as it is shown. */
export class BalloonHistory {
  #reports: WatchSample[] = [];
  /** Computed on demand after each report. */
  #series: readonly StatSeries[] | undefined;
  #events: WatchEvent[] = [];
  #answered = { count: 0, sum: 0, worst: 0, last: 0 };

  /** Adds a sample or an event. */
  add(item: WatchItem): void {
    if (item.type === 'event') this.#events = [...this.#events, item].slice(-MAX_EVENTS);
    else if (item.reason === 'report') this.#addReport(item);
    else if (this.#reports.length === 0) this.#addFound(item);
  }

  /** The last events, oldest first. */
  get events(): readonly WatchEvent[] {
    return this.#events;
  }

  /** `undefined` until the time of an answer is known. */
  get answers(): Answers | undefined {
    const { count, sum, worst, last } = this.#answered;
    return count === 0 ? undefined : { last, mean: sum / count, worst };
  }

  /** Every statistic that the last report supplies. */
  get series(): readonly StatSeries[] {
    this.#series ??= this.#listSeries();
    return this.#series;
  }

  #listSeries(): readonly StatSeries[] {
    const supplied = this.#reports.at(-1)?.report?.supplied ?? {};
    return orderStats(Object.keys(supplied)).map((stat) => this.#seriesOf(stat, supplied[stat] ?? 0));
  }

  /** The report that existed at the start is the first point, at its own time. */
  #addFound(sample: WatchSample): void {
    const { lastUpdateSeconds = 0 } = sample.report ?? {};
    if (lastUpdateSeconds > 0) this.#addReport({ ...sample, timeSeconds: lastUpdateSeconds });
  }

  #addReport(sample: WatchSample): void {
    this.#series = undefined;
    this.#reports.push(sample);
    // Not at every report, because it copies the whole list.
    if (this.#reports.length > 2 * MAX_REPORTS) this.#reports = this.#reports.slice(-MAX_REPORTS);
    const { answerSeconds } = sample;
    if (answerSeconds === undefined) return;
    const { count, sum, worst } = this.#answered;
    this.#answered = {
      count: count + 1,
      sum: sum + answerSeconds,
      worst: Math.max(worst, answerSeconds),
      last: answerSeconds,
    };
  }

  #seriesOf(stat: string, value: number | bigint): StatSeries {
    const points = this.#reports.flatMap(({ timeSeconds, report }): readonly Point[] => {
      const figure = report?.supplied[stat];
      return figure === undefined ? [] : [{ timeSeconds, value: Number(figure) }];
    });
    if (balloonStat(stat).kind === 'gauge') return { stat, value, rate: undefined, points };
    const rates = ratesOf(points);
    return { stat, value, rate: rates.at(-1)?.value, points: rates };
  }
}

/** A counter that steps back was reset, and has no rate there. */
function ratesOf(points: readonly Point[]): readonly Point[] {
  return points.flatMap((point, at): readonly Point[] => {
    const before = points[at - 1];
    if (before === undefined || point.value < before.value) return [];
    const seconds = point.timeSeconds - before.timeSeconds;
    if (seconds <= 0) return [];
    return [{ timeSeconds: point.timeSeconds, value: (point.value - before.value) / seconds }];
  });
}
