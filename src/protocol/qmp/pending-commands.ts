import { LOOP_CLOCK, type LoopClock } from '../../support/loop-clock.js';

/** A command that waits for its reply. */
export interface PendingCommand {
  readonly command: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Entry extends PendingCommand {
  /** By the clock of the loop. */
  readonly dueMs: number;
  readonly onTimeout: () => Error;
  readonly signal: AbortSignal | undefined;
}

export interface Waiting {
  readonly id: number;
  readonly reply: Promise<unknown>;
}

/** The one listener on a signal for all its commands: a sweep passes the same signal to each of them. */
interface Aborter {
  readonly ids: Set<number>;
  readonly onAbort: () => void;
}

/** The commands in flight, by id. Each ends once: by its reply, timeout or abort, or with the connection. */
export class PendingCommands {
  readonly #clock: LoopClock;
  readonly #entries = new Map<number, Entry>();
  readonly #aborters = new Map<AbortSignal, Aborter>();
  #nextId = 1;
  #alarm: { readonly dueMs: number; readonly stop: () => void } | undefined;

  constructor(clock: LoopClock = LOOP_CLOCK) {
    this.#clock = clock;
  }

  /** @param onTimeout makes the error when no reply came within `timeoutMs` */
  add(command: string, timeoutMs: number, signal: AbortSignal | undefined, onTimeout: () => Error): Waiting {
    const id = this.#nextId++;
    if (signal) this.#listen(signal, id);
    const dueMs = this.#clock.nowMs + timeoutMs;
    const reply = new Promise((resolve, reject) => {
      this.#entries.set(id, { command, resolve, reject, dueMs, onTimeout, signal });
    });
    if (this.#alarm === undefined || dueMs < this.#alarm.dueMs) this.#setAlarm(dueMs);
    return { id, reply };
  }

  /** Removes the command with that id; `undefined` when there is none, or none any more. */
  take(id: unknown): PendingCommand | undefined {
    if (typeof id !== 'number') return undefined;
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    this.#entries.delete(id);
    if (this.#entries.size === 0) this.#clearAlarm();
    if (entry.signal) this.#unlisten(entry.signal, id);
    return entry;
  }

  rejectAll(makeReason: () => Error): void {
    if (this.#entries.size === 0) return;
    const reason = makeReason();
    for (const id of [...this.#entries.keys()]) this.take(id)?.reject(reason);
  }

  /** One alarm for all commands, set to the first deadline: most commands end before it, so it seldom fires. */
  #setAlarm(dueMs: number): void {
    this.#clearAlarm();
    this.#alarm = { dueMs, stop: this.#clock.setAlarm(dueMs - this.#clock.nowMs, () => this.#onAlarm()) };
  }

  #clearAlarm(): void {
    this.#alarm?.stop();
    this.#alarm = undefined;
  }

  #onAlarm(): void {
    this.#alarm = undefined;
    const { nowMs } = this.#clock;
    const due = [...this.#entries].filter(([, { dueMs }]) => dueMs <= nowMs);
    for (const [id, { reject, onTimeout }] of due) if (this.take(id)) reject(onTimeout());
    const nextMs = Math.min(...Array.from(this.#entries.values(), ({ dueMs }) => dueMs));
    if (Number.isFinite(nextMs)) this.#setAlarm(nextMs);
  }

  #listen(signal: AbortSignal, id: number): void {
    const known = this.#aborters.get(signal);
    if (known) {
      known.ids.add(id);
      return;
    }
    const ids = new Set([id]);
    const onAbort = () => {
      for (const aborted of [...ids]) this.take(aborted)?.reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort);
    this.#aborters.set(signal, { ids, onAbort });
  }

  #unlisten(signal: AbortSignal, id: number): void {
    const aborter = this.#aborters.get(signal);
    aborter?.ids.delete(id);
    if (aborter === undefined || aborter.ids.size > 0) return;
    signal.removeEventListener('abort', aborter.onAbort);
    this.#aborters.delete(signal);
  }
}
