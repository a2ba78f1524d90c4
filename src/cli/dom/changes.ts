import { type ControlFlags, requireControl } from '../control/control-options.js';
import type { DomOptions, Verb } from './verb.js';

/** @throws {UsageError} when a verb changes something, and is not allowed to */
export function checkControl(verb: Verb, words: readonly string[], options: DomOptions & ControlFlags): void {
  if (changesBy(verb, words, options)) requireControl(`${verb.name} changes the guest`, options);
}

/** Whether a verb that is typed like this changes something. */
export function changesBy(
  { controls = false }: Verb,
  words: readonly string[],
  options: DomOptions,
): boolean {
  return typeof controls === 'boolean' ? controls : controls(words, options);
}
