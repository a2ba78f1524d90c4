/** The guest library builds a request in a buffer of this size; here it has to hold the line end. */
export const MAX_LINE_BYTES = 256;

const LINE_FEED = 0x0a;
/** Of one chunk: more than a program could be answered. */
const MAX_LINES = 64;

/** A line, each byte of it as one character; of one that is too long only the beginning. */
export interface RequestLine {
  readonly text: string;
  readonly isTooLong: boolean;
}

/**
 * Splits what a guest writes into lines, in one buffer that never grows. A line that is too long is reported as soon as that
 * is known, and the rest of it is dropped.
 *
 * Of a chunk with many lines the first ones and the last one are reported, so that a flood costs the other guests little time;
 * empty ones are passed over.
 */
export class RequestLines {
  readonly #kept = Buffer.alloc(MAX_LINE_BYTES - 1);
  #length = 0;
  /** `dropping`: the line was too long, and has been reported. */
  #state: 'reading' | 'dropping' = 'reading';

  push(chunk: Uint8Array, onLine: (line: RequestLine) => void): void {
    let at = 0;
    for (let lines = 1, end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, at)) {
      this.#keep(chunk.subarray(at, end), onLine);
      if (this.#state === 'reading' && this.#length > 0) onLine({ text: this.#text, isTooLong: false });
      this.begin();
      at = end + 1;
      while (chunk[at] === LINE_FEED) at++;
      if (lines++ === MAX_LINES) at = startOfLastLine(chunk, at);
    }
    this.#keep(chunk.subarray(at), onLine);
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

/** Where the last line that has an end and is not empty begins; `from` when there is none behind it. */
function startOfLastLine(chunk: Uint8Array, from: number): number {
  let end = chunk.lastIndexOf(LINE_FEED);
  while (end > from && chunk[end - 1] === LINE_FEED) end--;
  return end <= from ? from : Math.max(from, chunk.lastIndexOf(LINE_FEED, end - 1) + 1);
}
