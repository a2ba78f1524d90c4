import { sleep } from '../support/deadline.js';

/** What a round has brought: a value, or why there is none. */
export type Round<Value> = { readonly value: Value } | { readonly error: unknown };

/**
 * Asks at once, and again at an interval until the signal fires. A round that takes longer than the interval is awaited: rounds do not
 * overlap, and those that it has missed are left out.
 *
 * @param ask `isLater` is false for the first round
 * @throws what the first round throws, before the signal fires: what is wrong from the start stays so
 */
export async function* askAgain<Value>(
  ask: (isLater: boolean) => Promise<Value>,
  intervalMs: number,
  signal: AbortSignal,
): AsyncGenerator<Round<Value>, void, undefined> {
  const startedAt = performance.now();
  try {
    yield { value: await ask(false) };
    while (!signal.aborted) {
      await sleep(intervalMs - ((performance.now() - startedAt) % intervalMs), signal);
      yield await ask(true).then(
        (value) => ({ value }),
        (error: unknown) => {
          signal.throwIfAborted();
          return { error };
        },
      );
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
