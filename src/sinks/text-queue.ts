/** Texts that wait in memory, no more than fit: the oldest make room for the newest. */
export class TextQueue {
  readonly #maxBytes: number;
  readonly #texts: Buffer[] = [];
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#texts.length;
  }

  /** @returns the texts that had to go; the newest is kept however long it is */
  push(text: Buffer): readonly Buffer[] {
    this.#texts.push(text);
    this.#bytes += text.length;
    const gone: Buffer[] = [];
    while (this.#bytes > this.#maxBytes && this.#texts.length > 1) {
      const oldest = this.shift();
      if (oldest) gone.push(oldest);
    }
    return gone;
  }

  /** Takes the oldest. */
  shift(): Buffer | undefined {
    const oldest = this.#texts.shift();
    this.#bytes -= oldest?.length ?? 0;
    return oldest;
  }
}
