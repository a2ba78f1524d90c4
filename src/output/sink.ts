/** Where texts go, one after the other. */
export interface Sink {
  /** Takes a text of whole lines. Never waits and never throws: what cannot go out now is kept, or counted as dropped. */
  write(text: string): void;
  /** Opens its file anew (after a rotation); nothing where there is none. */
  reopen(): void;
  /** Resolves when everything is out, or put where the next start finds it, or the time is up. */
  close(): Promise<void>;
  readonly droppedBytes: number;
}
