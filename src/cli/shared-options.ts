import { type Command, Option } from 'commander';
import type { Context } from './context.js';
import { parseDurationOption, parseSeconds } from './usage.js';

/**
 * Adds a command with its options to the program. What the command does is loaded when it is the one that runs, and
 * `end` takes its exit status.
 */
export type Declare = (program: Command, context: Context, end: (status: number) => void) => void;

/** Gathers the values of an option that may be repeated. */
export function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function socketOption(): Option {
  return new Option(
    '--socket <address>',
    'ask this monitor instead of finding all (unix:/path, /path or tcp:host:port); repeatable',
  )
    .default([], 'every QEMU on this host')
    .argParser(append);
}

export function timeoutOption(): Option {
  return new Option('--timeout <seconds>', 'bounds the whole run').default(3).argParser(parseSeconds);
}

/** Of the commands that speak to one monitor. */
export function monitorOptions(): readonly Option[] {
  return [
    new Option('--control', 'let out what may change the guest; without it only questions are sent'),
    new Option('--unstable', 'let out what QEMU marks as unstable (x-…): some of it aborts some versions'),
    new Option('--timeout <duration>', 'how long to wait for a reply, such as 500ms or 2m')
      .default(10, '10s')
      .argParser(parseDurationOption),
  ];
}
