import {
  beginSynchronizedOutput,
  cursorHide,
  cursorShow,
  endSynchronizedOutput,
  enterAlternativeScreen,
  eraseScreen,
  exitAlternativeScreen,
} from 'ansi-escapes';
import type { StyledLine } from '../support/styled-text.js';
import { KeyReader, type TerminalEvent } from './key-reader.js';
import { type Cell, cellsOf } from './line-cells.js';
import { encodeChanges } from './line-changes.js';
import {
  lookOf,
  type ScreenSize,
  shownLine,
  sizeOf,
  type TerminalInput,
  type TerminalLook,
  type TerminalOutput,
} from './terminal.js';

/** What a screen shows, and where. */
export interface ScreenOptions {
  readonly output: TerminalOutput;
  /** `undefined` without a keyboard. */
  readonly input: TerminalInput | undefined;
  /** Returns the lines to show; those beyond the size are left out. */
  readonly draw: (size: ScreenSize) => readonly StyledLine[];
  readonly onEvent: (event: TerminalEvent) => void;
  /** The keyboard's end: the terminal is gone. */
  readonly onEnd?: (() => void) | undefined;
  /** Has the terminal report clicks and the wheel. Its own selection then needs the shift key. */
  readonly hasMouse?: boolean | undefined;
  /** Default: by the environment of the process. */
  readonly look?: TerminalLook | undefined;
  /** Stops the process as Ctrl+Z does (default: with every process of its job). */
  readonly suspend?: (() => void) | undefined;
}

/** xterm's control sequences: report buttons (1000), in SGR's form (1006). */
const MOUSE_ON = '\u001b[?1000h\u001b[?1006h';
const MOUSE_OFF = '\u001b[?1006l\u001b[?1000l';

/**
 * Takes over a terminal from construction until disposal: alternate screen, no cursor, raw keys. However the process ends,
 * except by SIGKILL, the terminal is restored. Ctrl+Z gives it back until the process goes on.
 */
export class Screen implements Disposable {
  readonly #options: ScreenOptions;
  readonly #look: TerminalLook;
  readonly #wasRaw: boolean;
  readonly #keys: KeyReader;
  /** What the terminal shows. */
  #shown: readonly (readonly Cell[])[] = [];
  #isOpen = false;
  #isDisposed = false;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#look = options.look ?? lookOf(process.env);
    this.#wasRaw = options.input?.isRaw ?? false;
    this.#keys = new KeyReader(this.#receive);
    // Also for a second signal and an uncaught error, which end the process at once.
    process.on('exit', this.#leave);
    process.on('SIGCONT', this.#continue);
    this.#enter();
  }

  /** Draws what has changed. */
  redraw(): void {
    if (!this.#isOpen) return;
    const { output, draw } = this.#options;
    const size = sizeOf(output);
    const lines = draw(size).slice(0, size.rows);
    const frame = lines.map((line) => cellsOf(shownLine(line, this.#look)));
    const rows = Math.max(frame.length, this.#shown.length);
    const changes = Array.from({ length: rows }, (_, row) =>
      encodeChanges(this.#shown[row] ?? [], frame[row] ?? [], row, this.#look.palette),
    ).join('');
    this.#shown = frame;
    if (changes !== '') output.write(beginSynchronizedOutput + changes + endSynchronizedOutput);
  }

  [Symbol.dispose](): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#leave();
    this.#keys[Symbol.dispose]();
    process.off('exit', this.#leave);
    process.off('SIGCONT', this.#continue);
  }

  #enter(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const { input, output, hasMouse, onEnd } = this.#options;
    output.on('resize', this.#redrawAll);
    output.write(enterAlternativeScreen + cursorHide + (hasMouse ? MOUSE_ON : ''));
    input?.setRawMode(true);
    input?.on('data', this.#read);
    if (onEnd) input?.on('end', onEnd);
    input?.resume();
    this.#redrawAll();
  }

  /** What the terminal shows is not known: it may have wrapped lines, or another program has drawn. */
  readonly #redrawAll = (): void => {
    if (!this.#isOpen) return;
    this.#shown = [];
    this.#options.output.write(eraseScreen);
    this.redraw();
  };

  readonly #read = (bytes: Buffer): void => this.#keys.write(bytes);

  readonly #receive = (event: TerminalEvent): void => {
    if (!this.#isOpen) return;
    const key = event.type === 'key' ? event.key : undefined;
    if (key === 'ctrl+z') this.#suspend();
    else if (key === 'ctrl+l') this.#redrawAll();
    else this.#options.onEvent(event);
  };

  #suspend(): void {
    this.#leave();
    const { suspend = suspendJob } = this.#options;
    suspend();
  }

  /** After Ctrl+Z, or a SIGSTOP during which others may have used the terminal. */
  readonly #continue = (): void => {
    if (this.#isOpen) this.#leave();
    this.#enter();
  };

  readonly #leave = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { input, output, hasMouse, onEnd } = this.#options;
    output.off('resize', this.#redrawAll);
    input?.off('data', this.#read);
    if (onEnd) input?.off('end', onEnd);
    input?.setRawMode(this.#wasRaw);
    input?.pause();
    output.write((hasMouse ? MOUSE_OFF : '') + cursorShow + exitAlternativeScreen);
  };
}

/** As the terminal itself does it with Ctrl+Z, which it only passes on while keys are raw. */
function suspendJob(): void {
  process.kill(0, 'SIGTSTP');
}
