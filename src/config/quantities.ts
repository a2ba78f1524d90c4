import { parseDuration, parseWholeSeconds } from '../support/duration.js';
import type { PollingConfig } from './config.js';

/**
 * Decodes a duration: a number of seconds, or a text with a unit.
 *
 * @returns seconds; `undefined` when it is not a valid duration
 */
export function decodeDuration(value: unknown): number | undefined {
  return parseDuration(typeof value === 'number' ? plain(value) : String(value));
}

/** QEMU holds the polling interval in 32 bits. */
export const MAX_POLLING_SECONDS = 2 ** 32 - 1;

/** Decodes a polling interval: whole seconds, or `off`. @returns `undefined` when it is not a valid one */
export function decodePolling(value: unknown): PollingConfig | undefined {
  if (value === 'off') return value;
  return parseWholeSeconds(String(value), MAX_POLLING_SECONDS);
}

const BYTES_OF_UNIT: { readonly [unit: string]: number } = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** Decodes a size, with units in powers of 1024. @returns bytes; `undefined` when it is not a valid size */
export function decodeSize(value: unknown): number | undefined {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([KMG]?)$/.exec(String(value)) ?? [];
  const bytes = Math.floor(Number(digits) * (BYTES_OF_UNIT[unit] ?? 0));
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Formats without the exponent that JavaScript uses for small numbers. */
function plain(value: number): string {
  return value < 1e-6 ? '0' : String(value);
}
