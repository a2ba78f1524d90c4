import type { PartFailure } from '../../model/qemu-sample.js';
import { CommandTimeoutError } from '../../protocol/qmp/errors.js';
import { messageOf } from '../../support/errors.js';

/** Collects what went wrong in the parts of a sample, so that one failing part never fails the others. */
export class PartFailures {
  readonly #failures = new Map<string, unknown>();

  /** Resolves as `part` does, or to `undefined` after noting why it failed. The first reason of a part counts. */
  async catch<T>(part: string, result: Promise<T>): Promise<T | undefined> {
    try {
      return await result;
    } catch (error) {
      if (!this.#failures.has(part)) this.#failures.set(part, error);
      return undefined;
    }
  }

  /** What `part` failed with; `undefined` when it did not fail. */
  errorOf(part: string): unknown {
    return this.#failures.get(part);
  }

  /** The first command that was not answered in time, of whatever part. */
  get timeout(): CommandTimeoutError | undefined {
    const isTimeout = (error: unknown) => error instanceof CommandTimeoutError;
    return [...this.#failures.values()].find(isTimeout);
  }

  list(): readonly PartFailure[] {
    return Array.from(this.#failures, ([part, error]) => ({ part, why: messageOf(error) }));
  }
}
