import { messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import { Losses, Outage } from '../outage.js';
import { CLOSE_MS, type OnTrouble, type Sink } from '../sink.js';
import { writeFilesAtomically } from './atomic-file.js';

export interface DocumentFileSinkOptions {
  readonly path: string;
  readonly closeMs?: number | undefined;
}

/**
 * Replaces a file by each text, in one step. While one is written, the newest of those that come waits, and the others
 * are skipped: they would have been replaced at once, and do not count as dropped. One that could not be written does.
 *
 * The disk is not made to sync, which would cost more than the text at one a second: after a power cut the file may be
 * the one before, or, on some file systems, empty until the next text.
 */
export class DocumentFileSink implements Sink {
  readonly spooledBytes = 0;
  writtenBytes = 0;
  readonly #options: DocumentFileSinkOptions;
  readonly #losses = new Losses();
  readonly #trouble: Outage;
  #newest: string | undefined;
  #running: Promise<void> | undefined;

  constructor(options: DocumentFileSinkOptions, onTrouble: OnTrouble) {
    this.#options = options;
    this.#trouble = new Outage(terminalSafe(options.path, 4096), this.#losses, onTrouble);
  }

  get droppedBytes(): number {
    return this.#losses.bytes;
  }

  get droppedTexts(): number {
    return this.#losses.texts;
  }

  get isConnected(): boolean {
    return !this.#trouble.isOn;
  }

  write(text: string): void {
    this.#newest = text;
    this.#running ??= this.#run();
  }

  reopen(): void {
    // Each text opens the file anew.
  }

  async close(): Promise<void> {
    if (this.#running !== undefined) await within(this.#options.closeMs ?? CLOSE_MS, this.#running);
    this.#trouble.end('the end');
  }

  async #run(): Promise<void> {
    for (let text = this.#take(); text !== undefined; text = this.#take()) await this.#replace(text);
    this.#running = undefined;
  }

  #take(): string | undefined {
    const text = this.#newest;
    this.#newest = undefined;
    return text;
  }

  async #replace(text: string): Promise<void> {
    const { path } = this.#options;
    const bytes = Buffer.byteLength(text);
    try {
      await writeFilesAtomically([{ path, text }], undefined, { sync: false });
      this.writtenBytes += bytes;
      this.#trouble.end('it is written again');
    } catch (error) {
      this.#trouble.begin(`${reasonOf(error, path)}; it is tried again with the next text`);
      this.#losses.add(bytes);
    }
  }
}

/** An OutputError begins with its path, as the trouble does. */
function reasonOf(error: unknown, path: string): string {
  const message = messageOf(error);
  const prefix = `${terminalSafe(path, 4096)}: `;
  return message.startsWith(prefix) ? message.slice(prefix.length) : message;
}
