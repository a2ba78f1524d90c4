/** A command that waits for its reply. */
export interface PendingCommand {
  readonly command: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Entry extends PendingCommand {
  /** Stops the clock and forgets the signal. */
  readonly release: () => void;
}

interface Waiting {
  readonly id: number;
  readonly reply: Promise<unknown>;
}

/** The commands in flight by their ids. Each leaves once: with its reply, its timeout, its abort, or the connection. */
export class PendingCommands {
  readonly #entries = new Map<number, Entry>();
  #nextId = 1;

  /** @param onTimeout makes the reason when no reply has come after `timeoutMs` */
  add(command: string, timeoutMs: number, signal: AbortSignal | undefined, onTimeout: () => Error): Waiting {
    const id = this.#nextId++;
    const reply = new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.take(id)?.reject(onTimeout()), timeoutMs);
      const onAbort = () => this.take(id)?.reject(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      const release = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      this.#entries.set(id, { command, resolve, reject, release });
    });
    return { id, reply };
  }

  /** Removes the command of that id; `undefined` when nobody waits for it (any more). */
  take(id: unknown): PendingCommand | undefined {
    if (typeof id !== 'number') return undefined;
    const entry = this.#entries.get(id);
    this.#entries.delete(id);
    entry?.release();
    return entry;
  }

  rejectAll(reason: Error): void {
    for (const id of [...this.#entries.keys()]) this.take(id)?.reject(reason);
  }
}
