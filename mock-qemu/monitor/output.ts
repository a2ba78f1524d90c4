import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Faults } from './faults.js';

/**
 * What goes to one client, message after message, however slowly each goes out. Texts hold one byte a character.
 *
 * What is written is gathered until {@link flush}. While something goes out slowly, what is written after it waits its turn.
 */
export class Output {
  readonly #stream: Duplex;
  readonly #faults: Faults;
  readonly #wait: (ms: number) => Promise<void>;
  #gathered = '';
  #lastTurn: Promise<void> | undefined;

  /** @param wait resolves after so long, or early when the mock is closed: nobody waits for an event to be out then */
  constructor(stream: Duplex, faults: Faults, wait: (ms: number) => Promise<void>) {
    this.#stream = stream;
    this.#faults = faults;
    this.#wait = wait;
  }

  /** `command` says whose reply it is. */
  write(text: string, command?: string): void {
    const trickle = this.#faults.isEmpty ? undefined : this.#faults.play('trickle', command);
    if (trickle !== undefined) void this.inTurn(() => this.#trickle(text, trickle.ms));
    else if (this.#lastTurn === undefined) this.#gathered += text;
    else void this.inTurn(() => this.put(text));
  }

  /** Hands over to the kernel what was gathered. */
  flush(): void {
    const text = this.#gathered;
    if (text === '') return;
    this.#gathered = '';
    this.#stream.write(text, 'latin1');
  }

  /** Runs this when everything that was written before is out, and holds back what is written after. */
  inTurn(write: () => Promise<void>): Promise<void> {
    this.flush();
    const turn = (this.#lastTurn ?? Promise.resolve()).then(write).finally(() => {
      if (this.#lastTurn === turn) this.#lastTurn = undefined;
    });
    this.#lastTurn = turn;
    return turn;
  }

  /** Resolves when all that was written so far has gone to the kernel, or never will. */
  drained(): Promise<void> {
    return this.inTurn(() => this.put(''));
  }

  /** For the one whose turn it is: writes past everything that waits. */
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
