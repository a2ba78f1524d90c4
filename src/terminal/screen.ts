import {
  beginSynchronizedOutput,
  cursorHide,
  cursorShow,
  cursorTo,
  endSynchronizedOutput,
  enterAlternativeScreen,
  eraseDown,
  eraseLine,
  eraseScreen,
  exitAlternativeScreen,
} from 'ansi-escapes';
import type { ScreenSize } from './balloon-screen.js';

/** The keyboard of a terminal, as far as the screen needs it. */
export interface TerminalInput {
  readonly isRaw: boolean;
  setRawMode(isRaw: boolean): unknown;
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  off(event: 'data', listener: (bytes: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** The display of a terminal, as far as the screen needs it. */
export interface TerminalOutput {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** What a screen shows, and where. */
export interface ScreenOptions {
  readonly output: TerminalOutput;
  /** `undefined` without a keyboard. */
  readonly input: TerminalInput | undefined;
  /** Returns the lines to show. */
  readonly draw: (size: ScreenSize) => readonly string[];
  /** Receives each key as a character; `\u0003` is Ctrl+C. */
  readonly onKey: (key: string) => void;
}

/** For a terminal that reports no valid size. */
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/**
 * Takes over a terminal from construction until disposal: alternate screen, no cursor, raw keys. However the process ends,
 * except by SIGKILL, the terminal is restored.
 */
export class Screen implements Disposable {
  readonly #options: ScreenOptions;
  readonly #wasRaw: boolean;
  #isOpen = true;

  constructor(options: ScreenOptions) {
    this.#options = options;
    const { input, output } = options;
    this.#wasRaw = input?.isRaw ?? false;
    // Also for a second signal and an uncaught error, which end the process at once.
    process.on('exit', this.#leave);
    output.on('resize', this.#resize);
    output.write(enterAlternativeScreen + cursorHide + eraseScreen);
    input?.setRawMode(true);
    input?.on('data', this.#read);
    input?.resume();
    this.redraw();
  }

  /** Draws everything again, independent of what the terminal shows. */
  redraw(): void {
    if (!this.#isOpen) return;
    const { output, draw } = this.#options;
    const size = sizeOf(output);
    const lines = draw(size);
    const frame = lines.map((line, at) => cursorTo(0, at) + eraseLine + line).join('');
    const rest = lines.length < size.rows ? cursorTo(0, lines.length) + eraseDown : '';
    output.write(beginSynchronizedOutput + frame + rest + endSynchronizedOutput);
  }

  [Symbol.dispose](): void {
    this.#leave();
  }

  readonly #resize = (): void => {
    // The terminal may have wrapped lines to places that redraw() does not erase.
    if (this.#isOpen) this.#options.output.write(eraseScreen);
    this.redraw();
  };

  readonly #read = (bytes: Buffer): void => {
    const text = bytes.toString('utf8');
    // A function key sends several characters, some of which are keys of their own.
    if (text.startsWith('\u001b')) return;
    for (const key of text) this.#options.onKey(key);
  };

  readonly #leave = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { input, output } = this.#options;
    process.off('exit', this.#leave);
    output.off('resize', this.#resize);
    input?.off('data', this.#read);
    input?.setRawMode(this.#wasRaw);
    input?.pause();
    output.write(cursorShow + exitAlternativeScreen);
  };
}

function sizeOf({ columns, rows }: TerminalOutput): ScreenSize {
  return columns > 0 && rows > 0 ? { columns, rows } : DEFAULT_SIZE;
}
