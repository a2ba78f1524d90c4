import type { FoundEvent, GuestEvent } from './guest-event.js';

export const LOGGED_EVENTS = 10_000;

/** The last events of all guests, numbered; older ones are dropped. */
export class EventLog {
  readonly #capacity: number;
  /** In order; the event with number n is at (n - 1) modulo the capacity. */
  readonly #ring: GuestEvent[] = [];
  #last = 0;

  constructor(capacity: number = LOGGED_EVENTS) {
    this.#capacity = capacity;
  }

  /** The number of the last event; 0 without one. */
  get last(): number {
    return this.#last;
  }

  /** The number of the oldest event that is kept. */
  get first(): number {
    return Math.max(1, this.#last - this.#capacity + 1);
  }

  add(atSeconds: number, events: readonly FoundEvent[]): void {
    for (const event of events) {
      const number = ++this.#last;
      this.#ring[(number - 1) % this.#capacity] = {
        ...event,
        number,
        atSeconds: event.atSeconds ?? atSeconds,
      };
    }
  }

  /** Up to `limit` events after a number, oldest first. */
  after(number: number, limit: number, guest?: string): readonly GuestEvent[] {
    const found: GuestEvent[] = [];
    for (let at = Math.max(this.first, number + 1); at <= this.#last && found.length < limit; at++) {
      const event = this.#ring[(at - 1) % this.#capacity];
      if (event && (guest === undefined || event.guest === guest)) found.push(event);
    }
    return found;
  }
}
