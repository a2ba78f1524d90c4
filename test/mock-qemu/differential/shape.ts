/**
 * The shape of a value: the keys and types at every level. A list is the set of the shapes of its elements, so that two
 * lists of different lengths may have the same shape, but an empty one only that of another empty one.
 */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))].sort();
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, member]) => [key, shapeOf(member)]));
}

/** What must be equal in two answers: class and text of an error, and the shape of a success. */
export function comparable(line: string): unknown {
  const { return: result, error, id } = JSON.parse(line);
  return error === undefined ? { id, returns: shapeOf(result) } : { id, error };
}
