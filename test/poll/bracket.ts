import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import type { PollOptions } from '../../src/poll/poll-options.js';
import { Poller } from '../../src/poll/poller.js';

/** A snapshot between two manual readings: its values lie between them, however busy the machine is. */
export interface Bracket<Reading> {
  readonly before: Reading;
  readonly snapshot: Snapshot;
  readonly after: Reading;
  /** The start of the first reading and the end of the second, by a monotonic clock. */
  readonly beganSeconds: number;
  readonly endedSeconds: number;
}

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** How long before the sweep the first reading begins: it ages while it waits. */
const MARGIN_SECONDS = 0.02;

/** A poller whose snapshots can each be taken between two manual readings. */
export class BracketedPoller implements AsyncDisposable {
  readonly intervalSeconds: number;
  readonly #snapshots: AsyncGenerator<Snapshot, void, undefined>;
  #firstSeconds: number | undefined;

  constructor(options: PollOptions & { readonly interval: number }) {
    this.intervalSeconds = options.interval;
    this.#snapshots = new Poller(options)[Symbol.asyncIterator]();
  }

  /** The next snapshot, without a reading. */
  async next(): Promise<Snapshot> {
    this.#firstSeconds ??= now();
    const { value } = await this.#snapshots.next();
    if (value === undefined) throw new Error('the poller has ended');
    return value;
  }

  /** Waits until the next sweep is due, reads, takes its snapshot, and reads again. */
  async bracket<Reading>(read: () => Reading | Promise<Reading>): Promise<Bracket<Reading>> {
    await this.#untilDue();
    const beganSeconds = now();
    const before = await read();
    const snapshot = await this.next();
    const after = await read();
    return { before, snapshot, after, beganSeconds, endedSeconds: now() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#snapshots.return();
  }

  async #untilDue(): Promise<void> {
    if (this.#firstSeconds === undefined) return;
    const steps = Math.ceil((now() - this.#firstSeconds) / this.intervalSeconds);
    const due = this.#firstSeconds + steps * this.intervalSeconds;
    await sleep(Math.max(0, due - MARGIN_SECONDS - now()) * 1000);
  }
}

/** The only guest of a snapshot, which has answered. */
export function onlyGuest({ guests }: Snapshot): GuestSnapshot {
  const [guest, ...others] = guests;
  expect(others).toEqual([]);
  if (guest === undefined) throw new Error('the snapshot has no guest');
  expect(guest.problem).toBeUndefined();
  return guest;
}

/** How much a counter can have grown between two snapshots, by the manual readings. */
export function growthBetween<Reading>(
  first: Bracket<Reading>,
  second: Bracket<Reading>,
  figureOf: (reading: Reading) => number,
): Range {
  return {
    least: Math.max(0, figureOf(second.before) - figureOf(first.after)),
    most: figureOf(second.after) - figureOf(first.before),
  };
}

/** How much time can have passed between the two snapshots. */
export function secondsBetween<Reading>(first: Bracket<Reading>, second: Bracket<Reading>): Range {
  return {
    least: second.beganSeconds - first.endedSeconds,
    most: second.endedSeconds - first.beganSeconds,
  };
}

/** How much a counter can have grown in a second. */
export function rateBetween<Reading>(
  first: Bracket<Reading>,
  second: Bracket<Reading>,
  figureOf: (reading: Reading) => number,
): Range {
  const growth = growthBetween(first, second, figureOf);
  const seconds = secondsBetween(first, second);
  return { least: growth.least / seconds.most, most: growth.most / seconds.least };
}

/** @param slack how far outside the range the figure may lie, e.g. by its own rounding */
export function expectWithin(
  figure: unknown,
  { least, most }: Range,
  slack: number,
  what: string,
): asserts figure is number {
  expect(figure, what).toEqual(expect.any(Number));
  expect(figure, what).toBeGreaterThanOrEqual(least - slack);
  expect(figure, what).toBeLessThanOrEqual(most + slack);
}

function now(): number {
  return performance.now() / 1000;
}
