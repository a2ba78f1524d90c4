import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { explainErrno } from '../../support/explain-errno.js';

/** A web configuration, certificate or list of tokens is far smaller. */
const MAX_BYTES = 1024 * 1024;

/** A file cannot be read; the message is why, without the file's name. */
export class UnreadableError extends Error {}

/**
 * The files that something was read from, to find out whether it has to be read again. Files that could not be read are watched
 * too: they may come.
 *
 * Synchronous: a TLS handshake cannot be held up until a promise resolves, and the files are few, small and local.
 */
export class WatchedFiles {
  readonly #stamps = new Map<string, string>();

  /** @throws {UnreadableError} */
  read(path: string, check: (found: Stats) => string | undefined = () => undefined): string {
    this.#stamps.set(path, stampOf(path));
    let file: number | undefined;
    try {
      // Without O_NONBLOCK, opening a pipe waits for a writer.
      file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      const found = fstatSync(file);
      const why = whyNotText(found) ?? check(found);
      if (why !== undefined) throw new UnreadableError(why);
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    } catch (error) {
      if (error instanceof UnreadableError) throw error;
      if (error instanceof TypeError) throw new UnreadableError('it is not valid UTF-8', { cause: error });
      throw new UnreadableError(explainErrno(error, { ENOENT: 'no such file' }), { cause: error });
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** Whether any of the files is another one than was read, or has been written to since. */
  haveChanged(): boolean {
    return [...this.#stamps].some(([path, stamp]) => stampOf(path) !== stamp);
  }
}

function whyNotText(found: Stats): string | undefined {
  if (found.isDirectory()) return 'it is a directory';
  if (!found.isFile()) return 'it is not a regular file';
  return found.size > MAX_BYTES ? `it is larger than ${MAX_BYTES} bytes` : undefined;
}

/** Taken before the file is read: what is written between the two is read again, and not missed. */
function stampOf(path: string): string {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, mode } = statSync(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs, mode].join(' ');
  } catch (error) {
    return explainErrno(error);
  }
}
