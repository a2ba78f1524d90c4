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

/** What the screen needs of a terminal's keyboard. */
export interface TerminalInput {
  readonly isRaw: boolean;
  setRawMode(isRaw: boolean): unknown;
  on(event: 'data', listener: (bytes: Buffer) => void): unknown;
  off(event: 'data', listener: (bytes: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** What it needs of its display. */
export interface TerminalOutput {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

export interface ScreenOptions {
  readonly output: TerminalOutput;
  /** `undefined`: there is no keyboard. */
  readonly input: TerminalInput | undefined;
  /** Draws what is to be seen. */
  readonly draw: (size: ScreenSize) => readonly string[];
  /** A key was pressed: a character; `\u0003` is Ctrl+C. */
  readonly onKey: (key: string) => void;
}

/** A terminal that tells no size, or a nonsensical one. */
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/**
 * Takes a terminal over, from its making until it is disposed of: alternate screen, no cursor, keys one by one. Whatever ends
 * the process but SIGKILL gives the terminal back as it was.
 */
export class Screen implements Disposable {
  readonly #options: ScreenOptions;
  readonly #wasRaw: boolean;
  #isOpen = true;

  constructor(options: ScreenOptions) {
    this.#options = options;
    const { input, output } = options;
    this.#wasRaw = input?.isRaw ?? false;
    // A second signal ends the process at once, and an error that nobody catches too.
    process.on('exit', this.#leave);
    output.on('resize', this.#resize);
    output.write(enterAlternativeScreen + cursorHide + eraseScreen);
    input?.setRawMode(true);
    input?.on('data', this.#read);
    input?.resume();
    this.redraw();
  }

  /** Draws everything anew; each line begins where it belongs, whatever stood there. */
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
    // What the terminal has wrapped on its own is nowhere where a line of ours would begin.
    if (this.#isOpen) this.#options.output.write(eraseScreen);
    this.redraw();
  };

  readonly #read = (bytes: Buffer): void => {
    const text = bytes.toString('utf8');
    // A function key sends several characters, of which some are keys of ours.
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
