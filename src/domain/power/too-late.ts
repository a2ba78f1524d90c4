import { DeadlineExceeded } from '../../support/deadline.js';
import { messageOf, UnfinishedError } from '../../support/errors.js';

/**
 * Waits for what may never come: where the deadline comes first, the error says what that means.
 *
 * @throws {UnfinishedError} then
 */
export async function orTooLate<T>(wait: Promise<T>, meaning: string): Promise<T> {
  try {
    return await wait;
  } catch (error) {
    if (!(error instanceof DeadlineExceeded)) throw error;
    throw new UnfinishedError(`${messageOf(error)}: ${meaning}`, { cause: error });
  }
}
