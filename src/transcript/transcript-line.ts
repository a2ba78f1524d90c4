/** The first line of a transcript; older programs write none. */
export interface TranscriptHeader {
  readonly format: 'qgauge-transcript';
  readonly version: 1;
  /** When the recording began, ISO 8601 in UTC; `at` of the lines counts from there. */
  readonly recordedAt?: string | undefined;
  /** The program, e.g. `qgauge 0.1.0`. */
  readonly recordedBy?: string | undefined;
  /** The monitor, as `parseAddress` reads it. */
  readonly address?: string | undefined;
  readonly redacted?: boolean | undefined;
}

/** The sender of a message. */
export type Speaker = 'client' | 'qemu' | 'agent';

/** One message of a conversation, on one line of the file. */
export interface TranscriptLine {
  readonly from: Speaker;
  /** Milliseconds since the recording began. */
  readonly at?: number | undefined;
  /** The message as sent, without its line end; CRLFs inside a pretty message are `\n`. */
  readonly line: string;
  /** Of a reply: milliseconds since its request. */
  readonly ms?: number | undefined;
  /** For people, e.g. that `line` is not a message, or not UTF-8. */
  readonly note?: string | undefined;
}

/** Encodes a line of the file, with its line end. Pure ASCII, which keeps bytes decoded as latin-1 apart from UTF-8. */
export function encodeTranscriptLine(line: TranscriptHeader | TranscriptLine): string {
  return `${asciiJson(line)}\n`;
}

/** Encodes JSON as QEMU prints it: every character beyond ASCII is escaped. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
