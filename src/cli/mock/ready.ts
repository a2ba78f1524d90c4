import { escapeControls } from '../../support/terminal-safe.js';
import type { Context } from '../context.js';

/** The one line on standard output, for a program that waits for it. */
export function sayReady(
  what: { readonly control: string | null; readonly machines: unknown },
  { out }: Context,
): void {
  // JSON escapes not all that a terminal would obey.
  out(`${escapeControls(JSON.stringify({ ready: true, pid: process.pid, ...what }))}\n`);
}

/**
 * Has a hang-up of the terminal fire the signal too, for as long as it is held; and the end of npm, if that has started us:
 * SIGTERM ends npx and its shell, and neither passes it on.
 */
export function withHangUp(signal: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const hungUp = new AbortController();
  const hangUp = () => hungUp.abort();
  const watch = process.env.npm_lifecycle_event === undefined ? undefined : onParentsEnd(hangUp);
  // Not once: a shell and the kernel may both tell of a terminal that is gone.
  process.on('SIGHUP', hangUp);
  return {
    signal: AbortSignal.any([signal, hungUp.signal]),
    [Symbol.dispose]: () => {
      process.off('SIGHUP', hangUp);
      clearInterval(watch);
    },
  };
}

function onParentsEnd(tell: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) tell();
  };
  return setInterval(look, PARENT_LOOK_MS).unref();
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
const PARENT_LOOK_MS = 200;
