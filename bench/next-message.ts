import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/**
 * Waits for the next message of a child process.
 *
 * @throws {Error} when the child ends instead
 */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const onExit = () => ended.abort(new Error('a process of the benchmark has failed'));
  child.once('exit', onExit);
  try {
    const [message] = await once(child, 'message', { signal: ended.signal });
    return message;
  } finally {
    child.off('exit', onExit);
  }
}
