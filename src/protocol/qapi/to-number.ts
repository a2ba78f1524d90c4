import type { Integer } from './types.js';

/** Makes a number of an integer: exact up to ±2^53, beyond that the nearest number, which is less than one part in 10^15 off. */
export function toNumber(value: Integer): number {
  return Number(value);
}
