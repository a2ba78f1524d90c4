import { isUtf8 } from 'node:buffer';

/** What a {@link FrameDecoder} finds in the stream. */
export interface FrameHandler {
  /** The text of one JSON object. Its brackets balance; whether it parses is for the reader to find out. */
  onFrame(text: string): void;
  /**
   * Bytes that belong to no frame were dropped, at the latest when their chunk ends; `sample` is how they begin, and
   * `dropped` is all of them, for the length of the call.
   */
  onGarbage(bytes: number, sample: string, dropped: Buffer): void;
}

const TAB = 0x09;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;
const SPACE = 0x20;

/** QEMU's own limit on nesting (qobject/json-streamer.c). */
const MAX_NESTING = 1024;
const SAMPLE_BYTES = 80;
/** A buffer that one large message made is not held on to for the small ones that follow. */
const MAX_IDLE_BYTES = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/** Where the decoder stands: between frames, in one, in a string of one, or in garbage up to the next frame. */
type Place = 'between' | 'structure' | 'string' | 'garbage';

/**
 * Cuts a byte stream into JSON objects, by value and not by line: a pretty monitor writes line breaks inside one.
 *
 * Works on bytes: no byte of a UTF-8 sequence beyond the first 128 code points equals a quote, bracket or backslash,
 * so a chunk may end anywhere. Each byte is looked at once, and only the unfinished frame is kept.
 *
 * After garbage it goes on at the next line that starts with `{`, as QEMU does at its end. A frame that can no longer
 * become JSON (a line break in a string, or an object where no value may stand: its end got lost) is garbage too.
 */
export class FrameDecoder {
  readonly #maxBytes: number;
  readonly #handler: FrameHandler;

  #place: Place = 'between';
  #depth = 0;
  #escaped = false;
  /** The last byte that was no white space, in the structure of the current frame. */
  #previous = 0;
  #atLineStart = true;
  readonly #kept = new KeptBytes();

  /** @param maxBytes the longest frame; see {@link push} */
  constructor(maxBytes: number, handler: FrameHandler) {
    this.#maxBytes = maxBytes;
    this.#handler = handler;
  }

  /**
   * Takes the next bytes and reports what they complete.
   *
   * @returns false when a frame has grown over the limit; the decoder must not be used any more
   */
  push(chunk: Buffer): boolean {
    let start = 0; // where the current frame or garbage begins in this chunk
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      switch (this.#place) {
        case 'string':
          if (this.#escaped) this.#escaped = false;
          else if (byte === BACKSLASH) this.#escaped = true;
          else if (byte === QUOTE) this.#place = 'structure';
          else if (byte === NEWLINE) this.#place = 'garbage';
          break;
        case 'structure':
          if (byte <= SPACE) break;
          if (byte === OPEN_BRACE && !this.#valueMayFollow()) {
            // Only at the start of a line can it be the next message; elsewhere it is more of the same damage.
            if (this.#atLineStart) {
              this.#drop(chunk.subarray(start, at));
              start = at;
              this.#begin();
            } else {
              this.#place = 'garbage';
            }
          } else {
            this.#structure(byte);
            if (this.#depth === 0) {
              if (!this.#finish(chunk, start, at + 1)) return false;
              start = at + 1;
            }
          }
          break;
        case 'between':
          if (byte === OPEN_BRACE) {
            start = at;
            this.#begin();
          } else if (!isWhitespace(byte)) {
            start = at;
            this.#place = 'garbage';
          }
          break;
        case 'garbage':
          if (byte === OPEN_BRACE && this.#atLineStart) {
            this.#drop(chunk.subarray(start, at));
            start = at;
            this.#begin();
          }
          break;
      }
      this.#atLineStart = byte === NEWLINE;
    }
    return this.#keep(chunk, start);
  }

  /** Reports the beginning of a frame that was never finished. */
  end(): void {
    this.#drop(NOTHING);
    this.#place = 'between';
  }

  /** In JSON a value stands after a colon, a comma or an opening bracket, and nowhere else. */
  #valueMayFollow(): boolean {
    return this.#previous === COLON || this.#previous === COMMA || this.#previous === OPEN_BRACKET;
  }

  #begin(): void {
    this.#place = 'structure';
    this.#depth = 1;
    this.#previous = OPEN_BRACE;
  }

  #structure(byte: number): void {
    this.#previous = byte;
    if (byte === QUOTE) this.#place = 'string';
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++this.#depth > MAX_NESTING) this.#place = 'garbage';
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#depth--;
  }

  #finish(chunk: Buffer, start: number, end: number): boolean {
    this.#place = 'between';
    if (this.#kept.length + end - start > this.#maxBytes) return false;
    const here = chunk.subarray(start, end);
    if (this.#kept.length === 0) {
      this.#report(here);
    } else {
      this.#kept.append(here);
      this.#report(this.#kept.bytes());
      this.#kept.clear();
    }
    return true;
  }

  #report(frame: Buffer): void {
    if (isUtf8(frame)) this.#handler.onFrame(frame.toString('utf8'));
    else this.#handler.onGarbage(frame.length, `invalid UTF-8: ${sampleOf(frame)}`, frame);
  }

  #drop(here: Buffer): void {
    const dropped = this.#kept.length > 0 ? Buffer.concat([this.#kept.bytes(), here]) : here;
    this.#kept.clear();
    if (dropped.length > 0) this.#handler.onGarbage(dropped.length, sampleOf(dropped), dropped);
  }

  /** Keeps the beginning of a frame for the next chunk; garbage is dropped, however much there is. */
  #keep(chunk: Buffer, start: number): boolean {
    const rest = chunk.subarray(start);
    if (this.#place === 'garbage') this.#drop(rest);
    else if (this.#place !== 'between') {
      if (this.#kept.length + rest.length > this.#maxBytes) return false;
      this.#kept.append(rest);
    }
    return true;
  }
}

/** Bytes that grow by appending, in one buffer that doubles: a frame that comes byte by byte costs its size, no more. */
class KeptBytes {
  #buffer = Buffer.alloc(0);
  length = 0;

  append(bytes: Buffer): void {
    const needed = this.length + bytes.length;
    if (needed > this.#buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.copy(grown, 0, 0, this.length);
      this.#buffer = grown;
    }
    bytes.copy(this.#buffer, this.length);
    this.length = needed;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
    if (this.#buffer.length > MAX_IDLE_BYTES) this.#buffer = Buffer.alloc(0);
  }
}

function isWhitespace(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === CARRIAGE_RETURN || byte === TAB;
}

function sampleOf(bytes: Buffer): string {
  return bytes.subarray(0, SAMPLE_BYTES).toString('utf8');
}
