import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { debug } from '../support/debug.js';
import { errnoOf, messageOf } from '../support/errors.js';
import { makePrivateDirectory } from '../support/make-directory.js';

/**
 * A JSON file that keeps something between runs, and that no measuring depends on: one that cannot be read or written costs what
 * it keeps, and nothing else.
 */
export class StateFile {
  readonly #path: string;
  readonly #what: string;

  /** @param what is kept, for the log */
  constructor(path: string, what: string) {
    this.#path = path;
    this.#what = what;
  }

  /** What was written last; `undefined` when there is no file, or it cannot be read. */
  read(): unknown {
    return this.#attempt(() => JSON.parse(readFileSync(this.#path, 'utf8')));
  }

  write(value: object): void {
    this.#attempt(() => replaceFile(this.#path, `${JSON.stringify(value, null, 1)}\n`));
  }

  #attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      debug(() => (errnoOf(error) === 'ENOENT' ? undefined : `${this.#what}: ${messageOf(error)}`));
      return undefined;
    }
  }
}

/** Replaces the file in one step: two runs may write at one time. */
function replaceFile(path: string, text: string): void {
  makePrivateDirectory(dirname(path));
  const next = `${path}.${process.pid}`;
  try {
    writeFileSync(next, text, { mode: 0o600 });
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}
