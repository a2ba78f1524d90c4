import { stripControls } from '../../support/terminal-safe.js';

export type FieldType = 'integer' | 'float' | 'string' | 'boolean';
export type FieldValue = number | bigint | string | boolean | null | undefined;

/** InfluxDB's integers have 64 bits; a larger one would have it refuse the whole line. */
const LIMIT = 2n ** 63n;

/** `,name=value` with what means something escaped; nothing for a value that is unknown or empty, which no tag may be. */
export function tagText(name: string, value: string | number | undefined): string {
  if (value === undefined || value === '') return '';
  // A backslash cannot be escaped, and before a comma would escape that.
  const text = stripControls(String(value)).replaceAll('\\', '_');
  return `,${name}=${text.replace(/[,= ]/g, '\\$&')}`;
}

/** A value by its field's type, so that a field never changes its type; `undefined` for one that is unknown or no such number. */
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

/** The time in nanoseconds; a double knows it to the microsecond. */
export function timestampText(secondsSinceEpoch: number): string {
  return `${Math.round(secondsSinceEpoch * 1e6)}000`;
}

function suffixOf(type: FieldType): string {
  return type === 'integer' ? 'i' : '';
}
