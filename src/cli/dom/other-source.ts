import { NoAgentError } from '../../domain/domain-error.js';

/** Names the sources of virsh that need no agent, where there is none. */
export async function orOtherSource<T>(asking: Promise<T>, sources: string): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw error instanceof NoAgentError ? error.withAdvice(`${sources} asks this host instead`) : error;
  }
}
