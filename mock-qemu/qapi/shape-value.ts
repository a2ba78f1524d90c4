import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import type { Introspection } from './introspection.js';
import { leastValue } from './least-value.js';

/**
 * Fits a value to a version's type: members that the version does not have are dropped, and missing mandatory ones get
 * their least value. So one description of a reply serves all versions.
 *
 * Undefined when the value is an enum word that the version does not have, or an object whose tag is such a word.
 */
export function shapeValue(schema: Introspection, typeName: string, value: Json): Json | undefined {
  const type = schema.type(typeName);
  if (type['meta-type'] === 'enum') return type.values.some((word) => word === value) ? value : undefined;
  if (type['meta-type'] === 'array' && Array.isArray(value)) {
    const items = value.map((item) => shapeValue(schema, type['element-type'], item));
    return items.filter((item) => item !== undefined);
  }
  return type['meta-type'] === 'object' && isJsonObject(value) ? shapeObject(schema, typeName, value) : value;
}

function shapeObject(schema: Introspection, typeName: string, value: JsonObject): JsonObject | undefined {
  const type = schema.type(typeName);
  if (type['meta-type'] !== 'object') return {};
  const shaped: Record<string, Json> = {};
  for (const { name, type: memberType, default: byDefault } of type.members) {
    const given = value[name];
    const isMandatory = byDefault === undefined;
    const member = given === undefined ? undefined : shapeValue(schema, memberType, given);
    if (member !== undefined) shaped[name] = member;
    else if (isMandatory && given !== undefined) return undefined;
    else if (isMandatory) shaped[name] = leastValue(schema, memberType);
  }
  const tag = type.tag === undefined ? undefined : shaped[type.tag];
  const variant = type.variants?.find((candidate) => candidate.case === tag);
  return variant === undefined ? shaped : { ...shaped, ...shapeObject(schema, variant.type, value) };
}
