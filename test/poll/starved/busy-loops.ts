import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Starts programs that take every CPU they get, until they are disposed of. */
export function startBusyLoops(count: number): AsyncDisposable {
  const loops = Array.from({ length: count }, () =>
    spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }),
  );
  return { [Symbol.asyncDispose]: () => endAll(loops) };
}

/** Ends child processes, and waits for their end. */
export async function endAll(children: readonly ChildProcess[]): Promise<void> {
  const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  await Promise.all(
    running.map((child) => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      return ended;
    }),
  );
}
