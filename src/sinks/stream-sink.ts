import type { Writable } from 'node:stream';
import { within } from '../support/within.js';
import { CountingSink } from './counting-sink.js';
import { Outage } from './outage.js';
import { BUFFER_BYTES, CLOSE_MS, type OnOutage, type Sink } from './sink.js';

/** Where a {@link StreamSink} writes its texts, and how long it waits for what. */
export interface StreamSinkOptions {
  /** Goes first; empty for none. */
  readonly header: string;
  /** Where the texts go, e.g. process.stdout. Its owner handles its errors and ends it. */
  readonly stream: Writable;
  /** Its name in messages (default: `standard output`). */
  readonly name?: string | undefined;
  /** How much may wait for a slow reader (default: 8 MiB). */
  readonly bufferBytes?: number | undefined;
  /** How long {@link Sink.close} may take (default: 2 s). */
  readonly closeMs?: number | undefined;
}

/** Writes to a stream that belongs to the caller. While its reader is too slow, the newest texts are dropped. */
export class StreamSink extends CountingSink implements Sink {
  readonly #stream: Writable;
  readonly #bufferBytes: number;
  readonly #closeMs: number;
  readonly #slow: Outage;
  readonly #onDrain = () => this.#slow.end('its reader has caught up');

  constructor(options: StreamSinkOptions, onOutage: OnOutage) {
    super();
    this.#stream = options.stream;
    this.#bufferBytes = options.bufferBytes ?? BUFFER_BYTES;
    this.#closeMs = options.closeMs ?? CLOSE_MS;
    this.#slow = new Outage(options.name ?? 'standard output', this.losses, onOutage);
    this.#stream.on('drain', this.#onDrain);
    if (options.header !== '') this.write(options.header);
  }

  get isConnected(): boolean {
    return this.#stream.writable;
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    const queued = this.#stream.writableLength;
    if (!this.#stream.writable) {
      this.losses.add(bytes.length);
      return;
    }
    if (queued > 0 && queued + bytes.length > this.#bufferBytes) {
      this.#slow.begin(`its reader is too slow, ${queued} bytes wait for it: the newest texts are dropped`);
      this.losses.add(bytes.length);
      return;
    }
    this.#stream.write(bytes, (error) => {
      if (error) this.losses.add(bytes.length);
      else this.writtenBytes += bytes.length;
    });
  }

  reopen(): void {
    // The stream has no name by which it could be opened again.
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
