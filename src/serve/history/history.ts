import type { Snapshot } from '../../model/snapshot.js';
import { Chunk } from './chunk.js';
import { AGGREGATES, Minute } from './minute.js';
import { readSeries, SERIES_NAMES, type SeriesName } from './series.js';

/** Each sweep, or an aggregate of each minute. */
export const RESOLUTIONS = ['sweep', 'minute'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface HistoryQuery {
  readonly guest: string;
  readonly series: readonly SeriesName[];
  readonly resolution: Resolution;
  /** Only rows after this time, seconds since the epoch. */
  readonly afterSeconds: number;
}

/** Seconds since the epoch, and a figure for each column, null where unknown. */
export type Row = readonly [seconds: number, ...values: (number | null)[]];

/** How long each resolution is kept, in seconds, where the budget allows it. */
const KEPT_SECONDS: { readonly [resolution in Resolution]: number } = { sweep: 15 * 60, minute: 24 * 3600 };
/** Small chunks follow the limits closely, large ones have less overhead. */
const ROWS: { readonly [resolution in Resolution]: number } = { sweep: 30, minute: 60 };
const COLUMNS: { readonly [resolution in Resolution]: number } = {
  sweep: SERIES_NAMES.length,
  minute: SERIES_NAMES.length * AGGREGATES.length,
};
const MINUTE = 60;

interface GuestRows {
  readonly sweep: Chunk[];
  readonly minute: Chunk[];
  current: Minute | undefined;
}

/**
 * What the guests of a host did lately, in memory: every sweep for 15 minutes, each minute for 24 hours, as far as a budget
 * allows; beyond it the oldest rows of all guests go first. A guest that is gone keeps its rows until they are old.
 */
export class History {
  readonly budgetBytes: number;
  #bytes = 0;
  /**
   * The host's clock, but for its steps back: rows of a time to come would never be old, and those after them would be
   * dropped instead.
   */
  #nowSeconds = 0;
  #takenAtSeconds = Number.POSITIVE_INFINITY;
  readonly #guests = new Map<string, GuestRows>();

  constructor(budgetBytes: number) {
    this.budgetBytes = budgetBytes;
  }

  /** What the rows occupy. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the figures of one sweep. */
  add({ takenAtSeconds, guests }: Snapshot): void {
    this.#nowSeconds += Math.max(0, takenAtSeconds - this.#takenAtSeconds);
    this.#takenAtSeconds = takenAtSeconds;
    for (const guest of guests) {
      if (!guest.isNeverSeen) this.#addTo(this.#rowsOf(guest.name), takenAtSeconds, readSeries(guest));
    }
    this.#dropOld();
  }

  /** Rows in the order of time, oldest first; `undefined` when nothing is kept of such a guest. */
  query({ guest, series, resolution, afterSeconds }: HistoryQuery): readonly Row[] | undefined {
    const rows = this.#guests.get(guest);
    if (rows === undefined) return undefined;
    const columns = series.flatMap((name) => columnsOf(name, resolution));
    return rows[resolution].flatMap((chunk) => [...chunk.read(afterSeconds, columns)]);
  }

  #rowsOf(name: string): GuestRows {
    const known = this.#guests.get(name);
    if (known) return known;
    const rows = { sweep: [], minute: [], current: undefined };
    this.#guests.set(name, rows);
    return rows;
  }

  #addTo(rows: GuestRows, seconds: number, values: readonly (number | undefined)[]): void {
    this.#append(rows, 'sweep', seconds, values);
    const { current } = rows;
    // A clock that was set back begins another minute, too.
    const isOver =
      current && (seconds >= current.beganSeconds + MINUTE || seconds < current.beganSeconds - 1);
    if (current && isOver) this.#append(rows, 'minute', current.beganSeconds, current.sumUp());
    if (current === undefined || isOver)
      rows.current = new Minute(Math.floor(seconds / MINUTE) * MINUTE, SERIES_NAMES.length);
    rows.current?.add(values);
  }

  #append(
    rows: GuestRows,
    resolution: Resolution,
    seconds: number,
    values: readonly (number | undefined)[],
  ): void {
    const last = rows[resolution].at(-1);
    const chunk = last && !last.isFull ? last : new Chunk(COLUMNS[resolution], ROWS[resolution]);
    if (chunk !== last) {
      rows[resolution].push(chunk);
      this.#bytes += chunk.bytes;
    }
    chunk.add(seconds, values, this.#nowSeconds);
  }

  #dropOld(): void {
    for (const [name, rows] of this.#guests) {
      for (const resolution of RESOLUTIONS)
        this.#dropBefore(rows[resolution], this.#nowSeconds - KEPT_SECONDS[resolution]);
      if (rows.sweep.length === 0 && rows.minute.length === 0) this.#guests.delete(name);
    }
    while (this.#bytes > this.budgetBytes && this.#dropOldest());
  }

  #dropBefore(chunks: Chunk[], seconds: number): void {
    while (chunks[0]?.isFull && chunks[0].lastAddedSeconds < seconds) this.#dropFirst(chunks);
    // The last chunk of a guest that is gone never fills.
    if (chunks.length === 1 && (chunks[0]?.lastAddedSeconds ?? 0) < seconds) this.#dropFirst(chunks);
  }

  /** @returns whether there was something to drop */
  #dropOldest(): boolean {
    let oldest: Chunk[] | undefined;
    for (const rows of this.#guests.values()) {
      for (const resolution of RESOLUTIONS) {
        const chunks = rows[resolution];
        const [first] = chunks;
        if (first && first.lastAddedSeconds < (oldest?.[0]?.lastAddedSeconds ?? Number.POSITIVE_INFINITY))
          oldest = chunks;
      }
    }
    if (oldest) this.#dropFirst(oldest);
    return oldest !== undefined;
  }

  #dropFirst(chunks: Chunk[]): void {
    this.#bytes -= chunks.shift()?.bytes ?? 0;
  }
}

/** The names of the columns of a query, in its order. */
export function columnNames({
  series,
  resolution,
}: Pick<HistoryQuery, 'series' | 'resolution'>): readonly string[] {
  if (resolution === 'sweep') return series;
  return series.flatMap((name) => AGGREGATES.map((aggregate) => `${name}.${aggregate}`));
}

function columnsOf(name: SeriesName, resolution: Resolution): readonly number[] {
  const at = SERIES_NAMES.indexOf(name);
  if (resolution === 'sweep') return [at];
  return AGGREGATES.map((_, offset) => at * AGGREGATES.length + offset);
}
