import { constants } from 'node:os';
import { errnoOf, messageOf } from '../support/errors.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { type Context, EXIT } from './context.js';
import { run } from './program.js';

/** Ends the process at once; without a status, with `process.exitCode`. */
type Exit = (status?: number) => never;
type Interrupt = 'SIGINT' | 'SIGTERM';

/** A shell's exit status for a program that a signal has ended. */
const SIGNALLED = 128;
const MAX_LINE = 2000;
/** A wrapper such as npx passes on what the terminal has sent to both of us; nobody presses twice so fast. */
const ECHO_MS = 200;

/** Runs the command line of this process, and then ends the process: what still waits has lost its reader. */
export async function start(exit: Exit): Promise<void> {
  const controller = new AbortController();
  const context = createContext(controller.signal);
  const interruptedBy = watchInterrupts(controller, exit);
  let isDone = false;
  let failedOutput: Error | undefined;
  const leave = (): void => {
    if (failedOutput !== undefined && errnoOf(failedOutput) !== 'EPIPE') process.exitCode = EXIT.failed;
    process.stderr.write('', () => exit());
  };
  process.stdout.on('error', (error) => {
    // A write that was under way fails as the first one did.
    if (failedOutput) return;
    failedOutput = error;
    // A reader that has seen enough (`| head`) is no error of ours; a full disk is.
    if (errnoOf(error) !== 'EPIPE') context.warn(`standard output: ${messageOf(error)}`);
    if (isDone) leave();
    // The command may have something to put away before.
    else controller.abort(error);
  });
  // There is nobody left to tell.
  process.stderr.on('error', () => undefined);

  // Without it, a command that waits for what never comes would end with 0 as soon as Node.js has nothing left to do.
  process.exitCode = EXIT.failed;
  try {
    process.exitCode = await run(process.argv.slice(2), context);
  } catch (error) {
    const signal = interruptedBy();
    if (signal === undefined && failedOutput === undefined) throw error;
    if (signal !== undefined) context.warn(`interrupted by ${signal}`);
    process.exitCode = signal === undefined ? EXIT.ok : SIGNALLED + constants.signals[signal];
  }
  isDone = true;
  if (failedOutput !== undefined) leave();
  // What still waits (a name server that does not answer) must not keep the process; what is printed must be out before.
  // A failure to print comes as an event, after this callback.
  else {
    process.stdout.write('', (error) => {
      if (!error) leave();
    });
  }
}

function createContext(signal: AbortSignal): Context {
  return {
    out: (text) => process.stdout.write(text),
    warn: (lines) => {
      for (const line of lines.split('\n')) process.stderr.write(`qgauge: ${terminalSafe(line, MAX_LINE)}\n`);
    },
    signal,
    stdout: process.stdout,
    get terminal() {
      if (!process.stdout.isTTY || process.env.TERM === 'dumb') return undefined;
      return { input: process.stdin.isTTY ? process.stdin : undefined, output: process.stdout };
    },
    onReload: (listener) => {
      process.on('SIGHUP', listener);
      return { [Symbol.dispose]: () => process.off('SIGHUP', listener) };
    },
    configFile: '/etc/qgauge/qgauge.yaml',
  };
}

/** The first signal lets the command end what it has begun; the second ends the process. Returns what reads the first. */
function watchInterrupts(controller: AbortController, exit: Exit): () => Interrupt | undefined {
  let interruptedBy: Interrupt | undefined;
  let interruptedAtMs = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (interruptedBy) {
        if (performance.now() - interruptedAtMs > ECHO_MS) exit(SIGNALLED + constants.signals[signal]);
        return;
      }
      interruptedBy = signal;
      interruptedAtMs = performance.now();
      controller.abort(new Error(`interrupted by ${signal}`));
    });
  }
  return () => interruptedBy;
}
