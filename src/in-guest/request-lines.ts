/** The guest library builds a request in a buffer of this size; here it has to hold the line end. */
export const MAX_LINE_BYTES = 256;

const LINE_FEED = 0x0a;

/** A line, each byte of it as one character; of one that is too long only the beginning. */
export interface RequestLine {
  readonly text: string;
  readonly isTooLong: boolean;
}

/**
 * Splits what a guest writes into lines, in one buffer that never grows. A line that is too long is reported as soon as that
 * is known, and the rest of it is dropped.
 */
export class RequestLines {
  readonly #kept = Buffer.alloc(MAX_LINE_BYTES - 1);
  #length = 0;
  /** `dropping`: the line was too long, and has been reported. */
  #state: 'reading' | 'dropping' = 'reading';

  push(chunk: Uint8Array, onLine: (line: RequestLine) => void): void {
    let rest = chunk;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      this.#keep(rest.subarray(0, end), onLine);
      if (this.#state === 'reading') onLine({ text: this.#text, isTooLong: false });
      this.begin();
      rest = rest.subarray(end + 1);
    }
    this.#keep(rest, onLine);
  }

  /** Begins a new line, and forgets what there is of the present one. */
  begin(): void {
    this.#length = 0;
    this.#state = 'reading';
  }

  #keep(part: Uint8Array, onLine: (line: RequestLine) => void): void {
    if (this.#state === 'dropping') return;
    const fitting = part.subarray(0, this.#kept.length - this.#length);
    this.#kept.set(fitting, this.#length);
    this.#length += fitting.length;
    if (fitting.length === part.length) return;
    this.#state = 'dropping';
    onLine({ text: this.#text, isTooLong: true });
  }

  get #text(): string {
    return this.#kept.toString('latin1', 0, this.#length);
  }
}
