/** A command that waits for its reply. */
export interface PendingCommand {
  readonly command: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Entry extends PendingCommand {
  readonly timer: NodeJS.Timeout;
  readonly signal: AbortSignal | undefined;
}

export interface Waiting {
  readonly id: number;
  readonly reply: Promise<unknown>;
}

/** One listener for all commands that one signal may abort: a sweep gives the same to every one of its commands. */
interface Aborter {
  readonly ids: Set<number>;
  readonly onAbort: () => void;
}

/** The commands in flight by their ids. Each leaves once: with its reply, its timeout, its abort, or the connection. */
export class PendingCommands {
  readonly #entries = new Map<number, Entry>();
  readonly #aborters = new Map<AbortSignal, Aborter>();
  #nextId = 1;

  /** @param onTimeout makes the reason when no reply has come after `timeoutMs` */
  add(command: string, timeoutMs: number, signal: AbortSignal | undefined, onTimeout: () => Error): Waiting {
    const id = this.#nextId++;
    if (signal) this.#listen(signal, id);
    const reply = new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.take(id)?.reject(onTimeout()), timeoutMs);
      this.#entries.set(id, { command, resolve, reject, timer, signal });
    });
    return { id, reply };
  }

  /** Removes the command of that id; `undefined` when nobody waits for it (any more). */
  take(id: unknown): PendingCommand | undefined {
    if (typeof id !== 'number') return undefined;
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    this.#entries.delete(id);
    clearTimeout(entry.timer);
    if (entry.signal) this.#unlisten(entry.signal, id);
    return entry;
  }

  rejectAll(makeReason: () => Error): void {
    if (this.#entries.size === 0) return;
    const reason = makeReason();
    for (const id of [...this.#entries.keys()]) this.take(id)?.reject(reason);
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
