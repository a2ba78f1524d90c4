import type { Snapshot } from '../../model/snapshot.js';
import { Chunk } from './chunk.js';
import { ChunkQueue } from './chunk-queue.js';
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
  /** How many guests came before it. */
  readonly index: number;
  current: Minute | undefined;
}

/**
 * What the guests of a host did lately, in memory: every sweep for 15 minutes, each minute for 24 hours, as far as a budget
 * allows; beyond it the oldest full chunks of all guests go first. A guest that is gone keeps its rows until they are old.
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
  #known = 0;
  /** With hundreds of guests the budget is always full: what to drop must not have to be searched for. */
  readonly #full: { readonly [resolution in Resolution]: ChunkQueue } = {
    sweep: new ChunkQueue(),
    minute: new ChunkQueue(),
  };

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
    const rows = { sweep: [], minute: [], index: this.#known++, current: undefined };
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
    const chunks = rows[resolution];
    const last = chunks.at(-1);
    const chunk = last && !last.isFull ? last : new Chunk(COLUMNS[resolution], capacityOf(rows, resolution));
    if (chunk !== last) {
      chunks.push(chunk);
      this.#bytes += chunk.bytes;
    }
    chunk.add(seconds, values, this.#nowSeconds);
    if (chunk.isFull) this.#full[resolution].add(chunks);
  }

  #dropOld(): void {
    for (const resolution of RESOLUTIONS) {
      const keptSeconds = this.#nowSeconds - KEPT_SECONDS[resolution];
      const full = this.#full[resolution];
      while ((full.oldestSeconds ?? Number.POSITIVE_INFINITY) < keptSeconds) this.#forget(full.take());
      // The last chunk of a guest that is gone never fills.
      for (const chunks of this.#unfinished(resolution))
        if ((chunks[0]?.lastAddedSeconds ?? 0) < keptSeconds) this.#forget(chunks.shift());
    }
    while (this.#bytes > this.budgetBytes && this.#dropOldestFull());
    if (this.#bytes > this.budgetBytes) this.#dropUnfinished();
    for (const [name, { sweep, minute }] of this.#guests)
      if (sweep.length === 0 && minute.length === 0) this.#guests.delete(name);
  }

  /** @returns whether there was something to drop */
  #dropOldestFull(): boolean {
    const { sweep, minute } = this.#full;
    const sweepSeconds = sweep.oldestSeconds ?? Number.POSITIVE_INFINITY;
    const minuteSeconds = minute.oldestSeconds ?? Number.POSITIVE_INFINITY;
    const dropped = (minuteSeconds < sweepSeconds ? minute : sweep).take();
    this.#forget(dropped);
    return dropped !== undefined;
  }

  /** For a budget that does not hold a chunk of each guest. */
  #dropUnfinished(): void {
    const lists = RESOLUTIONS.flatMap((resolution) => [...this.#unfinished(resolution)]);
    lists.sort(([a], [b]) => (a?.lastAddedSeconds ?? 0) - (b?.lastAddedSeconds ?? 0));
    for (const chunks of lists) {
      if (this.#bytes <= this.budgetBytes) return;
      this.#forget(chunks.shift());
    }
  }

  /** The lists of guests that begin with a chunk which is not full. */
  *#unfinished(resolution: Resolution): Generator<Chunk[]> {
    for (const { [resolution]: chunks } of this.#guests.values())
      if (chunks[0] && !chunks[0].isFull) yield chunks;
  }

  #forget(chunk: Chunk | undefined): void {
    this.#bytes -= chunk?.bytes ?? 0;
  }
}

/** The first chunk of each guest has another capacity: else a thousand guests would need a new one in the same sweep. */
function capacityOf(rows: GuestRows, resolution: Resolution): number {
  const most = ROWS[resolution];
  return rows[resolution].length === 0 ? 1 + (rows.index % most) : most;
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
