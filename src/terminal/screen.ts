import { beginSynchronizedOutput, endSynchronizedOutput, eraseScreen } from 'ansi-escapes';
import type { StyledLine } from '../support/styled-text.js';
import { AlternateScreen, type AlternateScreenOptions } from './alternate-screen.js';
import { KeyReader, type TerminalEvent } from './key-reader.js';
import { type Cell, cellsOf } from './line-cells.js';
import { encodeChanges } from './line-changes.js';
import { lookOf, type ScreenSize, shownLine, sizeOf, type TerminalLook } from './terminal.js';

/** What a screen shows, and where. */
export interface ScreenOptions extends Omit<AlternateScreenOptions, 'onOpen' | 'onBytes'> {
  /** Returns the lines to show; those beyond the size are left out. */
  readonly draw: (size: ScreenSize) => readonly StyledLine[];
  readonly onEvent: (event: TerminalEvent) => void;
  /** Default: by the environment of the process. */
  readonly look?: TerminalLook | undefined;
}

/**
 * Takes over a terminal from construction until disposal. Ctrl+Z gives it back until the process goes on in the foreground.
 * {@link AlternateScreen} says when it is restored; an error of the first `draw` is thrown after that.
 */
export class Screen implements Disposable {
  readonly #options: ScreenOptions;
  readonly #look: TerminalLook;
  readonly #keys: KeyReader;
  readonly #alternate: AlternateScreen;
  /** What the terminal shows. */
  #shown: readonly (readonly Cell[])[] = [];

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#look = options.look ?? lookOf(process.env);
    this.#keys = new KeyReader(this.#receive);
    this.#alternate = new AlternateScreen({
      ...options,
      onOpen: this.#redrawAll,
      onBytes: (bytes) => this.#keys.write(bytes),
    });
    options.output.on('resize', this.#redrawAll);
    try {
      this.#alternate.open();
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** Draws what has changed. */
  redraw(): void {
    if (!this.#alternate.isOpen) return;
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
    this.#options.output.off('resize', this.#redrawAll);
    this.#alternate[Symbol.dispose]();
    this.#keys[Symbol.dispose]();
  }

  /** What the terminal shows is not known: a new size has moved it, or another program has drawn. */
  readonly #redrawAll = (): void => {
    if (!this.#alternate.isOpen) return;
    this.#shown = [];
    this.#options.output.write(eraseScreen);
    this.redraw();
  };

  readonly #receive = (event: TerminalEvent): void => {
    if (!this.#alternate.isOpen) return;
    const key = event.type === 'key' ? event.key : undefined;
    if (key === 'ctrl+z') this.#alternate.suspend();
    else if (key === 'ctrl+l') this.#redrawAll();
    else this.#options.onEvent(event);
  };
}
