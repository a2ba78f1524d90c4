import { fitText } from '../../support/fit-text.js';
import type { StyledLine } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';

const TICK_MS = 1000;
const MAX_WHY = 300;

/** Why the last sweep is not followed by another, with its age, which grows while nothing else changes. */
export class SourceCondition implements Disposable {
  readonly #onTick: () => void;
  #why = '';
  #sweptAtMs = performance.now();
  #ticking: NodeJS.Timeout | undefined;

  /** @param onTick the age has changed */
  constructor(onTick: () => void) {
    this.#onTick = onTick;
  }

  /** The source has no present figures. */
  lose(why: string): void {
    this.#why = why;
    this.#ticking ??= setInterval(this.#onTick, TICK_MS).unref();
  }

  /** There is a sweep: nothing is wrong with the source. */
  sweep(): void {
    this.#sweptAtMs = performance.now();
    this.#why = '';
    this[Symbol.dispose]();
  }

  /** Nothing, or one line. */
  lines(columns: number): readonly StyledLine[] {
    if (this.#why === '') return [];
    const seconds = Math.round((performance.now() - this.#sweptAtMs) / 1000);
    const text = `figures of ${seconds} s ago: ${terminalSafe(this.#why, MAX_WHY)}`;
    return [[{ text: fitText(text, columns), emphasis: 'bad' }]];
  }

  [Symbol.dispose](): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }
}
