/** Runs at most `max` tasks at once; the others wait in the order of their calls. */
export class Limit {
  readonly #max: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Runs `work` when its turn comes; settles as it does. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#max) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      // The next in line takes this slot over.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
