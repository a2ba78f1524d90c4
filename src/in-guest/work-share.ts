/** A share of the time of one core, and how many milliseconds of work may come at once after a pause. */
export interface Share {
  readonly share: number;
  readonly burstMs: number;
}

/** Work that seems longer has been interrupted by others. */
const MAX_WORK_MS = 5;

/** Limits the work that is done for somebody to a share of all time: says for how long it has to rest. */
export class WorkShare {
  readonly #share: number;
  readonly #burstMs: number;
  readonly #nowMs: () => number;
  /** Until then the work that was done takes up the share. */
  #takenUntilMs = Number.NEGATIVE_INFINITY;

  /** @param nowMs milliseconds by a monotonic clock */
  constructor({ share, burstMs }: Share, nowMs: () => number) {
    this.#share = share;
    this.#burstMs = burstMs;
    this.#nowMs = nowMs;
  }

  /** Adds work that has been done; returns for how many milliseconds there should be no more, 0 as long as that is within the share. */
  add(workMs: number): number {
    const nowMs = this.#nowMs();
    const freeMs = Math.max(this.#takenUntilMs, nowMs);
    this.#takenUntilMs = freeMs + Math.min(workMs, MAX_WORK_MS) / this.#share;
    return Math.max(0, this.#takenUntilMs - nowMs - this.#burstMs / this.#share);
  }
}
