import { MAX_SECONDS, parseDuration } from '../support/duration.js';
import { QgaugeError } from '../support/errors.js';

/** The command line makes no sense; the message says what would. */
export class UsageError extends QgaugeError {
  constructor(message: string) {
    super('ERR_USAGE', message);
  }
}

/** A number of seconds, fractions allowed, for an option such as `--timeout`. */
export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds <= 0 || seconds > MAX_SECONDS) {
    throw new UsageError(
      `'${text}' is no number of seconds: write one above 0 and up to ${MAX_SECONDS}, such as 3 or 0.5`,
    );
  }
  return seconds;
}

/** QEMU holds the polling interval in 32 bits. */
const MAX_INTERVAL = 2 ** 32 - 1;

/** A polling interval as QEMU takes it: whole seconds. */
export function parseInterval(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds < 1 || seconds > MAX_INTERVAL) {
    throw new UsageError(`'${text}' is no polling interval: write whole seconds, 1 to ${MAX_INTERVAL}`);
  }
  return seconds;
}

/** A time with its unit, e.g. `500ms`, `60s`, `5m`, `1h`; without one it is seconds. @returns seconds */
export function parseDurationOption(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    throw new UsageError(
      `'${text}' is no duration: write a number above 0 and a unit (ms, s, m, h), such as 60s, up to ${MAX_SECONDS}s`,
    );
  }
  return seconds;
}

/** How often, or how many: a whole number above 0. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || !Number.isSafeInteger(count)) {
    throw new UsageError(`'${text}' is no count: write a whole number from 1 on`);
  }
  return count;
}
