import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { encodeRecord, PREFIX_BYTES, parseRecords, type Records } from './spool-records.js';

const MAGIC = Buffer.from('QGSPOOL1');
/** The magic word, then the offset of the first text that has not arrived, 64 bits, big-endian. */
const HEADER_BYTES = 16;

const { O_RDWR, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;

/**
 * One file of a spool: texts one after the other, and how far they have arrived. What was appended survives any end of
 * the program; only a power cut may lose the newest texts, because nothing is synced.
 */
export class SpoolSegment {
  /** Segments are numbered in the order of their texts. */
  readonly id: number;
  readonly #path: string;
  readonly #fd: number;
  #end: number;
  #settled: number;

  /** @throws the system's error, e.g. ENOSPC; then there is no new file */
  static create(directory: string, id: number): SpoolSegment {
    const path = segmentPath(directory, id);
    const fd = openSync(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    const segment = new SpoolSegment(id, path, fd, HEADER_BYTES, HEADER_BYTES);
    try {
      segment.#writeHeader();
      return segment;
    } catch (error) {
      segment.remove();
      throw error;
    }
  }

  /**
   * Opens the segment that an earlier run has left, and cuts off what is torn.
   *
   * @returns `undefined` for a file that is not a segment, or less than the header of one
   */
  static recover(directory: string, id: number): SpoolSegment | undefined {
    const path = segmentPath(directory, id);
    const fd = openSync(path, O_RDWR | O_NOFOLLOW);
    const header = readAt(fd, 0, HEADER_BYTES);
    const { size } = fstatSync(fd);
    const settled = header.length < HEADER_BYTES ? 0 : Number(header.readBigUInt64BE(MAGIC.length));
    if (!header.subarray(0, MAGIC.length).equals(MAGIC) || settled < HEADER_BYTES || settled > size) {
      closeSync(fd);
      return undefined;
    }
    const end = settled + parseRecords(readAt(fd, settled, size - settled)).end;
    if (end < size) ftruncateSync(fd, end);
    return new SpoolSegment(id, path, fd, settled, end);
  }

  /** Upper limit of what a text takes on disk. */
  static costOf(text: Buffer): number {
    return HEADER_BYTES + PREFIX_BYTES + text.length;
  }

  private constructor(id: number, path: string, fd: number, settled: number, end: number) {
    this.id = id;
    this.#path = path;
    this.#fd = fd;
    this.#settled = settled;
    this.#end = end;
  }

  /** The size of the file. */
  get bytes(): number {
    return this.#end;
  }

  /** Offset of the first text that is not settled. */
  get settled(): number {
    return this.#settled;
  }

  /** What is not settled; prefixes count too. */
  get unsettledBytes(): number {
    return this.#end - this.#settled;
  }

  /** Appends a whole text, or nothing. @throws the system's error */
  append(text: Buffer): void {
    const record = encodeRecord(text);
    try {
      for (let written = 0; written < record.length; ) {
        written += writeSync(this.#fd, record, written, record.length - written, this.#end + written);
      }
    } catch (error) {
      ftruncateSync(this.#fd, this.#end);
      throw error;
    }
    this.#end += record.length;
  }

  /**
   * Whole texts from an offset on: as many as fit with their prefixes, but at least one; none at the end. `end` of the
   * result is an offset in the file.
   */
  read(offset: number, maxBytes: number): Records {
    const prefix = readAt(this.#fd, offset, PREFIX_BYTES);
    const first = prefix.length < PREFIX_BYTES ? 0 : prefix.readUInt32BE(0);
    const length = Math.min(Math.max(maxBytes, first + PREFIX_BYTES), this.#end - offset);
    const { texts, end } = parseRecords(readAt(this.#fd, offset, length));
    return { texts, end: offset + end };
  }

  /** Remembers, for the next run too, that everything before this offset has arrived. */
  settle(offset: number): void {
    this.#settled = offset;
    this.#writeHeader();
  }

  /** The texts that have not arrived: removing the segment loses them. */
  unsettledTexts(): readonly Buffer[] {
    return parseRecords(readAt(this.#fd, this.#settled, this.unsettledBytes)).texts;
  }

  remove(): void {
    this.close();
    unlinkSync(this.#path);
  }

  close(): void {
    closeSync(this.#fd);
  }

  #writeHeader(): void {
    const header = Buffer.alloc(HEADER_BYTES);
    MAGIC.copy(header);
    header.writeBigUInt64BE(BigInt(this.#settled), MAGIC.length);
    writeSync(this.#fd, header, 0, HEADER_BYTES, 0);
  }
}

/** The path of a segment. Sixteen digits sort names by number. */
export function segmentPath(directory: string, id: number): string {
  return join(directory, `${String(id).padStart(16, '0')}.spool`);
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  for (let got = 1; got > 0 && read < length; read += got) {
    got = readSync(fd, bytes, read, length - read, offset + read);
  }
  return bytes.subarray(0, read);
}
