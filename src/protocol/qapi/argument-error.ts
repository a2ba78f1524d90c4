import { QgaugeError } from '../../support/errors.js';
import { didYouMean } from '../../support/nearest-word.js';

/** A command or its arguments do not match QEMU's introspection; the message says what would. */
export class ArgumentError extends QgaugeError {
  constructor(message: string) {
    super('ERR_ARGUMENT', message);
  }
}

/** A longer list would not help. */
const MAX_LISTED = 12;

/** `; did you mean 'x'?`, or else all allowed words when they are few. */
export function orOneOf(word: string, allowed: readonly string[], before: string): string {
  const nearest = didYouMean(word, allowed);
  if (nearest !== '' || allowed.length === 0 || allowed.length > MAX_LISTED) return nearest;
  return `: ${before} ${allowed.join(', ')}`;
}
