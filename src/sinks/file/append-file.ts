import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { sleep } from '../../support/deadline.js';
import { errnoOf } from '../../support/errors.js';

/** Without O_NONBLOCK, opening a named pipe without a reader hangs; it makes no difference to a regular file. */
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK | constants.O_NOCTTY;
/** How soon a write to a full pipe is tried again. */
const FULL_PIPE_MS = 10;

/** A file that grows by whole texts; a named pipe or device works too. */
export class AppendFile {
  readonly #handle: FileHandle;
  readonly #isRegular: boolean;
  #isTorn: boolean;
  #isNew = true;

  /** Opens or creates a file to append to. @throws what open does; ENXIO for a named pipe without a reader */
  static async open(path: string): Promise<AppendFile> {
    const handle = await openOrCreate(path);
    try {
      const found = await handle.stat();
      const isTorn = found.isFile() && found.size > 0 && !(await endsWithNewline(path, found.size));
      return new AppendFile(handle, found.isFile(), isTorn);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  private constructor(handle: FileHandle, isRegular: boolean, isTorn: boolean) {
    this.#handle = handle;
    this.#isRegular = isRegular;
    this.#isTorn = isTorn;
  }

  /** Whether the file has lost its name: what is written to it now cannot be found any more. */
  async isGone(): Promise<boolean> {
    return this.#isRegular && (await this.#handle.stat()).nlink === 0;
  }

  /**
   * Appends a whole text, or nothing as far as that can be undone. The header goes before it while the file is empty,
   * which logrotate's copytruncate makes it again, and at the start of a pipe.
   *
   * @param signal ends the wait for the reader of a full pipe
   * @throws what write does, or the signal's reason
   */
  async append(header: Buffer, text: Buffer, signal: AbortSignal): Promise<void> {
    const { size } = await this.#handle.stat();
    const isEmpty = this.#isRegular ? size === 0 : this.#isNew;
    const before = isEmpty ? header : Buffer.from(this.#isTorn ? '\n' : '');
    await this.#writeWhole(Buffer.concat([before, text]), size, signal);
    this.#isTorn = false;
    this.#isNew = false;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #writeWhole(bytes: Buffer, sizeBefore: number, signal: AbortSignal): Promise<void> {
    let written = 0;
    try {
      while (written < bytes.length) written += await this.#write(bytes.subarray(written), signal);
    } catch (error) {
      if (written > 0 && this.#isRegular) await this.#takeBack(sizeBefore, written);
      throw error;
    }
  }

  async #write(bytes: Buffer, signal: AbortSignal): Promise<number> {
    try {
      return (await this.#handle.write(bytes)).bytesWritten;
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error;
      await sleep(FULL_PIPE_MS, signal);
      return 0;
    }
  }

  /** Cuts off half a text, unless another process has appended meanwhile. */
  async #takeBack(sizeBefore: number, written: number): Promise<void> {
    const { size } = await this.#handle.stat();
    if (size === sizeBefore + written) await this.#handle.truncate(sizeBefore);
  }
}

/** In two steps: a kernel with fs.protected_fifos refuses O_CREAT on a pipe that exists. */
async function openOrCreate(path: string): Promise<FileHandle> {
  try {
    return await open(path, FLAGS);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    return open(path, FLAGS | constants.O_CREAT, 0o644);
  }
}

/** A crash of the machine may have left half a line. A file that cannot be read is taken to be whole. */
async function endsWithNewline(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  try {
    const read = await file?.read(Buffer.alloc(1), 0, 1, size - 1);
    return read === undefined || read.bytesRead === 0 || read.buffer[0] === 0x0a;
  } finally {
    await file?.close();
  }
}
