import { closeSync, constants, openSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { ReadStream, WriteStream } from 'node:tty';
import { errnoOf } from '../support/errors.js';

/** A pty of another process, as a stream. It does not become the terminal of this process, and no thread waits for it. */
export class PtyStream extends Duplex {
  readonly #input: ReadStream;
  readonly #output: WriteStream;

  /** @throws {Error} of Node when it cannot be opened */
  static open(path: string): PtyStream {
    const fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
    try {
      return new PtyStream(new ReadStream(fd), new WriteStream(fd));
    } finally {
      // Both have opened the terminal again by its name, to read and write it without blocking.
      closeSync(fd);
    }
  }

  private constructor(input: ReadStream, output: WriteStream) {
    super();
    this.#input = input;
    this.#output = output;
    input
      .on('data', (bytes: Buffer) => {
        if (!this.push(bytes)) input.pause();
      })
      .on('end', () => this.push(null))
      .on('error', this.#onError);
    output.on('error', this.#onError);
  }

  override _read(): void {
    this.#input.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#output.write(bytes, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#input.destroy();
    this.#output.destroy();
    done(error);
  }

  /** Once the other process has closed its end, reads fail with EIO: that is the end. */
  readonly #onError = (error: Error): void => {
    if (errnoOf(error) === 'EIO') this.push(null);
    else this.destroy(error);
  };
}
