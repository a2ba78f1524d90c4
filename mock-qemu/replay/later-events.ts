import type { Utterance } from './script.js';

/** The events after a reply. They stay in order: the next reply does not overtake them. */
export class LaterEvents {
  readonly #send: (event: Utterance) => void;
  #waiting: readonly { readonly event: Utterance; readonly dueMs: number }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (event: Utterance) => void) {
    this.#send = send;
  }

  /** @param timed whether to keep the recorded time after the reply; otherwise they are sent now */
  start(events: readonly Utterance[], timed: boolean): void {
    const nowMs = performance.now();
    this.#waiting = events.map((event) => ({ event, dueMs: nowMs + (timed ? event.afterMs : 0) }));
    this.#sendDue();
  }

  /** Sends the remaining events, due or not. */
  flush(): void {
    const left = this.#waiting;
    this.stop();
    for (const { event } of left) this.#send(event);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #sendDue(): void {
    const [first, ...others] = this.#waiting;
    if (first === undefined) return;
    const inMs = first.dueMs - performance.now();
    if (inMs > 0) {
      this.#timer = setTimeout(() => this.#sendDue(), inMs);
      return;
    }
    this.#waiting = others;
    this.#send(first.event);
    this.#sendDue();
  }
}
