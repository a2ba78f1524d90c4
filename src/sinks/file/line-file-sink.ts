import { Backoff, type BackoffOptions } from '../../support/backoff.js';
import { sleep } from '../../support/deadline.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import { Losses, Outage } from '../outage.js';
import { BUFFER_BYTES, CLOSE_MS, type OnTrouble, type Sink } from '../sink.js';
import { TextQueue } from '../text-queue.js';
import { AppendFile } from './append-file.js';

export interface LineFileSinkOptions {
  readonly path: string;
  readonly header: string;
  /** How much is kept in memory while the file cannot be written; then the oldest texts are dropped. Default 8 MiB. */
  readonly bufferBytes?: number | undefined;
  /** How soon a write that failed is tried again. Default from 1 s to 30 s. */
  readonly retry?: BackoffOptions | undefined;
  readonly closeMs?: number | undefined;
}

const RETRY = { baseMs: 1000, capMs: 30_000 };

const EXPLANATIONS: { readonly [errno: string]: string } = {
  ENOENT: 'its directory does not exist: make it',
  ENOTDIR: 'a part of its path is no directory',
  EISDIR: 'it is a directory: name a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  ENXIO: 'nobody reads this pipe',
  EPIPE: 'its reader has gone',
};

/** Appends texts to a file, which may be rotated meanwhile, or to a named pipe or device. Outage never ends it. */
export class LineFileSink implements Sink {
  readonly spooledBytes = 0;
  writtenBytes = 0;
  readonly #options: LineFileSinkOptions;
  readonly #header: Buffer;
  readonly #queue: TextQueue;
  readonly #backoff: Backoff;
  readonly #losses = new Losses();
  readonly #trouble: Outage;
  readonly #slow: Outage;
  readonly #ending = new AbortController();
  #hurry = new AbortController();
  #file: AppendFile | undefined;
  #current: Buffer | undefined;
  #mustReopen = false;
  #isClosing = false;
  #running: Promise<void> | undefined;

  constructor(options: LineFileSinkOptions, onTrouble: OnTrouble) {
    const who = terminalSafe(options.path, 4096);
    this.#options = options;
    this.#header = Buffer.from(options.header);
    this.#queue = new TextQueue(options.bufferBytes ?? BUFFER_BYTES);
    this.#backoff = new Backoff(options.retry ?? RETRY);
    this.#trouble = new Outage(who, this.#losses, onTrouble);
    this.#slow = new Outage(who, this.#losses, onTrouble);
  }

  get droppedBytes(): number {
    return this.#losses.bytes;
  }

  get droppedTexts(): number {
    return this.#losses.texts;
  }

  get isConnected(): boolean {
    return !this.#trouble.isOn;
  }

  write(text: string): void {
    if (this.#isClosing) {
      this.#losses.add(Buffer.byteLength(text));
      return;
    }
    for (const gone of this.#queue.push(Buffer.from(text))) {
      if (!this.#trouble.isOn)
        this.#slow.begin('it cannot be written fast enough: the oldest texts are dropped');
      this.#losses.add(gone.length);
    }
    this.#wake();
  }

  reopen(): void {
    this.#mustReopen = true;
    this.#hurry.abort();
    this.#wake();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#hurry.abort();
    if (this.#running && !(await within(this.#options.closeMs ?? CLOSE_MS, this.#running))) {
      this.#ending.abort();
      // Whoever reads the pipe lets go at once; a disk that hangs is left behind.
      await within(100, this.#running);
    }
    await this.#letGo();
    if ((this.#current || this.#queue.length > 0) && !this.#trouble.isOn)
      this.#slow.begin('it has not taken all texts in time');
    for (let text = this.#current ?? this.#queue.shift(); text; text = this.#queue.shift()) {
      this.#losses.add(text.length);
    }
    this.#current = undefined;
    this.#trouble.end('the end');
    this.#slow.end('the end');
  }

  #wake(): void {
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#current || this.#queue.length > 0 || this.#mustReopen) {
      try {
        await this.#step();
      } catch (error) {
        await this.#letGo();
        if (this.#ending.signal.aborted) break;
        this.#trouble.begin(`${explain(error)}; texts are kept in memory, and it is tried again`);
        if (this.#isClosing) break;
        await this.#pause();
      }
    }
    this.#running = undefined;
  }

  async #step(): Promise<void> {
    if (this.#mustReopen || (await this.#file?.isGone())) await this.#letGo();
    this.#mustReopen = false;
    this.#current ??= this.#queue.shift();
    if (!this.#current) return;
    this.#file ??= await AppendFile.open(this.#options.path);
    await this.#file.append(this.#header, this.#current, this.#ending.signal);
    this.writtenBytes += this.#current.length;
    this.#current = undefined;
    this.#backoff.reset();
    this.#trouble.end('it is written again');
    if (this.#queue.length === 0) this.#slow.end('it is written fast enough again');
  }

  async #pause(): Promise<void> {
    this.#hurry = new AbortController();
    await sleep(this.#backoff.next(), this.#hurry.signal).catch(() => undefined);
  }

  async #letGo(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close().catch(() => undefined);
  }
}

function explain(error: unknown): string {
  return EXPLANATIONS[errnoOf(error) ?? ''] ?? terminalSafe(messageOf(error));
}
