import { constants } from 'node:os';
import type { WriteStream } from 'node:tty';
import { errnoOf, messageOf } from '../support/errors.js';
import { isInForeground } from '../support/foreground.js';
import { terminalSafe } from '../support/terminal-safe.js';
import { ProgressLine } from '../terminal/progress.js';
import { CONFIG_FILE, type Context, EXIT } from './context.js';
import { run } from './program.js';

/** Ends the process at once, by default with `process.exitCode`. */
type Exit = (status?: number) => never;
type Interrupt = 'SIGINT' | 'SIGTERM';

/** Added to the number of a signal, the exit status that shells report for a program that it ended. */
const SIGNALLED = 128;
const MAX_LINE = 2000;
/** npx passes on a signal that the terminal has sent to both; a second one this soon is not from a person. */
const ECHO_MS = 200;

/** Runs the command line of this process, then ends the process, whatever is still pending. */
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
    // Every write that was pending fails like the first one.
    if (failedOutput) return;
    failedOutput = error;
    // A reader that has seen enough (`| head`) is not an error; a full disk is.
    if (errnoOf(error) !== 'EPIPE') context.warn(`standard output: ${messageOf(error)}`);
    if (isDone) leave();
    // The command may have to clean up first.
    else controller.abort(error);
  });
  // Where standard error fails there is no place left to report it.
  process.stderr.on('error', () => undefined);

  // Otherwise a command that awaits a promise that never settles would exit with 0 once Node.js runs out of work.
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
  // What is pending (a name server that does not answer) must not keep the process, but the output must be flushed. A
  // failure to write comes as an event, after this callback.
  else {
    process.stdout.write('', (error) => {
      if (!error) leave();
    });
  }
}

function createContext(signal: AbortSignal): Context {
  const { stdout, stderr } = process;
  // A debug log on standard error is not announced to the line.
  const hasLine = canBeDrawnOn(stderr) && !process.env.NODE_DEBUG;
  const output = hasLine ? stderr : undefined;
  const progress = new ProgressLine({ output, mayDraw: isInForeground });
  return {
    out: (text) => {
      if (stdout.isTTY) progress.makeWay(text);
      stdout.write(text);
    },
    warn: (lines) => {
      progress.makeWay('');
      for (const line of lines.split('\n')) stderr.write(`qgauge: ${terminalSafe(line, MAX_LINE)}\n`);
    },
    signal,
    stdout,
    progress,
    get terminal() {
      if (!canBeDrawnOn(stdout)) return undefined;
      return { input: process.stdin.isTTY ? process.stdin : undefined, output: stdout };
    },
    get dumbColumns() {
      return process.stdout.isTTY && process.env.TERM === 'dumb' ? process.stdout.columns : undefined;
    },
    onReload: (listener) => {
      process.on('SIGHUP', listener);
      return { [Symbol.dispose]: () => process.off('SIGHUP', listener) };
    },
    configFile: CONFIG_FILE,
  };
}

function canBeDrawnOn(stream: WriteStream): boolean {
  return stream.isTTY && process.env.TERM !== 'dumb';
}

/** Lets the command clean up on the first signal and ends the process on the second. Returns what reads the first. */
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
