/** Where texts go, one after the other. */
export interface Sink extends SinkStatistics {
  /**
   * Takes a text of whole lines. Never waits and never throws: a text that cannot go out now is kept, or counted as
   * dropped.
   */
  write(text: string): void;
  /** Opens the file anew, after a rotation; does nothing where there is no file. */
  reopen(): void;
  /** Resolves when everything is out or kept for the next start, or when the time is up. Further calls do no harm. */
  close(): Promise<void>;
}

/** Since the sink was opened. */
export interface SinkStatistics {
  /** What the kernel has taken; a text that was sent twice counts twice. */
  readonly writtenBytes: number;
  /** What is lost for good, or at least not known to have arrived. */
  readonly droppedBytes: number;
  readonly droppedTexts: number;
  /** What waits on disk at present; 0 for a sink without a spool. */
  readonly spooledBytes: number;
  /** Whether texts went out when last tried. */
  readonly isConnected: boolean;
}

/** Called with one line when an outage begins and with one when it is over, not at each attempt in between. */
export type OnOutage = (message: string) => void;

/** Upper limit of {@link Sink.close} by default. */
export const CLOSE_MS = 2000;
/** How much a sink without a spool keeps in memory for a slow reader by default. */
export const BUFFER_BYTES = 8 * 1024 * 1024;
