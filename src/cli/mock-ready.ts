import type { Context } from './context.js';

/** The one line on standard output, for a program that waits for it. */
export function sayReady(
  what: { readonly control: string | null; readonly machines: unknown },
  { out }: Context,
): void {
  out(`${JSON.stringify({ ready: true, pid: process.pid, ...what })}\n`);
}

/** Resolves on a signal, a hang-up of the terminal too, or when `ended` does. */
export async function untilEnded(ended: Promise<void>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  // A fleet without a machine has nothing that would keep the process.
  const awake = setInterval(() => undefined, LONG_MS);
  process.once('SIGHUP', stop);
  signal.addEventListener('abort', stop, { once: true });
  if (!signal.aborted) await Promise.race([ended, stopped]);
  signal.removeEventListener('abort', stop);
  process.off('SIGHUP', stop);
  clearInterval(awake);
}

const LONG_MS = 2 ** 30;
