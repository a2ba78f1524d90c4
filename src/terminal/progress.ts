import { asciiText, isUtf8 } from '../support/ascii-text.js';
import { describeProgress, type Pace, type Progress } from './describe-progress.js';
import { RateMeter } from './rate-meter.js';
import type { TerminalOutput } from './terminal.js';

type LineOutput = Pick<TerminalOutput, 'columns' | 'write'>;

/** Where a progress is shown. */
export interface ProgressLineOptions {
  /** A terminal that can be drawn on; without one nothing is shown. */
  readonly output?: LineOutput | undefined;
  /** Asked before each update, for a terminal that is shared (default: always). */
  readonly mayDraw?: (() => boolean) | undefined;
  /** The terminal shows no other characters (default: by the environment of the process). */
  readonly isAscii?: boolean | undefined;
}

/** What needs no longer needs no progress. */
const FIRST_MS = 1000;
const REDRAW_MS = 100;
/** Without a terminal each line stays. */
const PRINT_SECONDS = 1;
const LINE_START = '\r';
/** ECMA-48 EL. */
const ERASE_REST = '\u001b[K';
/** For a terminal that does not report its size. */
const DEFAULT_COLUMNS = 80;

/**
 * The last line of a terminal, which shows how far a command has got once that takes more than a second: it is overwritten up
 * to ten times a second, has no colours, and is gone in the end, however the process ends except by SIGKILL.
 *
 * All other output to this terminal must be announced by {@link makeWay}.
 */
export class ProgressLine {
  readonly #output: LineOutput | undefined;
  readonly #mayDraw: () => boolean;
  readonly #isAscii: boolean;
  #shown = '';
  /** Other output has begun a line, which must not be overwritten. */
  #isLineTaken = false;

  constructor({ output, mayDraw = () => true, isAscii = !isUtf8(process.env) }: ProgressLineOptions = {}) {
    this.#output = output;
    this.#mayDraw = mayDraw;
    this.#isAscii = isAscii;
  }

  /**
   * Shows a progress until it is disposed of.
   *
   * @param read called up to ten times a second; `undefined`: there is nothing to show now
   * @param print called with a line a second where there is no terminal
   */
  show(read: () => Progress | undefined, print?: (line: string) => void): Disposable {
    if (this.#output === undefined && print === undefined) return { [Symbol.dispose]: () => undefined };
    const display = this.#output ? this.#drawTo(this.#output) : printTo(print);
    const meter = new RateMeter();
    const beganMs = performance.now();
    const update = () => {
      const elapsedMs = performance.now() - beganMs;
      const progress = read();
      if (progress === undefined) return this.#erase();
      const perSecond = 'done' in progress ? meter.add(elapsedMs, progress.done) : 0;
      if (elapsedMs >= FIRST_MS) display(progress, { elapsedSeconds: elapsedMs / 1000, perSecond });
    };
    const timer = setInterval(update, REDRAW_MS).unref();
    return {
      [Symbol.dispose]: () => {
        clearInterval(timer);
        this.#erase();
      },
    };
  }

  /** Shows a progress while `work` runs; settles as it does. */
  async during<T>(read: () => Progress | undefined, work: () => Promise<T>): Promise<T> {
    using _shown = this.show(read);
    return await work();
  }

  /** Clears the line for other output, which it follows once that has ended its last line. */
  makeWay(text: string): void {
    this.#erase();
    if (text !== '') this.#isLineTaken = !text.endsWith('\n');
  }

  #drawTo(output: LineOutput): Display {
    return (progress, pace) => {
      // In the last column some terminals would erase the last character too.
      const text = describeProgress(progress, pace, (output.columns || DEFAULT_COLUMNS) - 1);
      const line = this.#isAscii ? asciiText(text) : text;
      if (this.#isLineTaken || line === this.#shown || !this.#mayDraw()) return;
      if (this.#shown === '') process.on('exit', this.#erase);
      this.#shown = line;
      output.write(`${LINE_START}${line}${ERASE_REST}`);
    };
  }

  readonly #erase = (): void => {
    if (this.#shown === '') return;
    this.#shown = '';
    process.off('exit', this.#erase);
    this.#output?.write(`${LINE_START}${ERASE_REST}`);
  };
}

type Display = (progress: Progress, pace: Pace) => void;

function printTo(print: ((line: string) => void) | undefined): Display {
  let printedSeconds = 0;
  return (progress, pace) => {
    if (pace.elapsedSeconds - printedSeconds < PRINT_SECONDS) return;
    printedSeconds = pace.elapsedSeconds;
    print?.(`${describeProgress(progress, pace, Number.POSITIVE_INFINITY)}\n`);
  };
}
