import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import type { Introspection } from './introspection.js';
import { leastValue } from './least-value.js';

/**
 * Cuts a value to a version's type: members that the version does not know are dropped, and mandatory ones that
 * nobody gave have their least value. So one description of a reply serves all versions.
 */
export function shapeValue(schema: Introspection, typeName: string, value: Json): Json {
  const type = schema.type(typeName);
  if (type['meta-type'] === 'array' && Array.isArray(value)) {
    return value.map((item) => shapeValue(schema, type['element-type'], item));
  }
  return type['meta-type'] === 'object' && isJsonObject(value)
    ? Object.fromEntries(shapeMembers(schema, typeName, value))
    : value;
}

function shapeMembers(schema: Introspection, typeName: string, value: JsonObject): [string, Json][] {
  const type = schema.type(typeName);
  if (type['meta-type'] !== 'object') return [];
  const members: [string, Json][] = [];
  for (const { name, type: memberType, default: byDefault } of type.members) {
    const given = value[name];
    if (given !== undefined) members.push([name, shapeValue(schema, memberType, given)]);
    else if (byDefault === undefined) members.push([name, leastValue(schema, memberType)]);
  }
  const tag = members.find(([name]) => name === type.tag)?.[1];
  const variant = type.variants?.find((candidate) => candidate.case === tag);
  return variant === undefined ? members : [...members, ...shapeMembers(schema, variant.type, value)];
}
