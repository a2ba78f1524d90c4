import type { Config } from '../../config/config.js';
import { NoSuchGuestError } from '../../discover/find-guest.js';
import type { Snapshot } from '../../model/snapshot.js';
import { chooseGuests, findChosen, type GuestChoice } from '../choose-guests.js';
import type { StreamOptions } from './command.js';

/** The guests that the command line and the configuration choose, which may change when that is read again. */
export class ChosenGuests {
  readonly #select: readonly string[];
  readonly #options: Pick<StreamOptions, 'socket'>;
  /** The guests that the arguments have picked at the start; later they are reported when they are not there. */
  #picked: readonly string[] | undefined;
  #choice: GuestChoice;
  /** There was a snapshot of them, by a daemon or by a poller. */
  #wereKnown = false;

  constructor(select: readonly string[], options: Pick<StreamOptions, 'socket'>, config: Config | undefined) {
    this.#select = select;
    this.#options = options;
    this.#choice = chooseGuests(select, options.socket, config);
  }

  get choice(): GuestChoice {
    return this.#picked === undefined ? this.#choice : { ...this.#choice, expected: this.#picked };
  }

  /**
   * Picks the guests of the arguments. Later, one that is gone is reported, as long as it is.
   *
   * @throws {NoSuchGuestError} when an argument is no guest, and none was picked or known before
   */
  find(procRoot: string | undefined): void {
    if (this.#select.length === 0) return;
    try {
      this.#picked = findChosen(this.#choice, procRoot).expected;
    } catch (error) {
      if (!(error instanceof NoSuchGuestError) || !this.#wereKnown) throw error;
      this.#picked = this.#select;
    }
  }

  update(config: Config | undefined): void {
    this.#choice = chooseGuests(this.#select, this.#options.socket, config);
  }

  remember(snapshot: Snapshot): void {
    this.#wereKnown = true;
    this.#choice.lastNames?.update(snapshot, this.#choice.guests);
  }
}
