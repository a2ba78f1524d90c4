import { Duplex } from 'node:stream';
import type { ConversationRecorder } from './conversation-recorder.js';

/** Wraps a stream to record both directions. The result owns the inner stream. */
export function tapStream(stream: Duplex, recorder: ConversationRecorder): Duplex {
  return new TappedStream(stream, recorder);
}

class TappedStream extends Duplex {
  readonly #inner: Duplex;
  readonly #recorder: ConversationRecorder;

  constructor(inner: Duplex, recorder: ConversationRecorder) {
    super();
    this.#inner = inner;
    this.#recorder = recorder;
    inner.on('data', (chunk: Buffer) => {
      recorder.push('qemu', chunk);
      if (!this.push(chunk)) inner.pause();
    });
    inner.on('end', () => this.push(null));
    inner.on('error', (error) => this.destroy(error));
    // A stream that broke has no `end`: readers get what has arrived before this one is destroyed too.
    inner.on('close', () => (inner.readableEnded ? this.end() : this.destroy()));
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#recorder.push('client', chunk);
    this.#inner.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#inner.destroyed) done();
    else this.#inner.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#recorder.end();
    if (this.#inner.closed) done(error);
    else this.#inner.once('close', () => done(error)).destroy();
  }
}
