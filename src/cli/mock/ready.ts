import { escapeControls } from '../../support/terminal-safe.js';
import { VERSION } from '../../support/version.js';
import type { Context } from '../context.js';

/** Prints the one line of standard output, for which a program can wait. */
export function printReady(
  listening: { readonly control: string | null; readonly machines: unknown },
  { out }: Context,
): void {
  // JSON leaves some characters unescaped that control a terminal.
  out(
    `${escapeControls(JSON.stringify({ ready: true, pid: process.pid, version: VERSION, ...listening }))}\n`,
  );
}

/**
 * Makes a hang-up of the terminal fire the signal too, until it is disposed of, and with `parentToo` also the end of the
 * parent.
 */
export function withHangUp(
  signal: AbortSignal,
  parentToo: boolean,
): Disposable & { readonly signal: AbortSignal } {
  const hungUp = new AbortController();
  const hangUp = () => hungUp.abort();
  const watch = parentToo ? onParentEnd(hangUp) : undefined;
  // Not once: the shell and the kernel may both send it when a terminal closes.
  process.on('SIGHUP', hangUp);
  return {
    signal: AbortSignal.any([signal, hungUp.signal]),
    [Symbol.dispose]: () => {
      process.off('SIGHUP', hangUp);
      clearInterval(watch);
    },
  };
}

function onParentEnd(listener: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  const check = () => {
    if (process.ppid !== parent) listener();
  };
  return setInterval(check, PARENT_CHECK_MS).unref();
}

/** Resolves when the signal fires or `ended` resolves. */
export async function untilEnded(ended: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  // A fleet without machines has nothing that keeps the process running.
  const awake = setInterval(() => undefined, LONG_MS);
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([ended, stopped]);
  signal.removeEventListener('abort', stop);
  clearInterval(awake);
}

const LONG_MS = 2 ** 30;
const PARENT_CHECK_MS = 200;
