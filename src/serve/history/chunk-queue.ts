import type { Chunk } from './chunk.js';

/** Entries before the head that are worth a copy of the rest. */
const TAKEN = 1024;

/**
 * Full chunks in the order in which they became full, which is that of their last rows. An entry is the list of the guest whose first
 * chunk it is: a guest's chunks become full, and are dropped, in the order of its list.
 */
export class ChunkQueue {
  #lists: Chunk[][] = [];
  #head = 0;

  /** When the oldest chunk got its last row; `undefined` without any. */
  get oldestSeconds(): number | undefined {
    return this.#lists[this.#head]?.[0]?.lastAddedSeconds;
  }

  /** @param list with the chunk, which is full now, at its end */
  add(list: Chunk[]): void {
    this.#lists.push(list);
  }

  /** Takes the oldest chunk from the queue and from its list. */
  take(): Chunk | undefined {
    const list = this.#lists[this.#head];
    if (list === undefined) return undefined;
    this.#head++;
    // Array.shift() would move a long queue for each chunk.
    if (this.#head >= TAKEN && this.#head * 2 >= this.#lists.length) {
      this.#lists = this.#lists.slice(this.#head);
      this.#head = 0;
    }
    return list.shift();
  }
}
