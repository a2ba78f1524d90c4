/**
 * Texts that wait in memory, no more than fit: the oldest make room for the newest. The text that is being written has
 * left the waiting ones: it counts no more against the limit and makes no room.
 */
export class TextQueue {
  readonly #maxBytes: number;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #current: Buffer | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether every text is done. */
  get isEmpty(): boolean {
    return this.#current === undefined && this.#waiting.length === 0;
  }

  /** @returns the texts that had to go; the newest is kept however long it is */
  push(text: Buffer): readonly Buffer[] {
    this.#waiting.push(text);
    this.#waitingBytes += text.length;
    const gone: Buffer[] = [];
    while (this.#waitingBytes > this.#maxBytes && this.#waiting.length > 1) {
      const oldest = this.#shift();
      if (oldest) gone.push(oldest);
    }
    return gone;
  }

  /** The text to write now: the oldest, and the same again until it is {@link done}; `undefined` when none is left. */
  take(): Buffer | undefined {
    this.#current ??= this.#shift();
    return this.#current;
  }

  /** @returns the bytes of the text that was taken: it is written; 0 when it was cleared away meanwhile */
  done(): number {
    const bytes = this.#current?.length ?? 0;
    this.#current = undefined;
    return bytes;
  }

  /** Empties the queue. @returns the texts that are not done, the one that was taken included */
  clear(): readonly Buffer[] {
    const left = [...(this.#current ? [this.#current] : []), ...this.#waiting];
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    this.#current = undefined;
    return left;
  }

  #shift(): Buffer | undefined {
    const oldest = this.#waiting.shift();
    this.#waitingBytes -= oldest?.length ?? 0;
    return oldest;
  }
}
