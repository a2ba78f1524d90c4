import { chmodSync, lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { messageOf } from '../../support/errors.js';
import { makePrivateDirectory } from '../../support/make-directory.js';
import { OutputError } from '../file/atomic-file.js';
import type { Losses } from '../losses.js';
import { SpoolLock } from './spool-lock.js';
import { SpoolSegment, segmentPath } from './spool-segment.js';

/** About how many segments a full spool has; the oldest is removed as a whole to make room. */
const SEGMENTS = 16;

/** A place between two texts of a spool. */
export interface SpoolPosition {
  readonly segment: number;
  readonly offset: number;
}

/** Consecutive texts. */
export interface SpoolChunk {
  readonly bytes: Buffer;
  /** After the last of them. */
  readonly position: SpoolPosition;
}

/**
 * Texts that wait on disk for their reader, in order. Each is read once, unless {@link Spool.rewind} is called, and
 * stays until it is settled. Beyond the limit the oldest are removed, a sixteenth of the limit at a time: the newest
 * texts are worth most.
 *
 * Its calls block, for as long as the page cache takes: nothing is synced. In exchange a text is kept from the moment
 * that `append` returns, however the program ends.
 */
export class Spool {
  readonly #directory: string;
  readonly #maxBytes: number;
  readonly #segmentBytes: number;
  readonly #lock: SpoolLock;
  readonly #segments: SpoolSegment[];
  #nextId: number;
  #reading: SpoolPosition = { segment: 0, offset: 0 };

  /**
   * Opens the spool in a directory of its own, which is created if missing, with what an earlier run has left in it.
   *
   * @throws {OutputError} when the directory cannot be used, or another process uses it
   */
  static open(directory: string, maxBytes: number): Spool {
    try {
      ensurePrivate(directory);
      const lock = SpoolLock.take(directory);
      try {
        return new Spool(directory, maxBytes, lock, recoverSegments(directory));
      } catch (error) {
        lock.release();
        throw error;
      }
    } catch (error) {
      if (error instanceof OutputError) throw error;
      throw new OutputError(
        directory,
        `it cannot be the spool: ${messageOf(error)}; name another directory for it`,
        { cause: error },
      );
    }
  }

  private constructor(directory: string, maxBytes: number, lock: SpoolLock, segments: SpoolSegment[]) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
    this.#segmentBytes = Math.max(1, Math.floor(maxBytes / SEGMENTS));
    this.#lock = lock;
    this.#segments = segments;
    this.#nextId = (segments.at(-1)?.id ?? 0) + 1;
    this.rewind();
  }

  /** What is not settled, plus 8 bytes for each text. */
  get bytes(): number {
    return this.#segments.reduce((sum, { unsettledBytes }) => sum + unsettledBytes, 0);
  }

  /** Whether everything in it has been read. */
  get isRead(): boolean {
    const last = this.#segments.at(-1);
    return !last || (this.#reading.segment === last.id && this.#reading.offset >= last.bytes);
  }

  /**
   * Adds a text at the end.
   *
   * @param losses counts the texts that had to go; this one, if it is larger than the limit
   * @returns where the text ends
   * @throws the system's error; then the text was not added
   */
  append(text: Buffer, losses: Losses): SpoolPosition {
    const fits = SpoolSegment.costOf(text) <= this.#maxBytes;
    while (fits && this.#diskBytes() + SpoolSegment.costOf(text) > this.#maxBytes) this.#dropOldest(losses);
    if (fits) this.#last().append(text);
    else losses.add(text.length);
    return this.#end();
  }

  /** The next texts that have not been read, about `maxBytes` but at least one; `undefined` at the end. */
  read(maxBytes: number): SpoolChunk | undefined {
    for (const segment of this.#segments) {
      if (segment.id < this.#reading.segment) continue;
      const offset = segment.id === this.#reading.segment ? this.#reading.offset : segment.settled;
      const { texts, end } = segment.read(offset, maxBytes);
      // A segment that cannot be read on, because the disk has changed it, must not block the others.
      this.#reading = { segment: segment.id, offset: texts.length > 0 ? end : segment.bytes };
      if (texts.length > 0) return { bytes: Buffer.concat(texts), position: this.#reading };
    }
    return undefined;
  }

  /** Removes everything before this place, which has arrived, and its files. */
  settle({ segment: id, offset }: SpoolPosition): void {
    for (let oldest = this.#segments[0]; oldest && oldest.id <= id; oldest = this.#segments[0]) {
      const isWhole = oldest.id < id || offset >= oldest.bytes;
      if (!isWhole) {
        oldest.settle(Math.max(offset, oldest.settled));
        return;
      }
      oldest.remove();
      this.#segments.shift();
    }
  }

  /** Takes everything in it as read: it was sent before it came here. */
  skip(): void {
    this.#reading = this.#end();
  }

  /** Reads what is not settled once more. */
  rewind(): void {
    const oldest = this.#segments[0];
    this.#reading = { segment: oldest?.id ?? 0, offset: oldest?.settled ?? 0 };
  }

  /** Leaves what is not settled for the next run. */
  close(): void {
    for (const segment of this.#segments) segment.close();
    this.#segments.length = 0;
    this.#lock.release();
  }

  #diskBytes(): number {
    return this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #last(): SpoolSegment {
    const last = this.#segments.at(-1);
    if (last && last.bytes < this.#segmentBytes) return last;
    const segment = SpoolSegment.create(this.#directory, this.#nextId++);
    this.#segments.push(segment);
    return segment;
  }

  #end(): SpoolPosition {
    const last = this.#segments.at(-1);
    return { segment: last?.id ?? 0, offset: last?.bytes ?? 0 };
  }

  #dropOldest(losses: Losses): void {
    const oldest = this.#segments.shift();
    for (const text of oldest?.unsettledTexts() ?? []) losses.add(text.length);
    oldest?.remove();
  }
}

/** A spool reveals much about guests, and its content is sent on: only its owner may read or write it. */
function ensurePrivate(directory: string): void {
  makePrivateDirectory(directory);
  const found = lstatSync(directory);
  if (!found.isDirectory())
    throw new OutputError(directory, 'it is not a directory: name another for the spool');
  if (found.uid !== process.geteuid?.()) {
    throw new OutputError(directory, 'it belongs to another user: name another directory for the spool');
  }
  if (found.mode & 0o077) chmodSync(directory, 0o700);
}

function recoverSegments(directory: string): SpoolSegment[] {
  const ids = readdirSync(directory).flatMap((name) => {
    const [, digits] = /^(\d{16})\.spool$/.exec(name) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  const segments: SpoolSegment[] = [];
  for (const id of ids.sort((a, b) => a - b)) {
    const segment = SpoolSegment.recover(directory, id);
    if (segment === undefined) unlinkSync(segmentPath(directory, id));
    else if (segment.unsettledBytes === 0) segment.remove();
    else segments.push(segment);
  }
  return segments;
}
