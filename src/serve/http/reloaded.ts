import { QgaugeError } from '../../support/errors.js';
import { WatchedFiles } from './watched-files.js';

export interface ReloadedOptions<T> {
  /** @throws {QgaugeError} when the files are not valid */
  readonly read: (files: WatchedFiles, former: T | undefined) => T;
  /** The files are looked at not more often than this. */
  readonly recheckMs: number;
  readonly warn: (line: string) => void;
}

/** Something that is read from files, and read again when they have changed. */
export class Reloaded<T> {
  readonly #options: ReloadedOptions<T>;
  #files = new WatchedFiles();
  #value: T;
  #checkedMs = performance.now();

  /** @throws {QgaugeError} when the files are not valid */
  constructor(options: ReloadedOptions<T>) {
    this.#options = options;
    this.#value = options.read(this.#files, undefined);
  }

  /** The last valid value. Files that have changed and are not valid are reported once, and the former value stays. */
  current(): T {
    const now = performance.now();
    if (now - this.#checkedMs < this.#options.recheckMs) return this.#value;
    this.#checkedMs = now;
    if (this.#files.haveChanged()) this.#reload();
    return this.#value;
  }

  #reload(): void {
    this.#files = new WatchedFiles();
    try {
      this.#value = this.#options.read(this.#files, this.#value);
    } catch (error) {
      if (!(error instanceof QgaugeError)) throw error;
      this.#options.warn(`${error.message}; what was read before stays in force`);
    }
  }
}
