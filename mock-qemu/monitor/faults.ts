/** Where `close` cuts the connection; `reply` is the middle of a reply. */
export type ClosePoint = 'accept' | 'greeting' | 'greeted' | 'reply';

interface Limited {
  /** Only this command's reply; without it the fault holds for all of them. */
  readonly command?: string;
}

/** What can be wrong with a QEMU, and how each fault is tuned. */
export interface FaultOptions {
  /** Does not greet, and answers nothing; with a command it stops at that one, as a stuck main loop does. */
  readonly hang: Limited;
  /** Answers, but never greets. */
  readonly 'no-greeting': Limited;
  /** Greets with these bytes, and then reads without answering: a port that something else listens on. */
  readonly 'wrong-greeting': Limited & { readonly bytes?: Uint8Array | string };
  /** Waits before it executes a command; 1000 ms unless told. */
  readonly delay: Limited & { readonly ms?: number };
  /** Closes the connection; in the middle of a reply unless told. */
  readonly close: Limited & { readonly at?: ClosePoint };
  /** Sends bytes that are no message before each reply. */
  readonly garbage: Limited & { readonly bytes?: Uint8Array | string };
  /** Sends half of a reply, and the rest when healed. */
  readonly half: Limited;
  /** Answers with a string of so many MiB; 1 unless told. */
  readonly oversize: Limited & { readonly mebibytes?: number };
  /** Sends one byte at a time, so many ms apart; 0 (each in a turn of its own) unless told. */
  readonly trickle: Limited & { readonly ms?: number };
}

export type FaultKind = keyof FaultOptions;

/** A fault that holds from the start. */
export type Fault = { [K in FaultKind]: { readonly kind: K } & FaultOptions[K] }[FaultKind];

/** The faults in force; several may be. */
export class Faults {
  readonly #active: Active = emptyLists();
  readonly #waiting = new Set<() => void>();

  set<K extends FaultKind>(kind: K, options: FaultOptions[K]): void {
    this.#active[kind].push(options);
  }

  /** Ends one kind of fault or all; what a fault had held back goes out. */
  heal(kind?: FaultKind): void {
    if (kind === undefined) Object.assign(this.#active, emptyLists());
    else this.#active[kind].length = 0;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** The last fault of this kind that holds for the command; the greeting is no command, so leave it out there. */
  find<K extends FaultKind>(kind: K, command?: string): FaultOptions[K] | undefined {
    return this.#active[kind].findLast((fault) => fault.command === undefined || fault.command === command);
  }

  /** Resolves when no fault of this kind holds any more. */
  async untilHealed(kind: FaultKind, command?: string): Promise<void> {
    while (this.find(kind, command) !== undefined) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }
}

type Active = { readonly [K in FaultKind]: FaultOptions[K][] };

function emptyLists(): Active {
  return {
    hang: [],
    'no-greeting': [],
    'wrong-greeting': [],
    delay: [],
    close: [],
    garbage: [],
    half: [],
    oversize: [],
    trickle: [],
  };
}
