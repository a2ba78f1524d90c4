import { decodeFault } from './decode-fault.js';
import {
  FAULT_TABLE,
  type FaultDescription,
  type FaultKind,
  type FaultOptions,
  type FaultSettings,
} from './fault-table.js';

/** The active faults. Of several of one kind, the one that was set last takes precedence. */
export class Faults {
  readonly #active: ActiveFault[] = [];
  readonly #waiting = new Map<FaultKind, Set<() => void>>();
  readonly #onSet: (kind: FaultKind) => void;

  /** @param onSet called when a fault is activated */
  constructor(onSet: (kind: FaultKind) => void = () => undefined) {
    this.#onSet = onSet;
  }

  /** Whether no fault is active. */
  get isEmpty(): boolean {
    return this.#active.length === 0;
  }

  /** @throws {MockError} ERR_MOCK_FAULT when the kind does not exist, which only JavaScript can pass */
  set<K extends FaultKind>(kind: K, options: FaultOptions[K]): void {
    decodeFault(kind);
    const { command, times }: Common = options;
    this.#active.push({
      kind,
      options: { ...defaultsOf(kind), ...options },
      command,
      left: times ?? Number.POSITIVE_INFINITY,
    });
    this.#onSet(kind);
  }

  /** Ends the faults of one kind, or all. What they held back is sent. */
  heal(kind?: FaultKind): void {
    const lasting = this.#active.filter((fault) => kind !== undefined && fault.kind !== kind);
    this.#active.splice(0, this.#active.length, ...lasting);
    for (const healed of kind === undefined ? [...this.#waiting.keys()] : [kind]) this.#wake(healed);
  }

  /** Whether a fault of this kind applies to the command. For the greeting, leave out the command. */
  has(kind: FaultKind, command?: string): boolean {
    return this.#find(kind, command) !== undefined;
  }

  peek<K extends FaultKind>(kind: K, command?: string): FaultSettings[K] | undefined {
    // Each kind is set with options of that kind, over its defaults.
    return this.#find(kind, command)?.options as FaultSettings[K] | undefined;
  }

  /** Counts one occurrence of the fault that applies to the command, and returns its options; the last one heals it. */
  play<K extends FaultKind>(kind: K, command?: string): FaultSettings[K] | undefined {
    const fault = this.#find(kind, command);
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.#active.splice(this.#active.indexOf(fault), 1);
    return fault.options as FaultSettings[K];
  }

  /** Resolves when this kind is next healed. */
  healed(kind: FaultKind): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(kind) ?? new Set();
      this.#waiting.set(kind, waiting.add(resolve));
    });
  }

  #find(kind: FaultKind, command: string | undefined): ActiveFault | undefined {
    return this.#active.findLast(
      (fault) => fault.kind === kind && (fault.command === undefined || fault.command === command),
    );
  }

  #wake(kind: FaultKind): void {
    const waiting = this.#waiting.get(kind) ?? [];
    this.#waiting.delete(kind);
    for (const wake of waiting) wake();
  }
}

function defaultsOf(kind: FaultKind): Readonly<Record<string, unknown>> {
  const options: FaultDescription['options'] = FAULT_TABLE[kind].options;
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
}

interface Common {
  readonly command?: string;
  readonly times?: number;
}

interface ActiveFault {
  readonly kind: FaultKind;
  readonly options: Readonly<Record<string, unknown>>;
  readonly command: string | undefined;
  /** The remaining occurrences. */
  left: number;
}
