import { isJsonObject, type Json, type JsonObject } from './json.js';

export interface WriteOptions {
  /** Indents by four spaces a level, as `pretty=on` does. */
  readonly pretty?: boolean;
}

/**
 * Prints a value as QEMU does: pure ASCII, a space after `:` and `,`, members in the order of QEMU's hash table. Line
 * ends are `\n`, with none at the end.
 *
 *     {"return": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "id": 1}
 */
export function writeJson(value: Json, options: WriteOptions = {}): string {
  return write(value, options.pretty === true ? 0 : undefined);
}

/**
 * The members of an object in the order in which QEMU iterates over its dictionary: by bucket, and within a bucket the
 * member that was added last first.
 */
export function membersInQemuOrder(object: JsonObject): [key: string, value: Json][] {
  const members: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) if (value !== undefined) members.push([key, value]);
  if (members.length < 2) return members;
  return members.reverse().sort(([a], [b]) => keyInfo(a).bucket - keyInfo(b).bucket);
}

/** @param level undefined for a message on one line */
function write(value: Json, level: number | undefined): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeDouble(value);
  if (isJsonObject(value)) return writeObject(value, level);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = level === undefined ? undefined : level + 1;
  let text = '';
  for (const item of value) text += separator(text, level) + write(item, inner);
  return `[${text}${lineEnd(level)}]`;
}

function writeObject(value: JsonObject, level: number | undefined): string {
  const inner = level === undefined ? undefined : level + 1;
  let text = '';
  for (const [key, member] of membersInQemuOrder(value)) {
    text += `${separator(text, level)}${keyInfo(key).text}: ${write(member, inner)}`;
  }
  return `{${text}${lineEnd(level)}}`;
}

/** The separator before an item, after the items so far. */
function separator(before: string, level: number | undefined): string {
  if (level === undefined) return before === '' ? '' : ', ';
  return `${before === '' ? '' : ','}\n${'    '.repeat(level + 1)}`;
}

/** QEMU 7.2 breaks the line in an empty pretty object or array as well. */
function lineEnd(level: number | undefined): string {
  return level === undefined ? '' : `\n${'    '.repeat(level)}`;
}

function writeString(text: string): string {
  // The fast path: a fault may send a string of many MiB.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let escaped = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    escaped += ESCAPES.get(char) ?? (char >= ' ' && char <= '~' ? char : unicodeEscape(text.charCodeAt(at)));
  }
  return `"${escaped}"`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function unicodeEscape(unit: number): string {
  return `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A double as C prints it with `%.17g`: 0.1 is 0.10000000000000001. */
function writeDouble(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const [mantissa = '', exponent = '0'] = value.toExponential(16).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 17) return withoutTrailingZeros(value.toFixed(16 - power));
  const sign = power < 0 ? '-' : '+';
  return `${withoutTrailingZeros(mantissa)}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}

function withoutTrailingZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

interface KeyInfo {
  /** Its bucket in QEMU's dictionary. */
  readonly bucket: number;
  /** The printed key. */
  readonly text: string;
}

/** A bounded cache: the same keys recur, and a client cannot make it grow without limit. */
const keys = new Map<string, KeyInfo>();
const MAX_KEYS_KEPT = 10_000;
const MAX_KEY_LENGTH_KEPT = 100;

function keyInfo(key: string): KeyInfo {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const info = { bucket: hash(key) % 512, text: writeString(key) };
  if (keys.size < MAX_KEYS_KEPT && key.length <= MAX_KEY_LENGTH_KEPT) keys.set(key, info);
  return info;
}

/** The hash of QEMU's dictionaries (tdb_hash), in unsigned 32-bit arithmetic. */
function hash(key: string): number {
  const bytes = Buffer.from(key, 'utf8');
  let sum = Math.imul(0x238f13af, bytes.length);
  for (const [index, byte] of bytes.entries()) sum = (sum + (byte << ((index * 5) % 24))) | 0;
  return (Math.imul(1103515243, sum) + 12345) >>> 0;
}
