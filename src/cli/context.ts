import type { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import type { ProgressLine } from '../terminal/progress.js';

/** The configuration that is read when it exists and no other is named. */
export const CONFIG_FILE = '/etc/qgauge/qgauge.yaml';

/** What a command has of the world around it. */
export interface Context {
  /** Standard output: what the command is for, and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error, for people; each line gets the prefix `qgauge: `. */
  readonly warn: (lines: string) => void;
  /** Fires on Ctrl+C and on SIGTERM. */
  readonly signal: AbortSignal;
  /** Standard output for a command that writes without end and must notice when the reader is slow. */
  readonly stdout: Writable;
  /** Standard output where it is a terminal that can be drawn on, with the keyboard where that is standard input. */
  readonly terminal: Terminal | undefined;
  /** How wide standard output is where it is a terminal that only takes text (`TERM=dumb`). */
  readonly dumbColumns?: number | undefined;
  /** On standard error where that is a terminal that can be drawn on: shows how far a command has got that takes its time. */
  readonly progress: ProgressLine;
  /** Makes SIGHUP call the listener instead of ending the process, until the result is disposed of. */
  readonly onReload: (listener: () => void) => Disposable;
  /** {@link CONFIG_FILE}, or another in tests. */
  readonly configFile: string;
}

export interface Terminal {
  readonly input: ReadStream | undefined;
  readonly output: WriteStream;
}

/** Exit statuses of every command. */
export const EXIT = {
  ok: 0,
  /** The command ran, and could not do what it was asked to. */
  failed: 1,
  /** The command line or the configuration is not valid. */
  usage: 2,
} as const;
