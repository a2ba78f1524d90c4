import { QgaugeError } from '../../support/errors.js';
import { didYouMean } from '../../support/nearest-word.js';

/** A command, or what it is given, is not what QEMU's introspection says; the message says what would be. */
export class ArgumentError extends QgaugeError {
  constructor(message: string) {
    super('ERR_ARGUMENT', message);
  }
}

/** More words than these are no help. */
const MAX_LISTED = 12;

/** `; did you mean 'x'?`, or else the few words that there are. */
export function orOneOf(word: string, allowed: readonly string[], before: string): string {
  const nearest = didYouMean(word, allowed);
  if (nearest !== '' || allowed.length === 0 || allowed.length > MAX_LISTED) return nearest;
  return `: ${before} ${allowed.join(', ')}`;
}
