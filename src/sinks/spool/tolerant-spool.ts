import { messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { Losses } from '../losses.js';
import { Outage } from '../outage.js';
import type { OnOutage } from '../sink.js';
import type { Backlog } from './backlog.js';
import { Spool, type SpoolChunk, type SpoolPosition } from './spool.js';

/** Where a {@link TolerantSpool} is, and how it reports and counts what it loses. */
export interface TolerantSpoolOptions {
  readonly directory: string;
  readonly maxBytes: number;
  /** Begins every message, e.g. `tcp 192.0.2.7:9000`. */
  readonly subject: string;
  /** Counts the texts that had to go. */
  readonly losses: Losses;
  readonly onOutage: OnOutage;
}

/** A spool that may be full, on a disk that may fail: that costs texts, which are counted and reported, no more. */
export class TolerantSpool implements Backlog {
  /** Its directory, for messages. */
  readonly where: string;
  readonly #spool: Spool;
  readonly #options: TolerantSpoolOptions;
  readonly #outage: Outage;

  /** @throws {OutputError} when the spool cannot be used, or another process uses it */
  constructor(options: TolerantSpoolOptions) {
    this.where = terminalSafe(options.directory, 4096);
    this.#options = options;
    this.#spool = Spool.open(options.directory, options.maxBytes);
    this.#outage = new Outage(options.subject, options.losses, options.onOutage);
  }

  /** As {@link Spool.bytes}. */
  get bytes(): number {
    return this.#spool.bytes;
  }

  get isRead(): boolean {
    return this.#spool.isRead;
  }

  append(text: Buffer): SpoolPosition | undefined {
    const lost = new Losses();
    const position = this.#attempt(() => this.#spool.append(text, lost));
    if (lost.texts > 0) this.#outage.begin(`the spool ${this.where} is full: the oldest texts are dropped`);
    if (!position) lost.add(text.length);
    this.#options.losses.add(lost.bytes, lost.texts);
    return position;
  }

  read(maxBytes: number): SpoolChunk | undefined {
    return this.#attempt(() => this.#spool.read(maxBytes));
  }

  settle(position: SpoolPosition): void {
    this.#attempt(() => this.#spool.settle(position));
  }

  skip(): void {
    this.#spool.skip();
  }

  rewind(): void {
    this.#spool.rewind();
  }

  /** Reports the end of an outage once nothing waits any more. */
  reportIfEmpty(): void {
    if (this.#spool.bytes === 0) this.#outage.end('the spool is empty again');
  }

  /** Leaves what is not settled to the next start, and reports how much that is. */
  close(): void {
    const { subject, onOutage } = this.#options;
    const left = this.#spool.bytes;
    if (left > 0) onOutage(`${subject}: ${left} bytes stay in ${this.where} for the next start`);
    this.#outage.end('the end');
    this.#attempt(() => this.#spool.close());
  }

  #attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#outage.begin(
        `the spool ${this.where} fails: ${terminalSafe(messageOf(error))}; texts are dropped`,
      );
      return undefined;
    }
  }
}
