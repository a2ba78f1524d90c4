/**
 * The guest's clock: it stands still while the machine is stopped, and so do the timers on it.
 *
 * No timer of it keeps the process alive.
 */
export class VirtualClock {
  readonly #timers = new Set<VirtualTimer>();
  #elapsedMs: number;
  #startedAtMs: number | undefined;

  /** It stands still at first. */
  constructor(elapsedMs: number) {
    this.#elapsedMs = elapsedMs;
  }

  elapsedMs(): number {
    const sinceStartMs = this.#startedAtMs === undefined ? 0 : performance.now() - this.#startedAtMs;
    return this.#elapsedMs + sinceStartMs;
  }

  start(): void {
    if (this.#startedAtMs !== undefined) return;
    this.#startedAtMs = performance.now();
    for (const timer of this.#timers) this.#arm(timer);
  }

  stop(): void {
    this.#elapsedMs = this.elapsedMs();
    this.#startedAtMs = undefined;
    for (const timer of this.#timers) clearTimeout(timer.handle);
  }

  /** Runs `action` once, so much guest time from now; returns what cancels it. */
  after(delayMs: number, action: () => void): () => void {
    const timer: VirtualTimer = { dueMs: this.elapsedMs() + delayMs, action, handle: undefined };
    this.#timers.add(timer);
    if (this.#startedAtMs !== undefined) this.#arm(timer);
    return () => this.#cancel(timer);
  }

  close(): void {
    this.stop();
    this.#timers.clear();
  }

  #arm(timer: VirtualTimer): void {
    const waitMs = Math.min(Math.max(0, timer.dueMs - this.elapsedMs()), LONGEST_TIMEOUT_MS);
    timer.handle = setTimeout(() => this.#fire(timer), waitMs);
    timer.handle.unref();
  }

  #fire(timer: VirtualTimer): void {
    if (this.elapsedMs() < timer.dueMs) {
      this.#arm(timer);
    } else {
      this.#cancel(timer);
      timer.action();
    }
  }

  #cancel(timer: VirtualTimer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}

interface VirtualTimer {
  readonly dueMs: number;
  readonly action: () => void;
  handle: NodeJS.Timeout | undefined;
}

/** Node fires a longer timeout at once, and a polling interval may be 136 years. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;
