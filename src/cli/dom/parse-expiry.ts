import { parseDuration } from '../../support/duration.js';
import { UsageError } from '../usage.js';

/** From when on something is not valid: a word, or seconds from now. */
export type Expiry = 'now' | 'never' | number;

/** `now`, `never`, or a duration such as `30m`. */
export function parseExpiry(text: string): Expiry {
  if (text === 'now' || text === 'never') return text;
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw new UsageError(
    `'${text}' is not a valid time: expected now, never, or a duration from now such as 30m`,
  );
}
