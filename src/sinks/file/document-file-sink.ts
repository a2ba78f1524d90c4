import { messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { within } from '../../support/within.js';
import { CountingSink } from '../counting-sink.js';
import { Outage } from '../outage.js';
import { CLOSE_MS, type OnOutage, type Sink } from '../sink.js';
import { writeFilesAtomically } from './atomic-file.js';

/** Where a {@link DocumentFileSink} writes its texts, and how long it waits for what. */
export interface DocumentFileSinkOptions {
  readonly path: string;
  /** A file that is written with each text, and how: its name is that of the first with a suffix. */
  readonly beside?: { readonly suffix: string; encode(text: string): Promise<string> } | undefined;
  /** How long {@link Sink.close} may take (default: 2 s). */
  readonly closeMs?: number | undefined;
}

/**
 * Replaces a file by each text, in one step, and with it the file beside it. Of the texts that come while one is written, only the newest is written
 * next; the others would have been replaced at once, and do not count as dropped. A text that cannot be written does.
 *
 * Does not sync, which would cost more than the write itself at one text a second: after a power cut the file may hold
 * an older text, or, on some file systems, be empty until the next one.
 */
export class DocumentFileSink extends CountingSink implements Sink {
  readonly #path: string;
  readonly #beside: DocumentFileSinkOptions['beside'];
  readonly #closeMs: number;
  readonly #failing: Outage;
  #newest: string | undefined;
  #running: Promise<void> | undefined;

  constructor({ path, beside, closeMs = CLOSE_MS }: DocumentFileSinkOptions, onOutage: OnOutage) {
    super();
    this.#path = path;
    this.#beside = beside;
    this.#closeMs = closeMs;
    this.#failing = new Outage(terminalSafe(path, 4096), this.losses, onOutage);
  }

  get isConnected(): boolean {
    return !this.#failing.isOn;
  }

  write(text: string): void {
    this.#newest = text;
    this.#running ??= this.#run();
  }

  reopen(): void {
    // Each text opens the file anew.
  }

  async close(): Promise<void> {
    if (this.#running !== undefined) await within(this.#closeMs, this.#running);
    this.#failing.end('the end');
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
    const bytes = Buffer.byteLength(text);
    const beside = this.#beside;
    try {
      const files = [{ path: this.#path, text }];
      if (beside) files.push({ path: this.#path + beside.suffix, text: await beside.encode(text) });
      await writeFilesAtomically(files, undefined, { sync: false });
      this.writtenBytes += bytes;
      this.#failing.end('it is written again');
    } catch (error) {
      this.#failing.begin(`${reasonOf(error, this.#path)}; it is tried again with the next text`);
      this.losses.add(bytes);
    }
  }
}

/** Without the path that an OutputError begins with: the outage begins with it too. */
function reasonOf(error: unknown, path: string): string {
  const message = messageOf(error);
  const prefix = `${terminalSafe(path, 4096)}: `;
  return message.startsWith(prefix) ? message.slice(prefix.length) : message;
}
