import { decodeFault } from './decode-fault.js';
import {
  FAULT_TABLE,
  type FaultDescription,
  type FaultKind,
  type FaultOptions,
  type FaultSettings,
} from './fault-table.js';

/** The faults in force; several may be, and of one kind the last that was set goes first. */
export class Faults {
  readonly #active: ActiveFault[] = [];
  readonly #waiting = new Map<FaultKind, Set<() => void>>();
  readonly #onSet: (kind: FaultKind) => void;

  /** `onSet` hears of each fault that begins. */
  constructor(onSet: (kind: FaultKind) => void = () => undefined) {
    this.#onSet = onSet;
  }

  /** Whether nothing is wrong. */
  get isEmpty(): boolean {
    return this.#active.length === 0;
  }

  /** @throws {MockError} ERR_MOCK_FAULT when there is no such kind, which only JavaScript can ask for */
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

  /** Ends one kind of fault or all; what a fault had held back goes out. */
  heal(kind?: FaultKind): void {
    const lasting = this.#active.filter((fault) => kind !== undefined && fault.kind !== kind);
    this.#active.splice(0, this.#active.length, ...lasting);
    for (const healed of kind === undefined ? [...this.#waiting.keys()] : [kind]) this.#wake(healed);
  }

  /** Whether a fault of this kind holds for the command; the greeting is no command, so leave it out there. */
  has(kind: FaultKind, command?: string): boolean {
    return this.#find(kind, command) !== undefined;
  }

  peek<K extends FaultKind>(kind: K, command?: string): FaultSettings[K] | undefined {
    // Each kind is set with the options of that kind, over the defaults of that kind.
    return this.#find(kind, command)?.options as FaultSettings[K] | undefined;
  }

  /** Takes the fault that holds for the command, to play it once: one that is worn out is healed by that. */
  play<K extends FaultKind>(kind: K, command?: string): FaultSettings[K] | undefined {
    const fault = this.#find(kind, command);
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left <= 0) this.#active.splice(this.#active.indexOf(fault), 1);
    return fault.options as FaultSettings[K];
  }

  /** Resolves when this kind is healed next. */
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
  /** How often it plays yet. */
  left: number;
}
