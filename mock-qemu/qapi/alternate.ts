import { isJsonObject, type Json } from '../wire/json.js';
import type { AlternateInfo, BuiltinInfo, Introspection, TypeInfo } from './introspection.js';

/** The type of the branch that accepts this kind of JSON value; undefined when none does. */
export function branchFor(schema: Introspection, type: AlternateInfo, value: Json): string | undefined {
  return type.members.find((member) => isOfKind(schema.type(member.type), value))?.type;
}

function isOfKind(type: TypeInfo, value: Json): boolean {
  switch (type['meta-type']) {
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'enum':
      return typeof value === 'string';
    case 'alternate':
      return false;
    case 'builtin':
      return isOfJsonType(type['json-type'], value);
  }
}

/** Whether a value is of a JSON type of introspection. An integer is a number too. */
export function isOfJsonType(jsonType: BuiltinInfo['json-type'], value: Json): boolean {
  switch (jsonType) {
    case 'int':
      return typeof value === 'bigint';
    case 'number':
      return typeof value === 'bigint' || typeof value === 'number';
    case 'string':
    case 'boolean':
      return typeof value === jsonType;
    case 'null':
      return value === null;
    case 'value':
      return true;
  }
}

/** The name of an alternate type, which QEMU's errors contain and introspection hides. Derived from the branches. */
export function alternateNameOf(schema: Introspection, type: AlternateInfo): string {
  const kinds = type.members.map((member) => kindOf(schema.type(member.type)));
  const bitmap = schema.version === '5.2' ? 'BlockDirtyBitmapMergeSource' : 'BlockDirtyBitmapOrStr';
  return NAMES[kinds.sort().join(' ')] ?? bitmap;
}

function kindOf(type: TypeInfo): string {
  if (type['meta-type'] === 'object') return type.tag === 'driver' ? 'driver' : 'object';
  return type['meta-type'] === 'builtin' ? type['json-type'] : type['meta-type'];
}

/** By the kinds of the branches, in alphabetical order. */
const NAMES: Readonly<Record<string, string>> = {
  'null string': 'StrOrNull',
  'driver string': 'BlockdevRef',
  'driver null string': 'BlockdevRefOrNull',
  'enum object': 'Qcow2OverlapChecks',
  'array string': 'BlockExportIothreads',
};
