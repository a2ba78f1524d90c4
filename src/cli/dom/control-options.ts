import { flag, type OptionsOf, option } from '../typed-option.js';
import { parseDurationOption, UsageError } from '../usage.js';
import type { DomOptions, Verb } from './verb.js';

/** The options of every verb that changes something. */
export const CONTROL_OPTIONS = {
  control: flag('--control', 'allow the change; required'),
  dryRun: flag('--dry-run', 'print what would be done, and do nothing'),
  /** Seconds. */
  deadline: option('--deadline <duration>', 'time limit of the change, until it is seen', {
    parse: parseDurationOption,
    shown: 'as the verb needs',
  }),
  auditLog: option('--audit-log <file>', 'append a line about the call to this file', {
    shown: "$QGAUGE_AUDIT_LOG, else the system's journal",
  }),
};

export type VerbControlOptions = OptionsOf<typeof CONTROL_OPTIONS>;

/** @throws {UsageError} when a verb changes something, and is not allowed to */
export function checkControl(
  verb: Verb,
  words: readonly string[],
  options: DomOptions & VerbControlOptions,
): void {
  const { name } = verb;
  if (!changesBy(verb, words, options) || options.control || options.dryRun) return;
  throw new UsageError(`${name} changes the guest: add --control to do it, or --dry-run to see how`);
}

/** Whether a verb that is typed like this changes something. */
export function changesBy(
  { controls = false }: Verb,
  words: readonly string[],
  options: DomOptions,
): boolean {
  return typeof controls === 'boolean' ? controls : controls(words, options);
}
