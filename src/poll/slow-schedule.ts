/** The largest share of a guest's time that the slow lane may take: QEMU answers nothing else meanwhile. */
const MAX_SHARE = 1 / 20;
/** The shortest time between two rounds, also after a change. */
const HURRY_MS = 5000;
/** The pause after repeated failures grows to this many intervals. */
const MAX_STRETCH = 16;

/** When a guest's slow lane is due: once an interval, spread so that guests do not coincide, and less often when it takes long. */
export class SlowSchedule {
  readonly #intervalMs: () => number;
  readonly #random: () => number;
  readonly #now: () => number;
  #dueMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #stretch = 1;

  /**
   * @param random in [0, 1), as Math.random
   * @param now milliseconds by a monotonic clock
   */
  constructor(intervalMs: () => number, random: () => number = Math.random, now = () => performance.now()) {
    this.#intervalMs = intervalMs;
    this.#random = random;
    this.#now = now;
  }

  /** By the clock of performance.now(). */
  get dueMs(): number {
    return this.#dueMs;
  }

  /** Whether its time has come. */
  get isDue(): boolean {
    return this.#dueMs <= this.#now();
  }

  /** Makes it due soon: something that the slow lane reads has changed. */
  hurry(): void {
    this.#dueMs = Math.min(this.#dueMs, Math.max(this.#now(), this.#lastMs + HURRY_MS));
  }

  /** Makes it due again in a moment: the guest could not be asked. */
  postpone(): void {
    this.#dueMs = this.#now() + Math.min(HURRY_MS, this.#intervalMs());
  }

  /** Records a round; each failure in a row doubles the pause. */
  done(tookMs: number, isGood: boolean): void {
    this.#stretch = isGood ? 1 : Math.min(MAX_STRETCH, 2 * this.#stretch);
    const pauseMs = Math.max(this.#stretch * this.#intervalMs(), tookMs / MAX_SHARE);
    this.#lastMs = this.#now();
    this.#dueMs = this.#lastMs + pauseMs * (0.9 + 0.2 * this.#random());
  }
}
