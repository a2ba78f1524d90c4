import { once } from 'node:events';
import { createWriteStream, fstatSync, ftruncateSync, type WriteStream } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { errnoOf, QgaugeError } from '../support/errors.js';
import { type ErrnoWords, explainErrno, OUTPUT_FILE_WORDS } from '../support/explain-errno.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { encodeTranscriptLine, type TranscriptHeader, type TranscriptLine } from './transcript-line.js';

/** A transcript cannot be written. What was written before stays, and can be read. */
export class TranscriptFileError extends QgaugeError {
  constructor(path: string, why: string, options?: ErrorOptions) {
    super('ERR_TRANSCRIPT_FILE', `${terminalSafe(path, 4096)}: ${why}`, options);
  }
}

const ERRNO_WORDS: ErrnoWords = {
  ...OUTPUT_FILE_WORDS,
  EEXIST: 'there is a file already: name another, or give --force to overwrite it',
  ENOSPC: 'no space left on the device; the transcript ends before that',
  EDQUOT: 'the disk quota is used up; the transcript ends before that',
};

/**
 * A transcript that is written line by line under its final name, so that nothing recorded is lost, however the program
 * ends. Only its owner may read it, because it reveals much of a guest.
 */
export class TranscriptFile implements AsyncDisposable {
  readonly path: string;
  /** Resolves to the error when writing fails, which ends the transcript; else to `undefined` by {@link close}. */
  readonly failed: Promise<TranscriptFileError | undefined>;
  /** Messages written so far. */
  lines = 0;
  readonly #header: TranscriptHeader;
  readonly #handle: FileHandle;
  readonly #isNew: boolean;
  #stream: WriteStream | undefined;
  #fail: (error: TranscriptFileError | undefined) => void = () => undefined;

  /**
   * Opens the file of a transcript. An existing file keeps its content until {@link begin}.
   *
   * @throws {TranscriptFileError} when it cannot be written, or exists and must not be overwritten
   */
  static async open(
    path: string,
    header: TranscriptHeader,
    options: { readonly overwrite?: boolean | undefined } = {},
  ): Promise<TranscriptFile> {
    try {
      return new TranscriptFile(path, header, await open(path, 'wx', 0o600), true);
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST' || !options.overwrite) throw fileError(path, error);
    }
    try {
      // Not truncated yet: a recording without messages leaves the file unchanged.
      return new TranscriptFile(path, header, await open(path, 'r+'), false);
    } catch (error) {
      throw fileError(path, error);
    }
  }

  private constructor(path: string, header: TranscriptHeader, handle: FileHandle, isNew: boolean) {
    this.path = path;
    this.#header = header;
    this.#handle = handle;
    this.#isNew = isNew;
    this.failed = new Promise((resolve) => {
      this.#fail = resolve;
    });
  }

  /** Truncates the file and writes the header; the first {@link write} does so too. */
  begin(): void {
    if (this.#stream !== undefined) return;
    try {
      // A device or pipe cannot be truncated.
      if (fstatSync(this.#handle.fd).isFile()) ftruncateSync(this.#handle.fd);
    } catch (error) {
      this.#fail(fileError(this.path, error));
    }
    // Only close() closes the handle: a stream that fails must not close it first.
    this.#stream = createWriteStream(this.path, { fd: this.#handle.fd, autoClose: false });
    this.#stream.on('error', (error) => this.#fail(fileError(this.path, error)));
    this.#stream.write(encodeTranscriptLine(this.#header));
  }

  /** Appends a line; a failure resolves {@link failed}. */
  write(line: TranscriptLine): void {
    this.begin();
    if (!this.#stream?.writable) return;
    this.#stream.write(encodeTranscriptLine(line));
    this.lines++;
  }

  /** Resolves when all lines are written. A new file without a header is removed. */
  async close(): Promise<void> {
    const stream = this.#stream;
    if (stream?.writable) {
      const finished = once(stream, 'finish').catch(() => undefined);
      stream.end();
      await finished;
    }
    await this.#handle.close();
    if (stream === undefined && this.#isNew) await unlink(this.path).catch(() => undefined);
    this.#fail(undefined);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function fileError(path: string, error: unknown): TranscriptFileError {
  return new TranscriptFileError(path, explainErrno(error, ERRNO_WORDS), { cause: error });
}
