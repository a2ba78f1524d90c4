import { QgaugeError } from '../support/errors.js';
import { didYouMean } from '../support/nearest-word.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** The guest has no disk, network card, snapshot or checkpoint of this name; the message has the nearest names. */
export class NoSuchDeviceError extends QgaugeError {
  /**
   * @param kind e.g. `disk`
   * @param hint what the name may be instead: all names are listed then, and not the nearest one alone
   */
  constructor(guest: string, kind: string, wanted: string, names: readonly string[], hint?: string) {
    const nearest = hint === undefined ? didYouMean(wanted, names) : '';
    const has = nearest || `${names.length === 0 ? ': it has none' : `: it has ${listed(names)}`}`;
    const more = hint === undefined ? '' : `; ${hint}`;
    super(
      'ERR_NO_DEVICE',
      `${terminalSafe(guest, 100)} has no ${kind} '${terminalSafe(wanted, 60)}'${has}${more}`,
    );
  }
}

const MAX_LISTED = 8;

function listed(names: readonly string[]): string {
  return names
    .slice(0, MAX_LISTED)
    .map((name) => terminalSafe(name, 60))
    .join(', ');
}

/** The guest agent is needed, and the machine has none, another client holds it, or it forbids or lacks the command. */
export class NoAgentError extends QgaugeError {
  readonly #guest: string;
  readonly #why: string;

  constructor(guest: string, why: string) {
    super('ERR_NO_AGENT', `${terminalSafe(guest, 100)}: ${why}`);
    this.#guest = guest;
    this.#why = why;
  }

  /** The same error, with another way to what was asked for. */
  withAdvice(advice: string): NoAgentError {
    return new NoAgentError(this.#guest, `${this.#why}; ${advice}`);
  }
}

/** This QEMU, kernel or host does not have what was asked for; the message says why, and where it is available. */
export class UnsupportedError extends QgaugeError {
  constructor(guest: string, why: string) {
    super('ERR_UNSUPPORTED', `${terminalSafe(guest, 100)}: ${why}`);
  }
}

/** What libvirt has and a bare QEMU cannot have: the message names the way out. */
export class ImpossibleError extends QgaugeError {
  constructor(method: string, why: string) {
    super('ERR_IMPOSSIBLE', `${method}: ${why}`);
  }
}
