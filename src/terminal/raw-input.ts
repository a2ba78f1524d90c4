import type { TerminalInput } from './terminal.js';

/**
 * The keyboard of a terminal, key by key and without an echo, until it is disposed of. It is as before then, also when the process
 * exits because of an uncaught error, and on SIGQUIT; nothing can be done on SIGKILL.
 */
export class RawInput implements Disposable {
  readonly #input: TerminalInput;
  readonly #wasRaw: boolean;
  readonly #onBytes: (bytes: Buffer) => void;
  readonly #onEnd: () => void;
  #isOpen = true;

  /** @param onEnd the terminal is gone */
  constructor(input: TerminalInput, onBytes: (bytes: Buffer) => void, onEnd: () => void) {
    this.#input = input;
    this.#wasRaw = input.isRaw;
    this.#onBytes = onBytes;
    this.#onEnd = onEnd;
    process.on('exit', this.#restore);
    process.on('SIGQUIT', this.#quit);
    input.setRawMode(true);
    input.on('data', onBytes);
    input.on('end', onEnd);
    input.resume();
  }

  /** Takes no further keys until {@link resume}: who gets them cannot keep up. */
  pause(): void {
    this.#input.pause();
  }

  resume(): void {
    if (this.#isOpen) this.#input.resume();
  }

  [Symbol.dispose](): void {
    this.#restore();
    process.off('exit', this.#restore);
    process.off('SIGQUIT', this.#quit);
  }

  readonly #restore = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#input.off('data', this.#onBytes);
    this.#input.off('end', this.#onEnd);
    this.#input.setRawMode(this.#wasRaw);
    this.#input.pause();
  };

  /** Ends the process as the signal does that nobody handles. */
  readonly #quit = (): void => {
    this[Symbol.dispose]();
    process.kill(process.pid, 'SIGQUIT');
  };
}
