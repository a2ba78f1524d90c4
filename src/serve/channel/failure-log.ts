import { ChannelError } from './channel-error.js';

/** Warns of a port that is not served, once for as long as the reason stays the same: it is tried every second. */
export class FailureLog {
  readonly #warn: (message: string) => void;
  #warned: string | undefined;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /** Settles as the attempt does. */
  async watch<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      const result = await attempt();
      this.#warned = undefined;
      return result;
    } catch (error) {
      if (error instanceof ChannelError && error.message !== this.#warned) {
        this.#warned = error.message;
        this.#warn(error.message);
      }
      throw error;
    }
  }
}
