import { isUtf8 } from 'node:buffer';
import { FrameDecoder } from '../protocol/qmp/frames.js';
import { hideSecrets } from './hide-secrets.js';
import { RequestsInFlight } from './requests-in-flight.js';
import type { Speaker, TranscriptLine } from './transcript-line.js';

/** Where a recorder's lines go, and its clock. */
export interface RecorderOptions {
  /** Receives each line as soon as its message is complete. */
  readonly onLine: (line: TranscriptLine) => void;
  /** Milliseconds since the recording began. */
  readonly elapsedMs: () => number;
}

/** QEMU's own limit. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Encodes the bytes of one connection to a monitor as lines of a transcript. Loses nothing but line ends and secrets. */
export class ConversationRecorder {
  readonly #options: RecorderOptions;
  readonly #requests = new RequestsInFlight();
  readonly #decoders: { readonly [from in 'client' | 'qemu']: FrameDecoder };
  readonly #ended = new Set<Speaker>();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#decoders = { client: this.#decoder('client'), qemu: this.#decoder('qemu') };
  }

  /** Adds bytes of one direction. */
  push(from: 'client' | 'qemu', chunk: Buffer): void {
    if (this.#ended.has(from) || this.#decoders[from].push(chunk)) return;
    this.#ended.add(from);
    const note = `a message over ${MAX_MESSAGE_BYTES} bytes: neither it nor what followed it was recorded`;
    this.#put({ from, line: '', note });
  }

  /** Ends the conversation: an unfinished message is recorded as it is. */
  end(): void {
    for (const from of ['client', 'qemu'] as const) {
      if (!this.#ended.has(from)) this.#decoders[from].end();
      this.#ended.add(from);
    }
  }

  #decoder(from: 'client' | 'qemu'): FrameDecoder {
    return new FrameDecoder(MAX_MESSAGE_BYTES, {
      onFrame: (text) => this.#message(from, text.replaceAll('\r\n', '\n')),
      onGarbage: (_bytes, _sample, dropped) => this.#garbage(from, dropped),
    });
  }

  #message(from: 'client' | 'qemu', line: string): void {
    const at = this.#now();
    if (from === 'client') {
      const request = this.#requests.sent(line, at);
      this.#put({ from, line: hideSecrets(line, request), at });
      return;
    }
    const sentAt = this.#requests.answered(line)?.at;
    this.#put({ from, line, at, ms: sentAt === undefined ? undefined : round(at - sentAt) });
  }

  #garbage(from: 'client' | 'qemu', bytes: Buffer): void {
    const isText = isUtf8(bytes);
    const line = bytes.toString(isText ? 'utf8' : 'latin1').replace(/\r?\n$/, '');
    if (from === 'client') this.#requests.sent(line);
    this.#put({
      from,
      line,
      note: isText ? 'not a message' : 'not a message; decoded as latin-1, because it is not UTF-8',
    });
  }

  #put(line: TranscriptLine): void {
    const { from, at = this.#now(), ...rest } = line;
    this.#options.onLine({ from, at, ...rest });
  }

  #now(): number {
    return round(this.#options.elapsedMs());
  }
}

/** Rounds to hundredths of a millisecond: QEMU's main loop does nothing faster. */
function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
