import { isUtf8 } from 'node:buffer';

/** Receives what a {@link FrameDecoder} finds in the stream. */
export interface FrameHandler {
  /** The text of one JSON object. Its brackets balance; it may still fail to parse. */
  onFrame(text: string): void;
  /**
   * Bytes that belong to no frame were dropped, at the latest at the end of their chunk. `sample` is their beginning; `dropped`
   * is all of them, and valid only during the call.
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
/** A larger buffer is freed after its message: those that follow are small. */
const MAX_IDLE_BYTES = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/** Where the decoder is: between frames, in a frame, in a string of one, or in garbage before the next frame. */
type Place = 'between' | 'structure' | 'string' | 'garbage';

/**
 * Cuts a byte stream into JSON objects, by their brackets: a monitor with pretty=on writes line breaks inside an object.
 *
 * It works on bytes, so a chunk may end anywhere: in UTF-8 no byte of a character beyond ASCII equals a quote, bracket or
 * backslash. Each byte is read once, and only the unfinished frame is kept.
 *
 * After garbage it resumes at the next line that starts with `{`, as QEMU does. A frame that cannot become JSON any more (a line
 * break in a string, or an object where no value may stand, because its end was lost) is garbage too.
 */
export class FrameDecoder {
  readonly #maxBytes: number;
  readonly #handler: FrameHandler;

  #place: Place = 'between';
  #depth = 0;
  #escaped = false;
  /** The last byte of the current frame that was neither white space nor in a string. */
  #previous = 0;
  #atLineStart = true;
  readonly #kept = new KeptBytes();

  /** @param maxBytes the longest frame; see {@link push} */
  constructor(maxBytes: number, handler: FrameHandler) {
    this.#maxBytes = maxBytes;
    this.#handler = handler;
  }

  /**
   * Reads the next bytes, and reports the frames that they complete.
   *
   * @returns false when a frame exceeds the limit; the decoder must not be used after that
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
            // Only at the start of a line can it be the next message; elsewhere it belongs to the damaged one.
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

  /** Reports an unfinished frame as garbage. */
  end(): void {
    this.#drop(NOTHING);
    this.#place = 'between';
  }

  /** In JSON a value inside an object follows a colon, a comma or an opening bracket, and nothing else. */
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

/** A growing buffer that doubles when it is full: a frame that arrives byte by byte costs time in proportion to its size. */
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
