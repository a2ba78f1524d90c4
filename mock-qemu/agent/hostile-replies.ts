import { isJsonObject, type Json } from '../wire/json.js';

/** Clears the screen, sets the window title, reverses the text direction, ends the line and ends a C string. */
const CONTROL = '\x1b[2J\x1b]0;owned\x07\u202elabguest\u0085\r\n\x00\x9b31m"\\';

/** One more than the largest int64. */
const TOO_BIG = 2n ** 63n;

/** Adds to every text what would harm a terminal that prints it. */
export function withControlCharacters(reply: Json): Json {
  return mapLeaves(reply, (leaf) => (typeof leaf === 'string' ? `${leaf}${CONTROL}` : leaf));
}

/** Replaces every number by 2^63. */
export function withBigIntegers(reply: Json): Json {
  return mapLeaves(reply, (leaf) => (typeof leaf === 'number' || typeof leaf === 'bigint' ? TOO_BIG : leaf));
}

/** Valid JSON of another form: every member of an object has a type that its schema does not allow. */
export function withWrongTypes(reply: Json): Json {
  if (isJsonObject(reply)) {
    return Object.fromEntries(
      Object.entries(reply).map(([name, member]) => [name, ofOtherType(member ?? null)]),
    );
  }
  if (Array.isArray(reply)) return [...reply.map(withWrongTypes), null, 5, 'stray', []];
  return ofOtherType(reply);
}

function ofOtherType(value: Json): Json {
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return Number(value);
  if (value === null) return true;
  return Array.isArray(value)
    ? { first: value[0] ?? null }
    : Object.values(value).map((member) => member ?? null);
}

function mapLeaves(value: Json, change: (leaf: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change));
  if (!isJsonObject(value)) return change(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapLeaves(member ?? null, change)]),
  );
}
