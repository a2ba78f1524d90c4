import type { Aftermath } from './control-error.js';
import { isLasting, isRefusal } from './is-refusal.js';
import { withoutSecrets } from './secret.js';
import { describeStep, type Step } from './step.js';

/** How a step can be undone. */
export interface Undoing {
  /** Carried out when a later step of the call fails. */
  readonly undo?: Step | undefined;
  /** Where the reply to `undo` says only that it has begun, as that of device_del does. */
  readonly undone?: LateUndo | undefined;
  /** What to tell a person when the call fails after this step: a command, e.g. `qgauge dom resume web --control`. */
  readonly advice?: string | undefined;
}

/** The end of an undo that takes its time. */
export interface LateUndo {
  /** Asks whether it has come about. */
  readonly query: (signal: AbortSignal) => Promise<boolean>;
  /** What to tell a person until it has, such as that the guest has to let go of a device. */
  readonly advice: string;
}

/** One step that was begun. `undoing`: its undo has begun. `kept`: its undo was refused. */
interface BegunStep extends Undoing {
  readonly step: Step;
  state: 'uncertain' | 'refused' | 'done' | 'undoing' | 'kept' | 'undone';
}

const UNDONE: ReadonlySet<BegunStep['state']> = new Set(['undoing', 'undone']);
/** How often to try what QEMU keeps once the devices are gone: it frees what they used when its threads have all got to run. */
const LATE_ROUNDS = 20;

/** How steps are undone. */
export interface UndoWays {
  /** Carries out an `undo`. */
  readonly carryOut: (step: Step) => Promise<unknown>;
  /** Asks whether one has come about. */
  readonly ask: (query: LateUndo['query']) => Promise<boolean>;
  /** Waits a moment before it is asked again; resolves to false when the time is up. */
  readonly pause: () => Promise<boolean>;
}

/** The steps that a control call has begun, and what has become of each. */
export class BegunSteps {
  readonly #steps: BegunStep[] = [];

  get isEmpty(): boolean {
    return this.#steps.length === 0;
  }

  /** Each step, in words. */
  get words(): readonly string[] {
    return wordsOf(this.#steps);
  }

  /** Settles as the work of the step does; its error has no secret of the step in it. */
  async begin<T>(step: Step, undoing: Undoing, work: () => Promise<T>): Promise<T> {
    const begun: BegunStep = { step, ...undoing, state: 'uncertain' };
    this.#steps.push(begun);
    try {
      const result = await work();
      begun.state = 'done';
      return result;
    } catch (error) {
      if (isRefusal(error)) begun.state = 'refused';
      throw withoutSecrets(error, 'args' in step ? step.args : undefined);
    }
  }

  /**
   * Undoes what can be undone of what was done, the last step first. What QEMU refuses to remove while a device is leaving that
   * uses it is tried again. Never rejects: what could not be undone stays in the result.
   */
  async undo(ways: UndoWays): Promise<Aftermath> {
    const undoable = this.#steps.toReversed().filter(({ undo }) => undo !== undefined);
    for (const step of undoable)
      if (step.state === 'done' || step.state === 'uncertain') await begin(step, ways);
    const isLate = undoable.some(({ state, undone }) => undone !== undefined && UNDONE.has(state));
    let roundsLeft = isLate ? LATE_ROUNDS : 0;
    while (roundsLeft > 0 && undoable.some(isPending) && (await ways.pause())) {
      roundsLeft = undoable.some(({ state }) => state === 'undoing') ? LATE_ROUNDS : roundsLeft - 1;
      for (const step of undoable) {
        if (step.state === 'undoing') await settle(step, ways);
        else if (step.state === 'kept') await begin(step, ways);
      }
    }
    return this.#aftermath();
  }

  #aftermath(): Aftermath {
    const inState = (...states: readonly BegunStep['state'][]) =>
      this.#steps.filter(({ state }) => states.includes(state));
    const changed = ['done', 'undoing', 'kept'] as const;
    return {
      changed: wordsOf(inState(...changed)),
      undone: wordsOf(inState('undone')),
      uncertain: wordsOf(inState('uncertain')),
      // As it has to be typed: the last step is undone first.
      advice: inState(...changed, 'uncertain')
        .toReversed()
        .flatMap(adviceFor),
    };
  }
}

/** Begins to undo one step. */
async function begin(begun: BegunStep, ways: UndoWays): Promise<void> {
  if (begun.undo === undefined) return;
  try {
    await ways.carryOut(begun.undo);
    begun.state = begun.undone === undefined ? 'undone' : 'undoing';
  } catch (error) {
    // Of a step that was perhaps never done, the refusal to undo it shows that it was not.
    if (isLasting(error)) begun.state = begun.state === 'uncertain' ? 'refused' : 'kept';
  }
  if (begun.state === 'undoing') await settle(begun, ways);
}

async function settle(begun: BegunStep, { ask }: UndoWays): Promise<void> {
  if (begun.undone && (await ask(begun.undone.query).catch(() => false))) begun.state = 'undone';
}

function isPending({ state }: BegunStep): boolean {
  return state === 'undoing' || state === 'kept';
}

function adviceFor({ state, undo, undone, advice }: BegunStep): string | readonly string[] {
  if (state === 'undoing' && undone) return undone.advice;
  return advice ?? (undo ? describeStep(undo) : []);
}

function wordsOf(steps: readonly BegunStep[]): readonly string[] {
  return steps.map(({ step }) => describeStep(step));
}
