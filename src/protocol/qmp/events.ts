import { asRecord, asString, type UnknownRecord } from '../../support/decode.js';

/** An asynchronous message of QEMU. */
export interface QmpEvent<Name extends string = string, Data = UnknownRecord> {
  /** The event's name, e.g. `BALLOON_CHANGE`. */
  readonly event: Name;
  /** As QEMU promises it, unchecked; empty for an event without data. */
  readonly data: Data;
  /** Seconds since the epoch by the clock of QEMU's host; `undefined` when QEMU could not read its clock. */
  readonly timestampSeconds: number | undefined;
}

/** A stream keeps this many unread events. Beyond that it drops the oldest, and counts them in `dropped`. */
const MAX_QUEUED = 1024;

/** One reader's queue of events: an async iterator that ends with the connection. */
export class EventStream<Event = QmpEvent> implements AsyncIterableIterator<Event> {
  readonly #onReturn: (stream: EventStream<Event>) => void;
  #queued: Event[] = [];
  #waiting: { resolve: (result: IteratorResult<Event>) => void; reject: (reason: unknown) => void }[] = [];
  #ended: { readonly error: unknown } | undefined;
  /** Events that were lost because the reader fell behind. */
  dropped = 0;

  constructor(onReturn: (stream: EventStream<Event>) => void) {
    this.#onReturn = onReturn;
  }

  push(event: Event): void {
    const reader = this.#waiting.shift();
    if (reader) reader.resolve({ done: false, value: event });
    else if (this.#queued.push(event) > MAX_QUEUED) {
      this.#queued.shift();
      this.dropped++;
    }
  }

  /** Ends the stream after the queued events: with the error if one is given, else as done. */
  end(error?: unknown): void {
    this.#ended ??= { error };
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const reader of waiting) {
      if (error === undefined) reader.resolve(DONE);
      else reader.reject(error);
    }
  }

  next(): Promise<IteratorResult<Event>> {
    const value = this.#queued.shift();
    if (value) return Promise.resolve({ done: false, value });
    if (!this.#ended) return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    const { error } = this.#ended;
    this.#ended = { error: undefined };
    return error === undefined ? Promise.resolve(DONE) : Promise.reject(error);
  }

  return(): Promise<IteratorResult<Event>> {
    this.#queued = [];
    this.end();
    this.#onReturn(this);
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** Decodes `{"event":"STOP","data":{},"timestamp":{"seconds":1795205906,"microseconds":124411}}`. */
export function decodeEvent(message: UnknownRecord): QmpEvent {
  const timestamp = asRecord(message.timestamp);
  const seconds = timestamp?.seconds;
  const microseconds = timestamp?.microseconds;
  // QEMU writes -1 for both when it could not read its clock.
  const known = typeof seconds === 'number' && typeof microseconds === 'number' && seconds >= 0;
  return {
    event: asString(message.event) ?? '',
    data: asRecord(message.data) ?? {},
    timestampSeconds: known ? seconds + microseconds / 1e6 : undefined,
  };
}
