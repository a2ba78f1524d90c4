import { escapeControls } from '../support/terminal-safe.js';
import type { Context } from './context.js';

/** The one line on standard output, for a program that waits for it. */
export function sayReady(
  what: { readonly control: string | null; readonly machines: unknown },
  { out }: Context,
): void {
  // JSON escapes not all that a terminal would obey.
  out(`${escapeControls(JSON.stringify({ ready: true, pid: process.pid, ...what }))}\n`);
}

/** Has a hang-up of the terminal fire the signal too, for as long as it is held. */
export function withHangUp(signal: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const hungUp = new AbortController();
  const hangUp = () => hungUp.abort();
  // Not once: a shell and the kernel may both tell of a terminal that is gone.
  process.on('SIGHUP', hangUp);
  return {
    signal: AbortSignal.any([signal, hungUp.signal]),
    [Symbol.dispose]: () => {
      process.off('SIGHUP', hangUp);
    },
  };
}

/** Resolves when the signal fires, or when `ended` does. */
export async function untilEnded(ended: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  // A fleet without a machine has nothing that would keep the process.
  const awake = setInterval(() => undefined, LONG_MS);
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([ended, stopped]);
  signal.removeEventListener('abort', stop);
  clearInterval(awake);
}

const LONG_MS = 2 ** 30;
