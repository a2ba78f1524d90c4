import { CommandError } from '../protocol/qmp/errors.js';

/** Resolves as `answer` does; to `undefined` when QEMU answers with an error, as one does that lacks the command. */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
