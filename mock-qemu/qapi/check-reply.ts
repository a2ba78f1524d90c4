import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import type { BuiltinInfo, Introspection, ObjectInfo } from './introspection.js';

/**
 * The differences between a value and its type, a line each, such as `[0].stats.rd_bytes: missing`; empty when it
 * fits.
 */
export function checkReply(schema: Introspection, typeName: string, value: Json, path = ''): string[] {
  const type = schema.type(typeName);
  switch (type['meta-type']) {
    case 'builtin':
      return fitsBuiltin(type['json-type'], value) ? [] : [`${path}: not of type ${type['json-type']}`];
    case 'enum':
      return type.values.some((word) => word === value)
        ? []
        : [`${path}: '${String(value)}' is not a value of the type`];
    case 'array':
      if (!Array.isArray(value)) return [`${path}: not an array`];
      return value.flatMap((item, index) =>
        checkReply(schema, type['element-type'], item, `${path}[${index}]`),
      );
    case 'alternate': {
      const fits = type.members.some((member) => checkReply(schema, member.type, value, path).length === 0);
      return fits ? [] : [`${path}: not of any alternative`];
    }
    case 'object':
      return isJsonObject(value) ? checkObject(schema, type, value, path) : [`${path}: not an object`];
  }
}

function checkObject(schema: Introspection, type: ObjectInfo, value: JsonObject, path: string): string[] {
  const known = new Set<string>();
  const problems = checkMembers(schema, type, value, path, known);
  const unknown = Object.entries(value).filter(([name, member]) => member !== undefined && !known.has(name));
  return [...problems, ...unknown.map(([name]) => `${path}.${name}: unknown`)];
}

function checkMembers(
  schema: Introspection,
  type: ObjectInfo,
  value: JsonObject,
  path: string,
  known: Set<string>,
): string[] {
  const problems = type.members.flatMap((member) => {
    known.add(member.name);
    const given = value[member.name];
    if (given !== undefined) return checkReply(schema, member.type, given, `${path}.${member.name}`);
    return member.default === undefined ? [`${path}.${member.name}: missing`] : [];
  });
  const tag = type.tag === undefined ? undefined : value[type.tag];
  const variant = type.variants?.find((candidate) => candidate.case === tag);
  const chosen = variant === undefined ? undefined : schema.type(variant.type);
  if (chosen?.['meta-type'] !== 'object') return problems;
  return [...problems, ...checkMembers(schema, chosen, value, path, known)];
}

function fitsBuiltin(jsonType: BuiltinInfo['json-type'], value: Json): boolean {
  switch (jsonType) {
    case 'int':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'number':
      return typeof value === 'bigint' || typeof value === 'number';
    case 'null':
      return value === null;
    case 'value':
      return true;
    default:
      return typeof value === jsonType;
  }
}
