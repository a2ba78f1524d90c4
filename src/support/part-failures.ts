import { messageOf } from './errors.js';

/** Collects why parts of a whole failed, so that one failing part never fails the others. The first reason of a part counts. */
export class PartFailures {
  readonly #errors = new Map<string, unknown>();

  /** Returns what `work` returns; `undefined` when it throws. */
  attempt<T>(part: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#add(part, error);
      return undefined;
    }
  }

  /** Resolves as `result` does; to `undefined` when it rejects. */
  async catch<T>(part: string, result: Promise<T>): Promise<T | undefined> {
    try {
      return await result;
    } catch (error) {
      this.#add(part, error);
      return undefined;
    }
  }

  /** What `part` failed with; `undefined` when it did not fail. */
  errorOf(part: string): unknown {
    return this.#errors.get(part);
  }

  /** What the parts failed with, in the order of their failures. */
  get errors(): readonly unknown[] {
    return [...this.#errors.values()];
  }

  /** The parts that failed, each with its reason in one line, in the order of their failures. */
  list(): readonly { readonly part: string; readonly why: string }[] {
    return Array.from(this.#errors, ([part, error]) => ({ part, why: messageOf(error) }));
  }

  #add(part: string, error: unknown): void {
    if (!this.#errors.has(part)) this.#errors.set(part, error);
  }
}
