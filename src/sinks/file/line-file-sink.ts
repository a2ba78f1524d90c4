import { Backoff, type BackoffOptions } from '../../support/backoff.js';
import { sleep } from '../../support/deadline.js';
import { type ErrnoWords, explainErrno } from '../../support/explain-errno.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import { CountingSink } from '../counting-sink.js';
import { Outage } from '../outage.js';
import { BUFFER_BYTES, CLOSE_MS, type OnOutage, type Sink } from '../sink.js';
import { TextQueue } from '../text-queue.js';
import { RotatableFile } from './rotatable-file.js';

/** Where a {@link LineFileSink} writes its texts, and how long it waits for what. */
export interface LineFileSinkOptions {
  readonly path: string;
  /** Goes before the first text of each file that is empty; empty for none. */
  readonly header: string;
  /** How much waits in memory while the file cannot be written; then the oldest texts are dropped (default: 8 MiB). */
  readonly bufferBytes?: number | undefined;
  /** How soon a write that failed is tried again (default: 1 s to 30 s). */
  readonly retry?: BackoffOptions | undefined;
  /** How long {@link Sink.close} may take (default: 2 s). */
  readonly closeMs?: number | undefined;
}

const RETRY = { baseMs: 1000, capMs: 30_000 };
/** How long the writer and its file may take to end after the time is up; a disk that hangs is left behind. */
const ABANDON_MS = 100;

const ERRNO_WORDS: ErrnoWords = {
  ENOENT: 'its directory does not exist: make it',
  EISDIR: 'it is a directory: name a file',
  ENXIO: 'nobody reads this pipe',
};

type State =
  /** Every text is written. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'writing' }
  /** A write failed; the next attempt follows when the pause is over. */
  | { readonly kind: 'pausing'; readonly pause: AbortController }
  /** What is left is written, up to the first failure. */
  | { readonly kind: 'closing' }
  /** What is left is lost. */
  | { readonly kind: 'closed' };

/**
 * Appends texts to a file, which may be rotated meanwhile, or to a named pipe or device. For as long as it cannot be
 * written, texts wait in memory and it is tried again.
 */
export class LineFileSink extends CountingSink implements Sink {
  readonly #file: RotatableFile;
  readonly #queue: TextQueue;
  readonly #backoff: Backoff;
  readonly #closeMs: number;
  readonly #failing: Outage;
  readonly #slow: Outage;
  #state: State = { kind: 'idle' };
  /** The writer; settled when none runs. */
  #running = Promise.resolve();

  constructor(options: LineFileSinkOptions, onOutage: OnOutage) {
    super();
    const subject = terminalSafe(options.path, 4096);
    this.#file = new RotatableFile(options.path, options.header);
    this.#queue = new TextQueue(options.bufferBytes ?? BUFFER_BYTES);
    this.#backoff = new Backoff(options.retry ?? RETRY);
    this.#closeMs = options.closeMs ?? CLOSE_MS;
    this.#failing = new Outage(subject, this.losses, onOutage);
    this.#slow = new Outage(subject, this.losses, onOutage);
  }

  get isConnected(): boolean {
    return !this.#failing.isOn;
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    if (this.#is('closing', 'closed')) {
      this.losses.add(bytes.length);
      return;
    }
    for (const gone of this.#queue.push(bytes)) {
      if (!this.#failing.isOn)
        this.#slow.begin('it cannot be written fast enough: the oldest texts are dropped');
      this.losses.add(gone.length);
    }
    this.#startWriter();
  }

  reopen(): void {
    this.#file.reopen();
    if (this.#is('pausing')) this.#enter({ kind: 'writing' });
    this.#startWriter();
  }

  async close(): Promise<void> {
    if (this.#is('closed')) return;
    this.#enter({ kind: 'closing' });
    const isDone = await within(this.#closeMs, this.#running);
    this.#enter({ kind: 'closed' });
    if (!isDone) {
      this.#file.abandon();
      await within(ABANDON_MS, this.#running);
    }
    await within(ABANDON_MS, this.#file.close());
    this.#loseTheRest();
    this.#failing.end('the end');
    this.#slow.end('the end');
  }

  #is(...kinds: readonly State['kind'][]): boolean {
    return kinds.includes(this.#state.kind);
  }

  /** The only place that changes the state. A pause ends with its state, and a closed sink stays closed. */
  #enter(next: State): void {
    if (this.#state.kind === 'closed') return;
    if (this.#state.kind === 'pausing') this.#state.pause.abort();
    this.#state = next;
  }

  #startWriter(): void {
    if (!this.#is('idle')) return;
    this.#enter({ kind: 'writing' });
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    while (!this.#queue.isEmpty || this.#file.isOutdated) {
      try {
        await this.#writeNext();
      } catch (error) {
        await this.#file.close();
        if (this.#is('closed')) return;
        this.#failing.begin(
          `${explainErrno(error, ERRNO_WORDS)}; texts are kept in memory, and it is tried again`,
        );
        if (this.#is('closing')) return;
        await this.#pause();
      }
    }
    if (this.#is('writing')) this.#enter({ kind: 'idle' });
  }

  async #writeNext(): Promise<void> {
    await this.#file.closeIfRotated();
    const text = this.#queue.take();
    if (text === undefined) return;
    await this.#file.append(text);
    this.writtenBytes += this.#queue.done();
    this.#backoff.reset();
    this.#failing.end('it is written again');
    if (this.#queue.isEmpty) this.#slow.end('it is written fast enough again');
  }

  /** Ends early with its state: at a rotation or the end, another attempt may succeed at once. */
  async #pause(): Promise<void> {
    const pause = new AbortController();
    this.#enter({ kind: 'pausing', pause });
    await sleep(this.#backoff.next(), pause.signal).catch(() => undefined);
    if (this.#is('pausing')) this.#enter({ kind: 'writing' });
  }

  #loseTheRest(): void {
    const left = this.#queue.clear();
    if (left.length > 0 && !this.#failing.isOn) this.#slow.begin('it has not taken all texts in time');
    for (const text of left) this.losses.add(text.length);
  }
}
