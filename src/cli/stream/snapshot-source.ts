import { explainHiding } from '../../linux/check-roots.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { PollOptions } from '../../poll/poll-options.js';
import { Poller } from '../../poll/poller.js';
import type { Context } from '../context.js';
import { snapshotOfDaemon, snapshotsOfDaemon } from '../daemon-snapshots.js';
import type { ChosenGuests } from './chosen-guests.js';

export interface SnapshotSourceOptions {
  readonly select: readonly string[];
  readonly chosen: ChosenGuests;
  readonly poll: PollOptions;
  /** Whether a daemon may be asked instead of the guests. */
  readonly mayAskDaemon: boolean;
  /** How often to look for a daemon while the guests are asked, in milliseconds (default: 30000). */
  readonly returnMs?: number | undefined;
  readonly context: Pick<Context, 'signal' | 'warn'>;
}

const RETURN_MS = 30_000;

/**
 * The snapshots of a stream: those of a daemon where one measures the host, else of a poller of its own, until a daemon is there
 * again.
 */
export class SnapshotSource implements AsyncIterable<Snapshot> {
  readonly #options: SnapshotSourceOptions;
  #poll: PollOptions;
  #poller: Poller | undefined;

  constructor(options: SnapshotSourceOptions) {
    this.#options = options;
    this.#poll = options.poll;
  }

  /** Replaces the options of the poller, now or when there is one. */
  update(poll: PollOptions): void {
    this.#poll = poll;
    this.#poller?.update(this.#pollOptions());
  }

  /** The guests are asked, and not a daemon. */
  get isPolling(): boolean {
    return this.#poller !== undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Snapshot, void, undefined> {
    const { select, mayAskDaemon, context } = this.#options;
    while (!context.signal.aborted) {
      if (mayAskDaemon) yield* snapshotsOfDaemon(select, context);
      yield* this.#snapshotsOfGuests();
    }
  }

  /** Ends when a daemon is there, and with the signal. */
  async *#snapshotsOfGuests(): AsyncGenerator<Snapshot, void, undefined> {
    const { chosen, context, mayAskDaemon, returnMs = RETURN_MS } = this.#options;
    chosen.find(this.#poll.procRoot);
    const hiding = this.#poll.discover === false ? undefined : explainHiding(this.#poll);
    if (hiding !== undefined) context.warn(hiding);
    const poller = new Poller(this.#pollOptions());
    this.#poller = poller;
    let dueMs = performance.now() + returnMs;
    for await (const snapshot of poller) {
      yield snapshot;
      if (!mayAskDaemon || performance.now() < dueMs) continue;
      if (await this.#isDaemonBack()) break;
      dueMs = performance.now() + returnMs;
    }
    this.#poller = undefined;
  }

  async #isDaemonBack(): Promise<boolean> {
    const { select, context } = this.#options;
    const silent = { signal: context.signal, warn: () => undefined };
    return (await snapshotOfDaemon(select, silent)) !== undefined;
  }

  #pollOptions(): PollOptions {
    const { chosen, context } = this.#options;
    return { ...this.#poll, expected: chosen.choice.expected, signal: context.signal };
  }
}
