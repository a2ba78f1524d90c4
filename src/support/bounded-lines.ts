const LINE_FEED = 0x0a;

/** Splits what a peer sends into lines, and keeps no more of it than one line may have. */
export class BoundedLines {
  readonly #maxBytes: number;
  readonly #onLine: (line: string) => void;
  #parts: Buffer[] = [];
  #bytes = 0;

  /** @param maxBytes of a line with its end */
  constructor(maxBytes: number, onLine: (line: string) => void) {
    this.#maxBytes = maxBytes;
    this.#onLine = onLine;
  }

  /** Takes what has arrived. Returns false, also for all that comes later, when a line is longer than it may be. */
  push(chunk: Buffer): boolean {
    let rest = chunk;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      if (!this.#keep(rest.subarray(0, end + 1))) return false;
      const line = Buffer.concat(this.#parts).subarray(0, -1).toString('utf8');
      [this.#parts, this.#bytes] = [[], 0];
      this.#onLine(line);
      rest = rest.subarray(end + 1);
    }
    return this.#keep(rest);
  }

  #keep(part: Buffer): boolean {
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
    return this.#bytes <= this.#maxBytes;
  }
}
