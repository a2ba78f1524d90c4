import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { membersInQemuOrder } from '../wire/writer.js';
import { alternateNameOf, branchFor, isOfJsonType } from './alternate.js';
import { type IntegerType, integerTypeOf } from './integer-types.js';
import type {
  AlternateInfo,
  ArrayInfo,
  BuiltinInfo,
  CommandInfo,
  EnumInfo,
  Introspection,
  ObjectInfo,
} from './introspection.js';
import type { QemuVersion } from './versions.js';

/**
 * Checks the arguments of a command as QEMU's input visitor does: members in the order of the schema, then unexpected
 * members. Only the first error is reported.
 *
 * @throws {QmpError} with QEMU's message
 */
export function checkArguments(schema: Introspection, command: CommandInfo, args: JsonObject): void {
  const place: Place = { path: '', name: undefined, owner: command.name, member: '' };
  new ArgumentCheck(schema).visit(command['arg-type'], args, place);
}

/** The place of a value. */
interface Place {
  /** The path from the arguments, such as `options[0].driver`. */
  readonly path: string;
  /** Its own name; undefined for an element of a list. */
  readonly name: string | undefined;
  /** The command and, if any, the variant, as {@link integerTypeOf} expects it. */
  readonly owner: string;
  /** The member itself, or the one of which it is an element. */
  readonly member: string;
}

class ArgumentCheck {
  readonly #schema: Introspection;

  constructor(schema: Introspection) {
    this.#schema = schema;
  }

  visit(typeName: string, value: Json, place: Place): void {
    const type = this.#schema.type(typeName);
    if (type['meta-type'] === 'builtin') visitBuiltin(type, value, place, this.#schema.version);
    else if (type['meta-type'] === 'enum') visitEnum(type, value, place, this.#schema);
    else if (type['meta-type'] === 'array') this.#visitList(type, value, place);
    else if (type['meta-type'] === 'alternate') this.#visitAlternate(type, value, place);
    else this.#visitObject(type, value, place);
  }

  #visitList(type: ArrayInfo, value: Json, place: Place): void {
    if (!Array.isArray(value)) throw wrongType(place, 'array');
    for (const [index, item] of value.entries()) {
      this.visit(type['element-type'], item, { ...place, name: undefined, path: `${place.path}[${index}]` });
    }
  }

  #visitObject(type: ObjectInfo, value: Json, place: Place): void {
    if (!isJsonObject(value)) throw wrongType(place, 'object');
    const known = new Set<string>();
    this.#visitMembers(type, value, place, known);
    for (const [name] of membersInQemuOrder(value)) {
      if (!known.has(name)) throw new QmpError(`Parameter '${join(place.path, name)}' is unexpected`);
    }
  }

  #visitMembers(type: ObjectInfo, value: JsonObject, place: Place, known: Set<string>): void {
    for (const member of type.members) {
      known.add(member.name);
      const given = Object.hasOwn(value, member.name) ? value[member.name] : undefined;
      const path = join(place.path, member.name);
      if (given !== undefined) {
        const { owner } = place;
        this.visit(member.type, given, { path, name: member.name, owner, member: member.name });
      } else if (member.default === undefined) throw new QmpError(`Parameter '${path}' is missing`);
    }
    const tag = type.tag === undefined ? undefined : value[type.tag];
    const variant = type.variants?.find((candidate) => candidate.case === tag);
    const chosen = variant === undefined ? undefined : this.#schema.type(variant.type);
    if (chosen?.['meta-type'] !== 'object') return;
    const [command] = place.owner.split('/');
    this.#visitMembers(chosen, value, { ...place, owner: `${command}/${variant?.case}` }, known);
  }

  /** The kind of JSON value selects the branch, which then checks the value. */
  #visitAlternate(type: AlternateInfo, value: Json, place: Place): void {
    const branch = branchFor(this.#schema, type, value);
    if (branch === undefined) {
      const expected = alternateNameOf(this.#schema, type);
      throw new QmpError(`Invalid parameter type for '${place.name ?? NAMELESS}', expected: ${expected}`);
    }
    this.visit(branch, value, place);
  }
}

/** In some messages QEMU has no name for an element of a list, and prints a null pointer. */
const NAMELESS = 'null';

function visitBuiltin(type: BuiltinInfo, value: Json, place: Place, version: QemuVersion): void {
  const jsonType = type['json-type'];
  if (jsonType === 'int') visitInteger(value, place, integerTypeOf(version, place.owner, place.member));
  else if (!isOfJsonType(jsonType, value)) throw wrongType(place, jsonType);
}

/** The width is checked after the kind. Unsigned types accept a negative number, which wraps around. */
function visitInteger(value: Json, place: Place, type: IntegerType): void {
  if (type.startsWith('u')) {
    if (typeof value !== 'bigint') throw outOfRange(place, 'uint64');
    const unsigned = BigInt.asUintN(64, value);
    if (unsigned > LARGEST[type]) throw outOfRange(place, `${type}_t`);
  } else {
    if (typeof value !== 'bigint' || value > LARGEST.int64) throw wrongType(place, 'integer');
    if (value > LARGEST[type] || value < -LARGEST[type] - 1n) throw outOfRange(place, `${type}_t`);
  }
}

const LARGEST: Readonly<Record<IntegerType, bigint>> = {
  int16: 2n ** 15n - 1n,
  int32: 2n ** 31n - 1n,
  int64: 2n ** 63n - 1n,
  uint8: 2n ** 8n - 1n,
  uint16: 2n ** 16n - 1n,
  uint32: 2n ** 32n - 1n,
  uint64: 2n ** 64n - 1n,
};

function visitEnum(type: EnumInfo, value: Json, place: Place, schema: Introspection): void {
  if (typeof value !== 'string') throw wrongType(place, 'string');
  if (type.values.includes(value)) return;
  if (schema.version === '5.2') throw new QmpError(`Invalid parameter '${value}'`);
  throw new QmpError(`Parameter '${place.name ?? NAMELESS}' does not accept value '${value}'`);
}

function wrongType(place: Place, expected: string): QmpError {
  return new QmpError(`Invalid parameter type for '${place.path}', expected: ${expected}`);
}

function outOfRange(place: Place, expected: string): QmpError {
  return new QmpError(`Parameter '${place.path}' expects ${expected}`);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
