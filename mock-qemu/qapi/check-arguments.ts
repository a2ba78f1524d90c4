import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { membersInQemuOrder } from '../wire/writer.js';
import type {
  AlternateInfo,
  ArrayInfo,
  BuiltinInfo,
  EnumInfo,
  Introspection,
  ObjectInfo,
  TypeInfo,
} from './introspection.js';

/**
 * Checks the arguments of a command as QEMU's input visitor does: members in the order of the schema, the first
 * offence is the one that is told, and what nobody asked for is told last.
 *
 * @throws {QmpError} in QEMU's words
 */
export function checkArguments(schema: Introspection, typeName: string, args: JsonObject): void {
  new ArgumentCheck(schema).visit(typeName, args, undefined, '');
}

class ArgumentCheck {
  readonly #schema: Introspection;

  constructor(schema: Introspection) {
    this.#schema = schema;
  }

  /** `name` is the member's own, which the elements of a list lack; `path` is what leads to it from the arguments. */
  visit(typeName: string, value: Json, name: string | undefined, path: string): void {
    const type = this.#schema.type(typeName);
    if (type['meta-type'] === 'builtin') visitBuiltin(type, value, path);
    else if (type['meta-type'] === 'enum') visitEnum(type, value, name, path);
    else if (type['meta-type'] === 'array') this.#visitList(type, value, path);
    else if (type['meta-type'] === 'alternate') this.#visitAlternate(type, value, name, path);
    else this.#visitObject(type, value, path);
  }

  #visitList(type: ArrayInfo, value: Json, path: string): void {
    if (!Array.isArray(value)) throw wrongType(path, 'array');
    for (const [index, item] of value.entries()) {
      this.visit(type['element-type'], item, undefined, `${path}[${index}]`);
    }
  }

  #visitObject(type: ObjectInfo, value: Json, path: string): void {
    if (!isJsonObject(value)) throw wrongType(path, 'object');
    const known = new Set<string>();
    this.#visitMembers(type, value, path, known);
    for (const [name] of membersInQemuOrder(value)) {
      if (!known.has(name)) throw new QmpError(`Parameter '${join(path, name)}' is unexpected`);
    }
  }

  #visitMembers(type: ObjectInfo, value: JsonObject, path: string, known: Set<string>): void {
    for (const member of type.members) {
      known.add(member.name);
      const given = Object.hasOwn(value, member.name) ? value[member.name] : undefined;
      if (given !== undefined) this.visit(member.type, given, member.name, join(path, member.name));
      else if (member.default === undefined) throw missing(join(path, member.name));
    }
    const tag = type.tag === undefined ? undefined : value[type.tag];
    const variant = type.variants?.find((candidate) => candidate.case === tag);
    const chosen = variant === undefined ? undefined : this.#schema.type(variant.type);
    if (chosen?.['meta-type'] === 'object') this.#visitMembers(chosen, value, path, known);
  }

  /** The kind of JSON value chooses the branch; what the branch says of it is the last word. */
  #visitAlternate(type: AlternateInfo, value: Json, name: string | undefined, path: string): void {
    const branch = type.members.find((member) => isOfKind(this.#schema.type(member.type), value));
    if (branch === undefined) throw wrongType(name ?? 'null', this.#schema.alternateName(type));
    this.visit(branch.type, value, name, path);
  }
}

function visitBuiltin(type: BuiltinInfo, value: Json, path: string): void {
  const jsonType = type['json-type'];
  const fits =
    isOfJsonType(jsonType, value) && !(jsonType === 'int' && typeof value === 'bigint' && value >= 2n ** 63n);
  if (!fits) throw wrongType(path, jsonType === 'int' ? 'integer' : jsonType);
}

function visitEnum(type: EnumInfo, value: Json, name: string | undefined, path: string): void {
  if (typeof value !== 'string') throw wrongType(path, 'string');
  if (type.values.includes(value)) return;
  // QEMU has no name for an element of a list here, and prints a null pointer.
  throw new QmpError(`Parameter '${name ?? 'null'}' does not accept value '${value}'`);
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

function isOfJsonType(jsonType: BuiltinInfo['json-type'], value: Json): boolean {
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

function missing(path: string): QmpError {
  return new QmpError(`Parameter '${path}' is missing`);
}

function wrongType(path: string, expected: string): QmpError {
  return new QmpError(`Invalid parameter type for '${path}', expected: ${expected}`);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
