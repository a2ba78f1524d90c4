import type { QmpEvent } from '../../protocol/qmp/events.js';

/** What events are read from: a connected QMP client. */
export interface EventClient {
  /** Resolves when the connection has ended. */
  readonly closed: Promise<unknown>;
  events(): EventStreamLike;
}

interface EventStreamLike {
  next(): Promise<IteratorResult<QmpEvent<string, object>, unknown>>;
  return(): Promise<unknown>;
}

/** More than a call waits for: the oldest are forgotten. */
const MAX_KEPT = 1024;

/** The events of a guest since the log was begun, to be searched by who waits for one. */
export class EventLog implements AsyncDisposable {
  readonly #events: QmpEvent<string, object>[] = [];
  #begunAt = 0;
  #stream: EventStreamLike | undefined;
  #connections = 0;
  #wake: () => void = () => undefined;

  /** Whether a connection delivers events now. */
  get isConnected(): boolean {
    return this.#stream !== undefined;
  }

  /** How many connections were followed: between two of them, events may be lost. */
  get connections(): number {
    return this.#connections;
  }

  /** Where the next event will stand. */
  get end(): number {
    return this.#begunAt + this.#events.length;
  }

  /** Logs what this client receives from now on; of the one before, nothing further. */
  follow(client: EventClient): void {
    const stream = client.events();
    void this.#stream?.return();
    this.#stream = stream;
    this.#connections++;
    void this.#pump(stream);
  }

  /** Those from a place on, in order. */
  since(place: number): readonly QmpEvent<string, object>[] {
    return this.#events.slice(Math.max(0, place - this.#begunAt));
  }

  /** Resolves when no connection delivers events any more. As {@link changed}, one waits at a time. */
  async ended(): Promise<void> {
    while (this.isConnected) await this.changed();
  }

  /** Resolves with the next event, or when the connection has ended. One waits at a time. */
  changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stream?.return();
  }

  async #pump(stream: EventStreamLike): Promise<void> {
    try {
      for (let next = await stream.next(); next.done !== true; next = await stream.next()) {
        this.#events.push(next.value);
        if (this.#events.length > MAX_KEPT) {
          this.#events.shift();
          this.#begunAt++;
        }
        this.#wake();
      }
    } catch {
      // The connection was lost: whoever waits asks QEMU instead.
    }
    if (this.#stream === stream) this.#stream = undefined;
    this.#wake();
  }
}
