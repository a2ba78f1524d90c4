#!/usr/bin/env node
import { constants } from 'node:os';
import type { Context } from './cli/context.js';
import { run } from './cli/program.js';
import { errnoOf, messageOf } from './support/errors.js';
import { terminalSafe } from './support/terminal-safe.js';

/** A shell's exit status for a program that a signal has ended. */
const SIGNALLED = 128;
const MAX_LINE = 2000;
/** A wrapper such as npx passes on what the terminal has sent to both of us; nobody presses twice so fast. */
const ECHO_MS = 200;

const controller = new AbortController();
let interruptedBy: 'SIGINT' | 'SIGTERM' | undefined;
let interruptedAtMs = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first lets the command end what it has begun; whoever presses twice wants to be gone.
    if (interruptedBy) {
      if (performance.now() - interruptedAtMs > ECHO_MS) process.exit(SIGNALLED + constants.signals[signal]);
      return;
    }
    interruptedBy = signal;
    interruptedAtMs = performance.now();
    controller.abort(new Error(`interrupted by ${signal}`));
  });
}
let isDone = false;
let failedOutput: Error | undefined;
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

const context: Context = {
  out: (text) => process.stdout.write(text),
  warn: (lines) => {
    for (const line of lines.split('\n')) process.stderr.write(`qgauge: ${terminalSafe(line, MAX_LINE)}\n`);
  },
  signal: controller.signal,
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

try {
  process.exitCode = await run(process.argv.slice(2), context);
} catch (error) {
  if (interruptedBy === undefined && failedOutput === undefined) throw error;
  if (interruptedBy !== undefined) {
    context.warn(`interrupted by ${interruptedBy}`);
    process.exitCode = SIGNALLED + constants.signals[interruptedBy];
  }
}
isDone = true;
if (failedOutput !== undefined) leave();
// What still waits (a name server that does not answer) has lost its reader; what is printed must be out before.
// A failure to print comes as an event, after this callback.
else {
  process.stdout.write('', (error) => {
    if (!error) leave();
  });
}

function leave(): void {
  if (failedOutput !== undefined && errnoOf(failedOutput) !== 'EPIPE') process.exitCode = 1;
  process.stderr.write('', () => process.exit());
}
