import { EventFinder } from '../model/event-finder.js';
import { EventLog } from '../model/event-log.js';
import type { Snapshot } from '../model/snapshot.js';
import type { PollOptions } from '../poll/poll-options.js';
import { Poller } from '../poll/poller.js';
import { History } from './history/history.js';
import type { Published } from './published.js';

export interface DaemonOptions {
  readonly poll: PollOptions & { readonly interval: number };
  /** What the history may occupy, in bytes (default: 64 MiB). */
  readonly historyBytes?: number | undefined;
}

export const DEFAULT_HISTORY_BYTES = 64 * 2 ** 20;

/**
 * Measures every guest of a host at an interval, and keeps the last sweep, what happened lately, and the events. However many
 * read them, a guest is asked once a sweep.
 */
export class Daemon {
  readonly history: History;
  readonly events = new EventLog();
  readonly startedAtSeconds: number = Date.now() / 1000;
  /** Lends the monitors that it holds. */
  readonly poller: Poller;
  readonly #finder = new EventFinder();
  #discovers: boolean;
  #intervalSeconds: number;
  #latest: Published | undefined;
  /** Of the poller's options now: in force from the next sweep on. */
  #nextIntervalSeconds: number;
  readonly #waiting = new Set<() => void>();

  constructor({ poll, historyBytes = DEFAULT_HISTORY_BYTES }: DaemonOptions) {
    this.history = new History(historyBytes);
    this.#intervalSeconds = poll.interval;
    this.#nextIntervalSeconds = poll.interval;
    this.#discovers = doesDiscover(poll);
    this.poller = new Poller(poll);
  }

  /** The last sweep; `undefined` before the first has ended. */
  get latest(): Published | undefined {
    return this.#latest;
  }

  /** The interval by which the next sweep is due: a new one counts from the first sweep after {@link update}. */
  get intervalSeconds(): number {
    return this.#intervalSeconds;
  }

  /** Whether it measures every QEMU of the host, and not only those that it was given. */
  get discovers(): boolean {
    return this.#discovers;
  }

  /** Measures until the signal of the options fires; resolves then. */
  async run(onSweep: (snapshot: Snapshot) => void = () => undefined): Promise<void> {
    for await (const snapshot of this.poller) {
      this.#publish(snapshot);
      onSweep(snapshot);
    }
  }

  /** Replaces the options of the poller from the next sweep on; its signal stays. */
  update(poll: DaemonOptions['poll']): void {
    this.poller.update(poll);
    this.#nextIntervalSeconds = poll.interval;
    this.#discovers = doesDiscover(poll);
  }

  /** Resolves when a later sweep than this one has ended; rejects with the signal's reason. */
  async untilSweepAfter(number: number, signal: AbortSignal): Promise<Published> {
    for (;;) {
      signal.throwIfAborted();
      const latest = this.#latest;
      if (latest && sweepOf(latest) > number) return latest;
      await this.#nextSweep(signal);
    }
  }

  #publish(snapshot: Snapshot): void {
    this.#latest = { snapshot, endedMs: performance.now() };
    this.#intervalSeconds = this.#nextIntervalSeconds;
    this.history.add(snapshot);
    this.events.add(snapshot.takenAtSeconds, this.#finder.find(snapshot));
    for (const wake of [...this.#waiting]) wake();
  }

  #nextSweep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        signal.removeEventListener('abort', done);
        // Also of a client that leaves: while no sweep ends, any number may come and go.
        this.#waiting.delete(done);
        resolve();
      };
      signal.addEventListener('abort', done, { once: true });
      this.#waiting.add(done);
    });
  }
}

function doesDiscover({ discover, guests = [] }: PollOptions): boolean {
  return discover ?? guests.length === 0;
}

/** The number of a sweep, from 1. */
export function sweepOf({ snapshot: { self } }: Published): number {
  return self?.sweep ?? 0;
}
