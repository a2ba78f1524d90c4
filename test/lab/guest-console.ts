import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QemuProcess } from './qemu-process.js';
import { parseTruth, TRUTH_LINE, type Truth } from './truth.js';

const POLL_MS = 20;
const LINES_IN_ERROR = 20;

/** The guest collects a line of truth in less than this; one that arrives sooner may have been collected before. */
const COLLECTING_MS = 300;

/** The guest's first serial port, which QEMU writes to a file. */
export class GuestConsole {
  readonly #path: string;
  readonly #process: QemuProcess;

  constructor(path: string, process: QemuProcess) {
    this.#path = path;
    this.#process = process;
  }

  /** All that the guest has printed since its start. */
  text(): string {
    return existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : '';
  }

  /**
   * Resolves to the first match at or after `from`, an offset in {@link text}.
   *
   * @throws {Error} with the last lines of the console when QEMU ends first or `timeoutMs` pass
   */
  async waitFor(pattern: RegExp, timeoutMs: number, from = 0): Promise<RegExpMatchArray> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      // Asked before the text is read, so that the last output of a dying QEMU counts.
      const ending = this.#process.ending();
      const match = this.text().slice(from).match(pattern);
      if (match !== null) return match;
      if (ending !== undefined) throw this.#failure(ending);
      if (Date.now() > deadline) throw this.#failure(`no ${pattern} on the console within ${timeoutMs} ms`);
      await sleep(POLL_MS);
    }
  }

  /** Resolves to the guest's state at a moment after the call; takes about a second. */
  async nextTruth(timeoutMs: number): Promise<Truth> {
    await sleep(COLLECTING_MS);
    const [, line = ''] = await this.waitFor(TRUTH_LINE, timeoutMs, this.text().length);
    return parseTruth(line);
  }

  #failure(what: string): Error {
    const lines = this.text().trimEnd().split('\n').slice(-LINES_IN_ERROR);
    return new Error(`${what}; the console's last lines:\n${lines.join('\n')}`);
  }
}
