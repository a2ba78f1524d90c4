#!/usr/bin/env node
import { constants } from 'node:os';
import type { Context } from './cli/context.js';
import { run } from './cli/program.js';
import { errnoOf, messageOf } from './support/errors.js';
import { terminalSafe } from './support/terminal-safe.js';

/** A shell's exit status for a program that a signal has ended. */
const SIGNALLED = 128;
const MAX_LINE = 2000;

const controller = new AbortController();
let interruptedBy: 'SIGINT' | 'SIGTERM' | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The first lets the command end what it has begun; whoever presses twice wants to be gone.
    if (interruptedBy) process.exit(SIGNALLED + constants.signals[signal]);
    interruptedBy = signal;
    controller.abort(new Error(`interrupted by ${signal}`));
  });
}
process.stdout.on('error', (error) => {
  // A reader that has seen enough (`| head`) is no error of ours; a full disk is.
  if (errnoOf(error) === 'EPIPE') process.exit(process.exitCode ?? 0);
  context.warn(`standard output: ${messageOf(error)}`);
  process.exit(1);
});
// There is nobody left to tell.
process.stderr.on('error', () => undefined);

const context: Context = {
  out: (text) => process.stdout.write(text),
  warn: (lines) => {
    for (const line of lines.split('\n')) process.stderr.write(`qgauge: ${terminalSafe(line, MAX_LINE)}\n`);
  },
  signal: controller.signal,
};

try {
  process.exitCode = await run(process.argv.slice(2), context);
} catch (error) {
  if (interruptedBy === undefined) throw error;
  context.warn(`interrupted by ${interruptedBy}`);
  process.exitCode = SIGNALLED + constants.signals[interruptedBy];
}
// What still waits (a name server that does not answer) has lost its reader; what is printed must be out before.
// A failure to print comes as an event, after this callback.
process.stdout.write('', (error) => {
  if (!error) process.stderr.write('', () => process.exit());
});
