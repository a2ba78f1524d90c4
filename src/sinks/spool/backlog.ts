import type { SpoolChunk, SpoolPosition } from './spool.js';

/** Texts that wait for their reader, in order. Never throws: what it cannot keep, it counts as lost. */
export interface Backlog {
  /** Whether everything in it has been read. */
  readonly isRead: boolean;
  /** Adds a text at the end. @returns where it ends; `undefined` when it is lost */
  append(text: Buffer): SpoolPosition | undefined;
  /** The next texts that have not been read, about `maxBytes` but at least one; `undefined` at the end. */
  read(maxBytes: number): SpoolChunk | undefined;
  /** Removes everything before this place: it has arrived. */
  settle(position: SpoolPosition): void;
  /** Takes everything in it as read: it was sent before it came here. */
  skip(): void;
  /** Has everything in it read once more. */
  rewind(): void;
}
