import type { EventLoop } from '../../src/support/loop-clock.js';

/** An event loop that a test turns by hand; `onRead` stands for its sockets. */
export class FakeEventLoop implements EventLoop {
  /** Called when a turn reads what has arrived, before the callbacks that wait for that. */
  onRead: () => void = () => undefined;
  #nowMs = 1000;
  #timers = new Map<object, { readonly atMs: number; readonly callback: () => void }>();
  #afterReading: (() => void)[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  callAfter(ms: number, callback: () => void): () => void {
    const key = {};
    this.#timers.set(key, { atMs: this.#nowMs + ms, callback });
    return () => this.#timers.delete(key);
  }

  callAfterReading(callback: () => void): void {
    this.#afterReading.push(callback);
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass in which the loop does nothing, and its timers do not fire. */
  pass(ms: number): void {
    this.#nowMs += ms;
  }

  /** One turn: waits for the next timer, comes that much too late, fires what is due, reads, and calls back. */
  turn(lateMs = 0): void {
    const nextMs = Math.min(...Array.from(this.#timers.values(), ({ atMs }) => atMs));
    this.#nowMs = Math.max(this.#nowMs, Number.isFinite(nextMs) ? nextMs : 0) + lateMs;
    for (const [key, { atMs, callback }] of [...this.#timers]) {
      if (atMs <= this.#nowMs && this.#timers.delete(key)) callback();
    }
    this.onRead();
    for (const callback of this.#afterReading.splice(0)) callback();
  }
}
