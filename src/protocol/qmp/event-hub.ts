import { EventStream, type QmpEvent } from './events.js';

export type EventListener = (event: QmpEvent) => void;

/** Passes each event to every stream, and to the listeners of its name. */
export class EventHub {
  readonly #listeners = new Map<string, Set<EventListener>>();
  readonly #streams = new Set<EventStream<unknown>>();

  stream(): EventStream<unknown> {
    const stream = new EventStream<unknown>((ended) => this.#streams.delete(ended));
    this.#streams.add(stream);
    return stream;
  }

  on(name: string, listener: EventListener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  emit(event: QmpEvent): void {
    for (const stream of this.#streams) stream.push(event);
    for (const listener of this.#listeners.get(event.event) ?? []) callSafely(listener, event);
  }

  /** Ends every stream, with the error if one is given, and removes the listeners. */
  end(error: Error | undefined): void {
    for (const stream of this.#streams) stream.end(error);
    this.#streams.clear();
    this.#listeners.clear();
  }
}

/** Rethrows a listener's error later: it must neither keep the event from the other listeners nor interrupt the parser. */
function callSafely(listener: EventListener, event: QmpEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
