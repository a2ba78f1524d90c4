/** The slow lane may take this share of a guest's time at most: while QEMU is at it, it answers nothing else. */
const MAX_SHARE = 1 / 20;
/** After an event, or when something has changed: at once, but not again and again. */
const HURRY_MS = 5000;
const MAX_STRETCH = 16;

/** When a guest's slow lane is due: at its interval, spread so that not all guests come at once, and seldom where it takes long. */
export class SlowSchedule {
  readonly #intervalMs: () => number;
  readonly #random: () => number;
  readonly #now: () => number;
  #dueMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #stretch = 1;

  constructor(intervalMs: () => number, random: () => number = Math.random, now = () => performance.now()) {
    this.#intervalMs = intervalMs;
    this.#random = random;
    this.#now = now;
  }

  /** By the clock of performance.now(). */
  get dueMs(): number {
    return this.#dueMs;
  }

  get isDue(): boolean {
    return this.#dueMs <= this.#now();
  }

  /** Something has changed that the slow lane looks at. */
  hurry(): void {
    this.#dueMs = Math.min(this.#dueMs, Math.max(this.#now(), this.#lastMs + HURRY_MS));
  }

  /** It could not be asked just now. */
  postpone(): void {
    this.#dueMs = this.#now() + Math.min(HURRY_MS, this.#intervalMs());
  }

  /** It has been asked: one that failed is left alone for twice as long each time. */
  done(tookMs: number, isGood: boolean): void {
    this.#stretch = isGood ? 1 : Math.min(MAX_STRETCH, 2 * this.#stretch);
    const pauseMs = Math.max(this.#stretch * this.#intervalMs(), tookMs / MAX_SHARE);
    this.#lastMs = this.#now();
    this.#dueMs = this.#lastMs + pauseMs * (0.9 + 0.2 * this.#random());
  }
}
