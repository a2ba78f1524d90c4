import type { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';

/** What a command has of the world around it. */
export interface Context {
  /** Standard output: what the command is for, and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error, one line for people; `qgauge: ` is put before it. */
  readonly warn: (line: string) => void;
  /** Fires on Ctrl+C and on SIGTERM. */
  readonly signal: AbortSignal;
  /** Standard output for whoever writes without an end, and minds that nobody reads. */
  readonly stdout: Writable;
  /** Standard output where it is a terminal that can be drawn on, with the keyboard where that is standard input. */
  readonly terminal: Terminal | undefined;
  /** Has SIGHUP call the listener, instead of ending the process, until what it returns is disposed of. */
  readonly onReload: (listener: () => void) => Disposable;
  /** The configuration file that is read when it is there and no other is named. */
  readonly configFile: string;
}

export interface Terminal {
  readonly input: ReadStream | undefined;
  readonly output: WriteStream;
}

/** Exit statuses of every command. */
export const EXIT = {
  ok: 0,
  /** It ran, and could not do what it was asked to. */
  failed: 1,
  /** It was asked for what makes no sense. */
  usage: 2,
} as const;
