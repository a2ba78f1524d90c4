/** What a command has of the world around it. */
export interface Context {
  /** Standard output: what the command is for, and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error, one line for people; `qgauge: ` is put before it. */
  readonly warn: (line: string) => void;
  /** Fires on Ctrl+C and on SIGTERM. */
  readonly signal: AbortSignal;
}

/** Exit statuses of every command. */
export const EXIT = {
  ok: 0,
  /** It ran, and could not do what it was asked to. */
  failed: 1,
  /** It was asked for what makes no sense. */
  usage: 2,
} as const;
