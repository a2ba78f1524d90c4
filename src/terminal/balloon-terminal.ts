import type { WatchIntro, WatchItem, WatchSample } from '../model/balloon-watch.js';
import { BalloonHistory } from './balloon-history.js';
import { type BalloonScreen, drawBalloon } from './balloon-screen.js';
import type { TerminalEvent } from './key-reader.js';
import { Screen } from './screen.js';
import type { TerminalInput, TerminalOutput } from './terminal.js';

/** What to show, and where. */
export interface BalloonTerminalOptions {
  readonly intro: WatchIntro;
  readonly input: TerminalInput | undefined;
  readonly output: TerminalOutput;
  /** The user quits: q, or Ctrl+C. */
  readonly onQuit: () => void;
}

/** Spans that + and − choose from, in seconds. */
const SPANS = [60, 120, 300, 600, 1800, 3600] as const;
const FIRST_SPAN = 2;
/** Faster than anyone reads: a change in between is drawn with the next frame. */
const FRAME_MS = 250;

/** Shows a balloon on a terminal, from its first sample until it is disposed of. */
export class BalloonTerminal implements Disposable {
  readonly #options: BalloonTerminalOptions;
  readonly #history = new BalloonHistory();
  #screen: Screen | undefined;
  #present: WatchSample | undefined;
  /** What is shown while paused; the history goes on. */
  #frozen: BalloonScreen | undefined;
  #span = FIRST_SPAN;
  #drawnAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: BalloonTerminalOptions) {
    this.#options = options;
  }

  /** Adds what was reported, and draws it. */
  readonly onItem = (item: WatchItem): void => {
    this.#history.add(item);
    if (item.type === 'sample') this.#present = item;
    this.#show();
  };

  /** Adds the present state, and draws it with the next frame. */
  readonly onPresent = (present: WatchSample): void => {
    this.#history.add(present);
    this.#present = present;
    if (performance.now() - this.#drawnAtMs >= FRAME_MS) this.#show();
  };

  [Symbol.dispose](): void {
    this.#screen?.[Symbol.dispose]();
  }

  #show(): void {
    if (this.#present === undefined || this.#frozen) return;
    this.#drawnAtMs = performance.now();
    if (this.#screen) this.#screen.redraw();
    else this.#screen = this.#open(this.#present);
  }

  #open(first: WatchSample): Screen {
    return new Screen({
      ...this.#options,
      draw: (size) =>
        drawBalloon(this.#frozen ?? this.#state(this.#present ?? first), size).map((text) => [{ text }]),
      onEvent: this.#receive,
      onEnd: this.#options.onQuit,
    });
  }

  #state(present: WatchSample): BalloonScreen {
    const { series, events, answers } = this.#history;
    const spanSeconds = SPANS[this.#span] ?? SPANS[FIRST_SPAN];
    return { intro: this.#options.intro, present, series, events, answers, spanSeconds, isPaused: false };
  }

  readonly #receive = (event: TerminalEvent): void => {
    if (event.type === 'key') this.#press(event.key);
  };

  #press(key: string): void {
    if (key === 'q' || key === 'ctrl+c') this.#options.onQuit();
    else if (key === ' ') this.#togglePause();
    else if (key === '+' || key === '=') this.#setSpan(this.#span + 1);
    else if (key === '-') this.#setSpan(this.#span - 1);
    this.#screen?.redraw();
  }

  #togglePause(): void {
    const present = this.#present;
    this.#frozen = this.#frozen || !present ? undefined : { ...this.#state(present), isPaused: true };
  }

  #setSpan(span: number): void {
    this.#span = Math.min(SPANS.length - 1, Math.max(0, span));
    const spanSeconds = SPANS[this.#span] ?? SPANS[FIRST_SPAN];
    if (this.#frozen) this.#frozen = { ...this.#frozen, spanSeconds };
  }
}
