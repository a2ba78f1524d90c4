import type { Json } from '../wire/json.js';
import type { BuiltinInfo, Introspection, TypeInfo } from './introspection.js';

/** The smallest value of a type: mandatory members only, empty lists, zeros, the first word of an enum. */
export function leastValue(schema: Introspection, typeName: string): Json {
  const type: TypeInfo = schema.type(typeName);
  switch (type['meta-type']) {
    case 'builtin':
      return LEAST_BUILTIN[type['json-type']];
    case 'enum':
      return type.values[0] ?? '';
    case 'array':
      return [];
    case 'alternate':
      // A branch that is an object may refer back to this type.
      return leastValue(
        schema,
        type.members.findLast(({ type: name }) => !isObject(schema, name))?.type ?? 'null',
      );
    case 'object':
      return Object.fromEntries(leastMembers(schema, typeName));
  }
}

function isObject(schema: Introspection, typeName: string): boolean {
  return schema.type(typeName)['meta-type'] === 'object';
}

function leastMembers(schema: Introspection, typeName: string): [name: string, value: Json][] {
  const type = schema.type(typeName);
  if (type['meta-type'] !== 'object') return [];
  const mandatory = type.members.filter((member) => member.default === undefined);
  const members = mandatory.map((member): [string, Json] => [member.name, leastValue(schema, member.type)]);
  const tag = members.find(([name]) => name === type.tag)?.[1];
  const variant = type.variants?.find((candidate) => candidate.case === tag);
  return variant === undefined ? members : [...members, ...leastMembers(schema, variant.type)];
}

const LEAST_BUILTIN: Readonly<Record<BuiltinInfo['json-type'], Json>> = {
  string: '',
  value: null,
  boolean: false,
  int: 0,
  null: null,
  number: 0,
};
