import { processCpu } from '../../formats/top/cpu-figures.js';
import { diskTraffic } from '../../formats/top/disk-figures.js';
import { nicTraffic } from '../../formats/top/nic-figures.js';
import type { PageMetric } from '../../formats/top/page/page-options.js';
import { keyedGuests } from '../../formats/top/row-keys.js';
import type { GuestSnapshot, Snapshot } from '../../model/snapshot.js';
import type { Point } from '../sparkline.js';

/** What a guest's page draws over time. CPU time per second, and bytes (per second). */
export type TrendName = PageMetric;

const FIGURES: { readonly [name in TrendName]: (guest: GuestSnapshot) => number | undefined } = {
  cpu: processCpu,
  memory: ({ memory }) => memory.usedBytes,
  read: (guest) => diskTraffic(guest, 'readBytes'),
  write: (guest) => diskTraffic(guest, 'writeBytes'),
  rx: (guest) => nicTraffic(guest, 'receivedBytes'),
  tx: (guest) => nicTraffic(guest, 'transmittedBytes'),
};

const TREND_NAMES = Object.keys(FIGURES) as readonly TrendName[];

/** Sweeps that are kept: more than a wide terminal has columns. A thousand guests take 11 MB. */
const KEPT = 240;

/** The figures of every guest over the last sweeps. */
export class Trends {
  /** Seconds since the epoch, in a ring; NaN: not yet. */
  readonly #times = new Float64Array(KEPT).fill(Number.NaN);
  /** By the keys of the guests: a ring for each figure, one after the other; NaN where it is unknown. */
  #figures = new Map<string, Float64Array>();
  #next = 0;

  /** Adds a sweep. A guest that is gone is forgotten. */
  add(snapshot: Snapshot): void {
    const kept = new Map<string, Float64Array>();
    for (const { key, guest } of keyedGuests(snapshot)) {
      const figures = this.#figures.get(key) ?? new Float64Array(KEPT * TREND_NAMES.length).fill(Number.NaN);
      for (const [at, name] of TREND_NAMES.entries())
        figures[at * KEPT + this.#next] = FIGURES[name](guest) ?? Number.NaN;
      kept.set(key, figures);
    }
    this.#figures = kept;
    this.#times[this.#next] = snapshot.takenAtSeconds;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** The time between the last two sweeps; 0 before the second. */
  get intervalSeconds(): number {
    const [before = Number.NaN, last = Number.NaN] = [2, 1].map(
      (age) => this.#times[(this.#next + KEPT - age) % KEPT],
    );
    return last > before ? last - before : 0;
  }

  /** A figure of a guest over time, oldest first. */
  pointsOf(key: string, name: TrendName): readonly Point[] {
    const figures = this.#figures.get(key);
    if (figures === undefined) return [];
    const offset = TREND_NAMES.indexOf(name) * KEPT;
    return Array.from({ length: KEPT }, (_, age): Point => {
      const at = (this.#next + age) % KEPT;
      return { timeSeconds: this.#times[at] ?? Number.NaN, value: figures[offset + at] ?? Number.NaN };
    }).filter(({ timeSeconds, value }) => !Number.isNaN(timeSeconds + value));
  }
}
