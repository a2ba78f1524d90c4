import { stringifyJson } from '../../support/lossless-json.js';
import { removeCredentials } from '../../support/remove-credentials.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { QemuRequest } from './control-options.js';

/** One thing that a control call does: it is carried out, or printed. A {@link Secret} in its arguments stays hidden. */
export type Step =
  | { readonly to: 'qemu'; readonly command: string; readonly args?: object | undefined }
  | { readonly to: 'agent'; readonly command: string; readonly args?: object | undefined }
  /** A program of this host, such as `taskset`, without a shell. */
  | { readonly to: 'program'; readonly program: string; readonly args: readonly string[] }
  /** A file of the kernel, such as one of a control group. */
  | { readonly to: 'file'; readonly path: string; readonly text: string }
  /** The host's end of a character device, e.g. `unix:/run/web/console.sock`. */
  | { readonly to: 'chardev'; readonly place: string }
  | { readonly to: 'process'; readonly signal: 'SIGTERM' | 'SIGKILL'; readonly pid: number };

const MAX_LENGTH = 2000;

/** A step as a person would type it, in one line, without the credentials that an address in it may have. */
export function describeStep(step: Step): string {
  return terminalSafe(removeCredentials(lineOf(step)), MAX_LENGTH);
}

function lineOf(step: Step): string {
  switch (step.to) {
    case 'qemu':
      return commandLine(step.command, step.args);
    case 'agent':
      return `agent: ${commandLine(step.command, step.args)}`;
    case 'program':
      return [step.program, ...step.args].map(quoted).join(' ');
    case 'file':
      return `echo ${quoted(step.text)} > ${quoted(step.path)}`;
    case 'chardev':
      return `open ${quoted(step.place)}`;
    case 'process':
      return `kill -${step.signal.slice('SIG'.length)} ${step.pid}`;
  }
}

function commandLine(command: string, args: object | undefined): string {
  const isEmpty = args === undefined || Object.keys(args).length === 0;
  return isEmpty ? command : `${command} ${stringifyJson(args)}`;
}

/** The command for QEMU that a step is; `undefined` for another one. */
export function requestOf(step: Step): QemuRequest | undefined {
  if (step.to !== 'qemu') return undefined;
  return { execute: step.command, ...(step.args && { arguments: step.args }) };
}

/** A command that a person can type, for advice: `qgauge dom resume web --control`. */
export function domCommand(verb: string, ...words: readonly string[]): string {
  return controlCommand(`dom ${verb}`, ...words);
}

/** The same for another one that changes a guest: `qgauge guest-channel add web --control`. */
export function controlCommand(command: string, ...words: readonly string[]): string {
  const safe = words.map((word) => quoted(terminalSafe(word, MAX_WORD)));
  return [`qgauge ${command}`, ...safe, '--control'].join(' ');
}

const MAX_WORD = 500;

/** As a shell needs it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
