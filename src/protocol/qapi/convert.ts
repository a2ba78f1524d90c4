import { asRecord } from '../../support/decode.js';
import { ArgumentError, orOneOf } from './argument-error.js';
import { type Branch, guessGiven, parseGivenJson, TypedText } from './given.js';
import type {
  AlternateType,
  ArrayType,
  Introspection,
  Member,
  ObjectType,
  SchemaType,
} from './introspection.js';
import { convertScalar } from './scalars.js';

/** Where a value is, for messages: `a.b` of a command. */
export interface Place {
  readonly schema: Introspection;
  readonly command: string;
  /** Empty for the arguments as a whole. */
  readonly path: string;
  /** Keeps members that the type does not have. */
  readonly isOpen?: boolean;
}

/**
 * Converts typed text, or JSON, to a value of a type. Every member exists, no mandatory one is missing, and texts are converted to
 * the types of their members.
 *
 * @throws {ArgumentError}
 */
export function convert(type: SchemaType, given: unknown, place: Place): unknown {
  switch (type['meta-type']) {
    case 'object':
      return convertObject(type, unfold(given, '{', place), place);
    case 'array':
      return convertArray(type, unfold(given, '[', place), place);
    case 'alternate':
      return convert(chooseBranch(type, given, place), given, place);
    case 'enum':
    case 'builtin':
      return convertScalar(type, given, `${place.command}: ${place.path}`);
  }
}

/** Parses a text that begins like an object or a list as JSON. */
function unfold(given: unknown, bracket: '{' | '[', { command, path }: Place): unknown {
  if (!(given instanceof TypedText)) return given;
  if (given.text.startsWith(bracket)) return parseGivenJson(given.text, `${command}: ${path}`);
  const [what, part] = bracket === '{' ? ['an object', 'NAME'] : ['a list', '0'];
  throw new ArgumentError(
    `${command}: ${path} takes ${what}: write ${path}.${part}=…, or JSON that begins with ${bracket}`,
  );
}

export function convertObject(type: ObjectType, given: unknown, place: Place): object {
  const members = membersOf(given, place);
  const known = place.schema.membersOf(type, (tag) => textOf(members.get(tag)));
  const converted = Array.from(members, ([name, value]) => {
    const member = known.find((one) => one.name === name);
    const below = { ...place, path: pathOf(place, name), isOpen: false };
    if (member !== undefined) return [name, convert(place.schema.type(member.type), value, below)];
    if (!place.isOpen) throw unknownMember(name, known, place);
    return [name, value instanceof TypedText || value instanceof Map ? guessGiven(value, below.path) : value];
  });
  const missing = known.filter((member) => member.default === undefined && !members.has(member.name));
  if (missing.length > 0) {
    const names = missing.map((member) => pathOf(place, member.name)).join(' and ');
    throw new ArgumentError(`${place.command} needs ${names}`);
  }
  return Object.fromEntries(converted);
}

function membersOf(given: unknown, { command, path }: Place): Map<string, unknown> {
  if (given instanceof Map) return given;
  const record = asRecord(given);
  if (record !== undefined) return new Map(Object.entries(record));
  throw new ArgumentError(`${command}: ${path} takes an object`);
}

function unknownMember(name: string, known: readonly Member[], place: Place): ArgumentError {
  const what =
    place.path === '' ? `${place.command} takes no argument` : `${place.command}: ${place.path} has no`;
  const names = known.map((member) => member.name);
  const help = names.length === 0 ? ': it takes none' : orOneOf(name, names, 'it takes');
  return new ArgumentError(`${what} '${name}'${help}`);
}

function convertArray(type: ArrayType, given: unknown, place: Place): readonly unknown[] {
  const element = place.schema.type(type['element-type']);
  return itemsOf(given, place).map((item, at) =>
    convert(element, item, { ...place, path: pathOf(place, `${at}`) }),
  );
}

/** `a.0=x a.1=y` */
function itemsOf(given: unknown, { command, path }: Place): readonly unknown[] {
  if (Array.isArray(given)) return given;
  if (!(given instanceof Map)) throw new ArgumentError(`${command}: ${path} takes a list`);
  const branch: Branch = given;
  return Array.from({ length: branch.size }, (_, at) => {
    const item = branch.get(`${at}`);
    if (item !== undefined) return item;
    throw new ArgumentError(
      `${command}: ${path} is a list: number its items from ${path}.0 on, leaving none out`,
    );
  });
}

/** The type of an alternate that a value is of: no two have the same JSON type. */
function chooseBranch(type: AlternateType, given: unknown, { schema, command, path }: Place): SchemaType {
  const branches = type.members.map((member) => schema.type(member.type));
  for (const kind of kindsOf(given)) {
    const branch = branches.find((one) => kindOf(one) === kind);
    if (branch !== undefined) return branch;
  }
  const wanted = branches.map(kindOf).join(' or ');
  throw new ArgumentError(`${command}: ${path} takes ${wanted}`);
}

function kindOf(type: SchemaType): string {
  if (type['meta-type'] === 'builtin') return type['json-type'];
  return type['meta-type'] === 'enum' ? 'string' : type['meta-type'];
}

/** The JSON types that a value may have, the likeliest first. */
function kindsOf(given: unknown): readonly string[] {
  if (given instanceof TypedText) return kindsOfText(given.text);
  if (given instanceof Map) return given.has('0') ? ['array', 'object'] : ['object'];
  if (given === null) return ['null'];
  if (Array.isArray(given)) return ['array'];
  if (typeof given === 'number' || typeof given === 'bigint') return ['int', 'number'];
  return [typeof given];
}

function kindsOfText(text: string): readonly string[] {
  if (text.startsWith('{')) return ['object', 'string'];
  if (text.startsWith('[')) return ['array', 'string'];
  if (text === 'null') return ['null', 'string'];
  if (/^-?\d+$/.test(text)) return ['int', 'string'];
  return /^(?:true|false|on|off)$/.test(text) ? ['boolean', 'string'] : ['string'];
}

function textOf(given: unknown): unknown {
  return given instanceof TypedText ? given.text : given;
}

function pathOf({ path }: Place, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
