import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** What a control call has done to the guest by the time that it fails. Each member is a step in words. */
export interface Aftermath {
  /** Done, and still so. */
  readonly changed: readonly string[];
  /** Done, and undone again. */
  readonly undone: readonly string[];
  /** Sent, and never answered: done or not. */
  readonly uncertain: readonly string[];
  /** How to undo what is left, each a command for a shell or a sentence. */
  readonly advice: readonly string[];
}

/** A control call has failed after it had begun. The message says what was changed, what was not, and how to undo it. */
export class ControlError extends QgaugeError {
  readonly guest: string;
  /** The name of the method, e.g. `attach`. */
  readonly verb: string;
  readonly aftermath: Aftermath;

  constructor(guest: string, verb: string, why: string, aftermath: Aftermath, options?: ErrorOptions) {
    super('ERR_CONTROL', `${terminalSafe(guest, 100)}: ${verb}: ${why}; ${describe(aftermath)}`, options);
    this.guest = guest;
    this.verb = verb;
    this.aftermath = aftermath;
  }
}

/** A method that changes something was called on a Domain that was opened to read only. */
export class ControlNotAllowedError extends QgaugeError {
  constructor(guest: string, verb: string) {
    const way = 'open the guest with { control: true }';
    super('ERR_CONTROL_NOT_ALLOWED', `${terminalSafe(guest, 100)}: ${verb} changes something: ${way}`);
  }
}

/** What is asked for cannot be carried out as things are: nothing was sent. The message says why, and what would do. */
export class ControlRefusedError extends QgaugeError {
  constructor(guest: string, why: string) {
    super('ERR_CONTROL_REFUSED', `${terminalSafe(guest, 100)}: ${why}`);
  }
}

/** Another control call of the guest has not ended in time; nothing was sent. */
export class TurnError extends QgaugeError {
  constructor(guest: string, verb: string, afterMs: number) {
    const why = `another control call of this guest was under way for ${afterMs / 1000} s; nothing was changed`;
    super('ERR_CONTROL_TURN', `${terminalSafe(guest, 100)}: ${verb}: ${why}`);
  }
}

function describe({ changed, undone, uncertain, advice }: Aftermath): string {
  const parts = [
    part('not known whether done', uncertain),
    part('changed', changed),
    part('undone again', undone),
    changed.length + uncertain.length === 0 ? 'nothing is changed' : undefined,
    part('to undo it', advice),
  ];
  return parts.filter((text) => text !== undefined).join('; ');
}

function part(title: string, steps: readonly string[]): string | undefined {
  return steps.length === 0 ? undefined : `${title}: ${steps.join(', ')}`;
}
