import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Faults } from './faults.js';

/**
 * The output to one client. Texts hold one byte per character.
 *
 * Written text is buffered until {@link flush}. While a text is sent slowly, later ones wait for their turn.
 */
export class Output {
  readonly #stream: Duplex;
  readonly #faults: Faults;
  readonly #wait: (ms: number) => Promise<void>;
  #gathered = '';
  #lastTurn: Promise<void> | undefined;

  /** @param wait resolves after this many milliseconds, or early when the mock is closed */
  constructor(stream: Duplex, faults: Faults, wait: (ms: number) => Promise<void>) {
    this.#stream = stream;
    this.#faults = faults;
    this.#wait = wait;
  }

  /** @param command the command that the text replies to, if any */
  write(text: string, command?: string): void {
    const trickle = this.#faults.isEmpty ? undefined : this.#faults.play('trickle', command);
    if (trickle !== undefined) void this.inTurn(() => this.#trickle(text, trickle.ms));
    else if (this.#lastTurn === undefined) this.#gathered += text;
    else void this.inTurn(() => this.put(text));
  }

  /** Hands the buffered text to the kernel. */
  flush(): void {
    const text = this.#gathered;
    if (text === '') return;
    this.#gathered = '';
    this.#stream.write(text, 'latin1');
  }

  /** Runs `write` when everything written before has been sent, and holds back what is written later. */
  inTurn(write: () => Promise<void>): Promise<void> {
    this.flush();
    const turn = (this.#lastTurn ?? Promise.resolve()).then(write).finally(() => {
      if (this.#lastTurn === turn) this.#lastTurn = undefined;
    });
    this.#lastTurn = turn;
    return turn;
  }

  /** Resolves when everything written so far has been handed to the kernel, or cannot be any more. */
  drained(): Promise<void> {
    return this.inTurn(() => this.put(''));
  }

  /** Writes without waiting for a turn; for use within {@link inTurn}. */
  put(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.#stream.write(text, 'latin1', () => resolve());
    });
  }

  async #trickle(text: string, ms: number): Promise<void> {
    for (const byte of text) {
      if (this.#stream.destroyed) return;
      if (this.#faults.has('freeze')) await this.#faults.healed('freeze');
      await this.put(byte);
      await (ms === 0 ? nextTurn() : this.#wait(ms));
    }
  }
}
