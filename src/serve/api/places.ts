import type { RequestOrigin } from '../http/http-env.js';

type Kind = RequestOrigin['kind'];

/**
 * How many requests may wait at a time. Each keeps a connection, of which a listener has 128, and one address 32: those that wait
 * must not keep out a scraper. Over TCP they are strangers; at the socket, the commands of this host.
 */
const MOST: { readonly [kind in Kind]: number } = { tcp: 16, unix: 64 };

/** Places for requests that wait. */
export class Places {
  readonly #taken = { tcp: 0, unix: 0 };

  /** Takes a place, until it is disposed of; `undefined` when none is free. */
  take(kind: Kind): Disposable | undefined {
    const taken = this.#taken;
    if (taken[kind] >= MOST[kind]) return undefined;
    taken[kind]++;
    return { [Symbol.dispose]: () => void taken[kind]-- };
  }
}
