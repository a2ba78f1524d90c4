import type { Config } from '../../config/config.js';
import type { Snapshot } from '../../model/snapshot.js';
import { chooseGuests, findChosen, type GuestChoice } from '../choose-guests.js';
import type { StreamOptions } from './command.js';

/** The guests that the command line and the configuration choose, which may change when that is read again. */
export class ChosenGuests {
  readonly #select: readonly string[];
  readonly #options: StreamOptions;
  /** The guests that the arguments have picked at the start; later they are reported when they are not there. */
  #picked: readonly string[] | undefined;
  #choice: GuestChoice;

  constructor(select: readonly string[], options: StreamOptions, config: Config | undefined) {
    this.#select = select;
    this.#options = options;
    this.#choice = chooseGuests(select, options.socket, config);
  }

  get choice(): GuestChoice {
    return this.#picked === undefined ? this.#choice : { ...this.#choice, expected: this.#picked };
  }

  /** @throws {NoSuchGuestError} when an argument is no guest */
  find(procRoot: string | undefined): void {
    if (this.#select.length > 0) this.#picked = findChosen(this.#choice, procRoot).expected;
  }

  update(config: Config | undefined): void {
    this.#choice = chooseGuests(this.#select, this.#options.socket, config);
  }

  remember(snapshot: Snapshot): void {
    this.#choice.lastNames?.update(snapshot, this.#choice.guests);
  }
}
