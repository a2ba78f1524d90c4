import { AppendFile } from './append-file.js';

/** The file at a path, which may be renamed, removed or emptied at any time, as log rotation does. */
export class RotatableFile {
  readonly #path: string;
  readonly #header: Buffer;
  readonly #ending = new AbortController();
  /** How often {@link reopen} was called. */
  #rotations = 0;
  /** With the rotations before it was opened: those that came later concern it. */
  #open: { readonly file: AppendFile; readonly rotations: number } | undefined;

  /** @param header goes before the first text of each file that is empty */
  constructor(path: string, header: string) {
    this.#path = path;
    this.#header = Buffer.from(header);
  }

  /** Whether {@link reopen} was called since the file was opened: it keeps a rotated file alive until it is closed. */
  get isOutdated(): boolean {
    return this.#open !== undefined && this.#open.rotations !== this.#rotations;
  }

  /** Has the next text go to what is at the path then. */
  reopen(): void {
    this.#rotations++;
  }

  /** Closes the file when it is outdated or has lost its name. */
  async closeIfRotated(): Promise<void> {
    if (this.isOutdated || (await this.#open?.file.isGone())) await this.close();
  }

  /** Appends a whole text. @throws what opening and writing do; then {@link close} it before the next attempt */
  async append(text: Buffer): Promise<void> {
    const { rotations, file } = this.#open ?? {
      rotations: this.#rotations,
      file: await AppendFile.open(this.#path),
    };
    this.#open = { rotations, file };
    // Opening may have outlasted the sink.
    this.#ending.signal.throwIfAborted();
    await file.append(this.#header, text, this.#ending.signal);
  }

  /** Ends the wait for the reader of a pipe, now and later: {@link append} rejects. */
  abandon(): void {
    this.#ending.abort();
  }

  async close(): Promise<void> {
    const file = this.#open?.file;
    this.#open = undefined;
    await file?.close().catch(() => undefined);
  }
}
