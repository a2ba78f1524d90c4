import type { TimeSource } from './time-source.js';

/** The guest's clock. It stands still while the machine is stopped, and its timers with it. */
export class VirtualClock {
  readonly #time: TimeSource;
  readonly #timers = new Set<VirtualTimer>();
  #elapsedMs: number;
  #startedAtMs: number | undefined;

  /** The clock is stopped at first. */
  constructor(time: TimeSource, elapsedMs: number) {
    this.#time = time;
    this.#elapsedMs = elapsedMs;
  }

  get isRunning(): boolean {
    return this.#startedAtMs !== undefined;
  }

  elapsedMs(): number {
    const sinceStartMs = this.#startedAtMs === undefined ? 0 : this.#time.monotonicMs() - this.#startedAtMs;
    return this.#elapsedMs + sinceStartMs;
  }

  start(): void {
    if (this.isRunning) return;
    this.#startedAtMs = this.#time.monotonicMs();
    for (const timer of this.#timers) this.#arm(timer);
  }

  stop(): void {
    this.#elapsedMs = this.elapsedMs();
    this.#startedAtMs = undefined;
    for (const timer of this.#timers) timer.disarm();
  }

  /** Runs `action` once, after this much guest time; returns a function that cancels it. */
  after(delayMs: number, action: () => void): () => void {
    const timer: VirtualTimer = { dueMs: this.elapsedMs() + delayMs, action, disarm: () => undefined };
    this.#timers.add(timer);
    if (this.isRunning) this.#arm(timer);
    return () => this.#cancel(timer);
  }

  close(): void {
    this.stop();
    this.#timers.clear();
  }

  #arm(timer: VirtualTimer): void {
    timer.disarm = this.#time.after(timer.dueMs - this.elapsedMs(), () => {
      this.#timers.delete(timer);
      timer.action();
    });
  }

  #cancel(timer: VirtualTimer): void {
    timer.disarm();
    this.#timers.delete(timer);
  }
}

interface VirtualTimer {
  readonly dueMs: number;
  readonly action: () => void;
  disarm: () => void;
}
