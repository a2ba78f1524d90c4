/**
 * Decoders: `unknown` from a peer to a typed value, or `undefined` when it is absent or of another type. A member that a
 * version of QEMU lacks or has changed costs that one figure and not the sample.
 */

/** A JSON object whose members have not been decoded. */
export type UnknownRecord = { readonly [key: string]: unknown };

/** An object that is not an array. */
export function asRecord(value: unknown): UnknownRecord | undefined {
  return isRecord(value) ? value : undefined;
}

/** Whether it is an object that is not an array. */
export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in an array, without its other elements; empty when `value` is not an array. */
export function asRecords(value: unknown): readonly UnknownRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A finite number. A bigint, which the lossless parser yields beyond 2^53, is rounded: only for sums and ratios. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A counter or size: a non-negative integer. */
export function asCount(value: unknown): number | undefined {
  const number = asNumber(value);
  return number !== undefined && number >= 0 && Number.isInteger(number) ? number : undefined;
}
