import { stripControls } from '../../support/terminal-safe.js';

/** A field never changes its type: InfluxDB refuses a value of another one. */
export type FieldType = 'integer' | 'float' | 'string' | 'boolean';
/** Null or `undefined` is unknown. */
export type FieldValue = number | bigint | string | boolean | null | undefined;

/** InfluxDB's integers have 64 bits; it refuses a whole line for a larger one. */
const LIMIT = 2n ** 63n;

/**
 * Formats a tag, `,name=value`, with special characters escaped; empty for a value that is unknown or empty, which a
 * tag must not be.
 */
export function tagText(name: string, value: string | number | undefined): string {
  if (value === undefined || value === '') return '';
  // A backslash cannot be escaped, and would escape a comma after it.
  const text = stripControls(String(value)).replaceAll('\\', '_');
  return `,${name}=${text.replace(/[,= ]/g, '\\$&')}`;
}

/** Formats a value by the type of its field; `undefined` when it is unknown, not finite or out of range. */
export function fieldText(type: FieldType, value: FieldValue): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (type === 'string') return `"${stripControls(String(value)).replace(/["\\]/g, '\\$&')}"`;
  if (type === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint')
    return -LIMIT <= value && value < LIMIT ? `${value}${suffixOf(type)}` : undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  if (type === 'float') return String(value);
  return Math.abs(value) < Number(LIMIT) ? `${Math.round(value)}i` : undefined;
}

/** Formats a time in nanoseconds; a double holds it to the microsecond. */
export function timestampText(secondsSinceEpoch: number): string {
  return `${Math.round(secondsSinceEpoch * 1e6)}000`;
}

function suffixOf(type: FieldType): string {
  return type === 'integer' ? 'i' : '';
}
