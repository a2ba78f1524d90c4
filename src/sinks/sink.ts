/** Where texts go, one after the other. */
export interface Sink extends SinkStatistics {
  /** Takes a text of whole lines. Never waits and never throws: what cannot go out now is kept, or counted as dropped. */
  write(text: string): void;
  /** Opens its file anew (after a rotation); nothing where there is none. */
  reopen(): void;
  /** Resolves when everything is out, or put where the next start finds it, or the time is up. */
  close(): Promise<void>;
}

/** Since the sink was opened. */
export interface SinkStatistics {
  /** What the kernel has taken; a text that was sent twice counts twice. */
  readonly writtenBytes: number;
  /** What is lost for good, or at least is not known to have arrived. */
  readonly droppedBytes: number;
  readonly droppedTexts: number;
  /** What waits on disk just now; 0 where a sink has no spool. */
  readonly spooledBytes: number;
  /** Whether the last thing known is that texts go out. */
  readonly isConnected: boolean;
}

/** Is told, in one line, when something begins to be wrong and when it is over; not at each try in between. */
export type OnTrouble = (message: string) => void;

/** How long {@link Sink.close} takes at most. */
export const CLOSE_MS = 2000;
/** How much a sink without a spool keeps in memory for a reader that is slow. */
export const BUFFER_BYTES = 8 * 1024 * 1024;
