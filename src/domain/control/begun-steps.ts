import type { Aftermath } from './control-error.js';
import { isLasting, isRefusal } from './is-refusal.js';
import { withoutSecrets } from './secret.js';
import { describeStep, type Step } from './step.js';

/** How a step can be undone. */
export interface Undoing {
  /** Carried out when a later step of the call fails. */
  readonly undo?: Step | undefined;
  /** What to tell a person when the call fails after this step: a command, e.g. `qgauge dom resume web --control`. */
  readonly advice?: string | undefined;
}

/** One step that was begun. */
interface BegunStep extends Undoing {
  readonly step: Step;
  state: 'uncertain' | 'refused' | 'done' | 'undone';
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
   * Undoes what can be undone of what was done, the last step first. Never rejects: what could not be undone stays in the
   * result.
   */
  async undo(carryOut: (step: Step) => Promise<unknown>): Promise<Aftermath> {
    for (const begun of this.#steps.toReversed()) {
      if (begun.undo === undefined || (begun.state !== 'done' && begun.state !== 'uncertain')) continue;
      try {
        await carryOut(begun.undo);
        begun.state = 'undone';
      } catch (error) {
        // Of a step that was perhaps never done, the refusal to undo it shows that it was not.
        if (begun.state === 'uncertain' && isLasting(error)) begun.state = 'refused';
      }
    }
    return this.#aftermath();
  }

  #aftermath(): Aftermath {
    const inState = (...states: readonly BegunStep['state'][]) =>
      this.#steps.filter(({ state }) => states.includes(state));
    return {
      changed: wordsOf(inState('done')),
      undone: wordsOf(inState('undone')),
      uncertain: wordsOf(inState('uncertain')),
      // As it has to be typed: the last step is undone first.
      advice: inState('done', 'uncertain')
        .toReversed()
        .flatMap(({ undo, advice }) => advice ?? (undo ? describeStep(undo) : [])),
    };
  }
}

function wordsOf(steps: readonly BegunStep[]): readonly string[] {
  return steps.map(({ step }) => describeStep(step));
}
