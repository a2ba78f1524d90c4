import { TypeClasses } from './type-classes.js';

/**
 * Makes one description of the commands and events of all versions.
 *
 * @param schemas oldest first
 * @returns `commands` and `events` by name, each with the versions that have it and the places of its types; `classes`
 */
export function mergeSchemas(schemas) {
  const commands = mergeEntries(schemas, 'commands', { arguments: 'arg-type', reply: 'ret-type' });
  const events = mergeEntries(schemas, 'events', { data: 'arg-type' });
  const roots = [...commands, ...events].flatMap((entry) => Object.values(entry.places));
  return { commands, events, classes: new TypeClasses(schemas, roots) };
}

function mergeEntries(schemas, which, parts) {
  const names = [...new Set(schemas.flatMap((schema) => [...schema[which].keys()]))].sort();
  return names.map((name) => {
    const known = schemas.filter((schema) => schema[which].has(name));
    const placeOf = (part) =>
      new Map(known.map(({ version, [which]: map }) => [version, map.get(name)[part]]));
    return {
      name,
      versions: known.map(({ version }) => version),
      features: known.at(-1)[which].get(name).features ?? [],
      places: Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, placeOf(part)])),
    };
  });
}
