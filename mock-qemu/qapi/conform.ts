import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { branchFor } from './alternate.js';
import type { Introspection, ObjectInfo } from './introspection.js';
import { leastValue } from './least-value.js';

/**
 * Makes a reply of one version fit another: members that this version does not know are left out, those that it
 * always shows are added with the least that they can be.
 */
export function conform(schema: Introspection, typeName: string, value: Json): Json {
  const type = schema.type(typeName);
  switch (type['meta-type']) {
    case 'array':
      return Array.isArray(value) ? value.map((item) => conform(schema, type['element-type'], item)) : [];
    case 'object':
      return isJsonObject(value) ? conformObject(schema, type, value) : leastValue(schema, typeName);
    case 'enum':
      return typeof value === 'string' && type.values.includes(value) ? value : leastValue(schema, typeName);
    case 'alternate': {
      const branch = branchFor(schema, type, value);
      return branch === undefined ? leastValue(schema, typeName) : conform(schema, branch, value);
    }
    case 'builtin':
      return value;
  }
}

function conformObject(schema: Introspection, type: ObjectInfo, value: JsonObject): JsonObject {
  const members: [string, Json][] = [];
  for (const member of type.members) {
    const given = value[member.name];
    if (given !== undefined) members.push([member.name, conform(schema, member.type, given)]);
    else if (member.default === undefined) members.push([member.name, leastValue(schema, member.type)]);
  }
  const tag = members.find(([name]) => name === type.tag)?.[1];
  const variant = type.variants?.find((candidate) => candidate.case === tag);
  const chosen = variant === undefined ? undefined : schema.type(variant.type);
  const more = chosen?.['meta-type'] === 'object' ? conformObject(schema, chosen, value) : {};
  return { ...Object.fromEntries(members), ...more };
}
