import type { Writable } from 'node:stream';
import { within } from '../support/within.js';
import { Losses, Outage } from './outage.js';
import { BUFFER_BYTES, CLOSE_MS, type OnTrouble, type Sink } from './sink.js';

export interface StreamSinkOptions {
  readonly header: string;
  /** Where the texts go, e.g. process.stdout. It is its owner's: errors too, and it is not ended. */
  readonly stream: Writable;
  /** How messages call it. Default `standard output`. */
  readonly name?: string | undefined;
  /** How much may wait for a slow reader. Default 8 MiB. */
  readonly bufferBytes?: number | undefined;
  readonly closeMs?: number | undefined;
}

/** Writes to a stream that somebody else owns. While its reader is too slow, the newest texts are dropped. */
export class StreamSink implements Sink {
  readonly spooledBytes = 0;
  writtenBytes = 0;
  readonly #stream: Writable;
  readonly #bufferBytes: number;
  readonly #closeMs: number;
  readonly #losses = new Losses();
  readonly #slow: Outage;
  readonly #onDrain = () => this.#slow.end('its reader has caught up');

  constructor(options: StreamSinkOptions, onTrouble: OnTrouble) {
    this.#stream = options.stream;
    this.#bufferBytes = options.bufferBytes ?? BUFFER_BYTES;
    this.#closeMs = options.closeMs ?? CLOSE_MS;
    this.#slow = new Outage(options.name ?? 'standard output', this.#losses, onTrouble);
    this.#stream.on('drain', this.#onDrain);
    if (options.header !== '') this.write(options.header);
  }

  get droppedBytes(): number {
    return this.#losses.bytes;
  }

  get droppedTexts(): number {
    return this.#losses.texts;
  }

  get isConnected(): boolean {
    return this.#stream.writable;
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    const queued = this.#stream.writableLength;
    if (!this.#stream.writable) {
      this.#losses.add(bytes.length);
      return;
    }
    if (queued > 0 && queued + bytes.length > this.#bufferBytes) {
      this.#slow.begin(`its reader is too slow, ${queued} bytes wait for it: the newest texts are dropped`);
      this.#losses.add(bytes.length);
      return;
    }
    this.#stream.write(bytes, (error) => {
      if (error) this.#losses.add(bytes.length);
      else this.writtenBytes += bytes.length;
    });
  }

  reopen(): void {
    // A stream that was given has no name to open it by.
  }

  async close(): Promise<void> {
    await within(this.#closeMs, this.#flush());
    this.#stream.off('drain', this.#onDrain);
    this.#slow.end('the end');
  }

  async #flush(): Promise<void> {
    if (!this.#stream.writable) return;
    await new Promise<void>((resolve) => this.#stream.write('', () => resolve()));
  }
}
