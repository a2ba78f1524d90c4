import type { Introspection, Member, ObjectType, SchemaType } from './introspection.js';
import { isShownInPart } from './introspection.js';
import { unknownCommand } from './parse-arguments.js';

/** An argument of a command, or a member of one. */
export interface ArgumentDescription {
  /** As {@link parseArguments} takes it: `path`, or `cache.direct` for a member. */
  readonly name: string;
  /** The values: `true|false`, `INTEGER`, `TEXT`, `on|off|auto`, or `JSON` where they are nested too deeply to show. */
  readonly values: string;
  readonly isOptional: boolean;
}

/** What a command takes. */
export interface CommandDescription {
  readonly arguments: readonly ArgumentDescription[];
  /** The arguments on whose value it depends which others there are; those of a value that was given are listed. */
  readonly tags: readonly string[];
  /** Whether it takes properties that introspection does not list. */
  readonly isOpen: boolean;
}

/** Objects within objects are shown to this depth. */
const MAX_DEPTH = 2;

/**
 * Describes what a command takes, by the introspection.
 *
 * @param given values of tags, by their names as in `driver=qcow2`: the arguments that they add are listed too
 * @throws {ArgumentError} when this QEMU has no such command
 */
export function describeCommand(
  schema: Introspection,
  command: string,
  given: ReadonlyMap<string, string> = new Map(),
): CommandDescription {
  const type = schema.argumentsOf(command);
  if (type === undefined) throw unknownCommand(command, schema.commands);
  const tags: string[] = [];
  const described = describeMembers({ schema, given, tags }, type, '', 1);
  return { arguments: described, tags, isOpen: isShownInPart(command, type) };
}

interface Describing {
  readonly schema: Introspection;
  readonly given: ReadonlyMap<string, string>;
  /** The tags that have no value. */
  readonly tags: string[];
}

function describeMembers(
  describing: Describing,
  type: ObjectType,
  prefix: string,
  depth: number,
): readonly ArgumentDescription[] {
  const { schema, given, tags } = describing;
  const members = schema.membersOf(type, (tag) => given.get(prefix + tag));
  if (type.tag !== undefined && !given.has(prefix + type.tag)) tags.push(prefix + type.tag);
  return members.flatMap((member) => describeMember(describing, member, prefix, depth));
}

function describeMember(
  describing: Describing,
  { name, type: typeName, ...member }: Member,
  prefix: string,
  depth: number,
): readonly ArgumentDescription[] {
  const type = describing.schema.type(typeName);
  const isOptional = member.default !== undefined;
  if (type['meta-type'] === 'object' && depth < MAX_DEPTH) {
    const inner = describeMembers(describing, type, `${prefix}${name}.`, depth + 1);
    // A member of an object that may be left out may be left out with it.
    return inner.map((one) => ({ ...one, isOptional: isOptional || one.isOptional }));
  }
  return [{ name: prefix + name, values: valuesOf(describing.schema, type), isOptional }];
}

function valuesOf(schema: Introspection, type: SchemaType): string {
  switch (type['meta-type']) {
    case 'enum':
      return type.values.join('|');
    case 'builtin':
      return WORDS[type['json-type']];
    case 'array':
      return `[${valuesOf(schema, schema.type(type['element-type']))}, …]`;
    case 'alternate':
      return [...new Set(type.members.map((member) => valuesOf(schema, schema.type(member.type))))].join('|');
    case 'object':
      return 'JSON';
  }
}

const WORDS = {
  string: 'TEXT',
  int: 'INTEGER',
  number: 'NUMBER',
  boolean: 'true|false',
  null: 'null',
  value: 'ANY',
} as const;
