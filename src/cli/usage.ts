import { MAX_SECONDS, parseDuration, parseWholeSeconds } from '../support/duration.js';
import { QgaugeError } from '../support/errors.js';
import { didYouMean } from '../support/nearest-word.js';
import { parseSize } from '../support/size.js';

/** The command line is not valid; the message says what would be. */
export class UsageError extends QgaugeError {
  constructor(message: string) {
    super('ERR_USAGE', message);
  }
}

/** QEMU holds the polling interval in 32 bits. */
const MAX_INTERVAL = 2 ** 32 - 1;

/** A polling interval as QEMU takes it: whole seconds, such as `10`, `10s` or `5m`. @returns seconds */
export function parseInterval(text: string): number {
  const seconds = parseWholeSeconds(text, MAX_INTERVAL);
  if (seconds !== undefined) return seconds;
  throw new UsageError(
    `'${text}' is not a valid polling interval: expected whole seconds from 1 to ${MAX_INTERVAL}, such as 10s`,
  );
}

/** A polling interval, or `off`. @returns seconds */
export function parsePolling(text: string): number | 'off' {
  return text === 'off' ? text : parseInterval(text);
}

/** A time with its unit, e.g. `500ms`, `60s`, `5m`, `1h`; without a unit it is seconds. @returns seconds */
export function parseDurationOption(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    throw new UsageError(
      `'${text}' is not a valid duration: expected a number above 0 and a unit (ms, s, m, h), such as 60s, up to ${MAX_SECONDS}s`,
    );
  }
  return seconds;
}

/** A number of times: a whole number above 0. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || !Number.isSafeInteger(count)) {
    throw new UsageError(`'${text}' is not a valid count: expected a whole number of 1 or more`);
  }
  return count;
}

/** A size with its unit, e.g. `512M` or `1.5GiB`. @returns bytes */
export function parseSizeOption(text: string): number {
  const bytes = parseSize(text);
  if (bytes !== undefined && bytes > 0) return bytes;
  if (/^\d+(\.\d+)?$/.test(text)) {
    throw new UsageError(
      `'${text}' has no unit: write ${text}M for mebibytes, ${text}G for gibibytes or ${text}B for bytes`,
    );
  }
  throw new UsageError(
    `'${text}' is not a valid size: expected a number above 0 and a unit (B, K, M, G, T), such as 512M or 1.5GiB`,
  );
}

/** Parses one of a few words; `what` is what they name. */
export function wordOf<Word extends string>(what: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw new UsageError(
      `'${text}' is not a valid ${what}: expected one of ${words.join(', ')}${didYouMean(text, words)}`,
    );
  };
}
