import { EventStream, type QmpEvent } from './events.js';

export type EventListener = (event: QmpEvent) => void;

/** Hands each event to every stream and to the listeners of its name. */
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

  /** Ends every stream, with an error when one is given, and forgets the listeners. */
  end(error: Error | undefined): void {
    for (const stream of this.#streams) stream.end(error);
    this.#streams.clear();
    this.#listeners.clear();
  }
}

/** A listener that throws must not cost the others their event, nor the connection its place in the stream. */
function callSafely(listener: EventListener, event: QmpEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
