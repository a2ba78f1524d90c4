import type {
  CommandInfo,
  Introspection,
  ObjectInfo,
  ObjectMember,
} from '../../../mock-qemu/qapi/introspection.js';

/** A request of the differential test: what is sent, without its id. */
export interface Probe {
  readonly command: string;
  /** Describes what is right or wrong with it. */
  readonly what: string;
  readonly arguments: Arguments | undefined;
}

export type Arguments = { readonly [name: string]: unknown };

/** A text that JSON.stringify must not touch: a number that a double cannot hold. */
export class RawNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Derives requests from an introspection: for every command the minimal arguments, none, and an unexpected one; and for
 * every member, down to a few levels, values that fit, values that do not, and none.
 */
export function probesOf(schema: Introspection, command: CommandInfo): Probe[] {
  const maker = new ProbeMaker(schema, command);
  maker.add('no arguments member', undefined);
  const least = leastObject(schema, objectType(schema, command['arg-type']));
  maker.add('the least', least);
  maker.add('an unexpected member', { ...least, bogus: 1 });
  maker.addMembers(command['arg-type'], least, (args) => args, '', DEPTH);
  return maker.probes.slice(0, PER_COMMAND);
}

const DEPTH = 2;
/** blockdev-add alone would have thousands of variants. */
const PER_COMMAND = 120;

class ProbeMaker {
  readonly probes: Probe[] = [];
  readonly #schema: Introspection;
  readonly #command: string;
  readonly #seen = new Set<string>();

  constructor(schema: Introspection, command: CommandInfo) {
    this.#schema = schema;
    this.#command = command.name;
  }

  add(what: string, args: Arguments | undefined): void {
    const key = encode(args);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.probes.push({ command: this.#command, what, arguments: args });
  }

  /** `wrap` puts a value of this type where it belongs in the arguments. */
  addMembers(
    typeName: string,
    least: Arguments,
    wrap: (value: Arguments) => Arguments,
    path: string,
    depth: number,
  ): void {
    const type = objectType(this.#schema, typeName);
    for (const member of type.members) {
      const name = path === '' ? member.name : `${path}.${member.name}`;
      const { [member.name]: _, ...without } = least;
      if (member.default === undefined) this.add(`without ${name}`, wrap(without));
      for (const value of valuesFor(this.#schema, member)) {
        this.add(`${name} = ${encode(value)}`, wrap({ ...least, [member.name]: value }));
      }
      this.#descend(member.type, (value) => wrap({ ...least, [member.name]: value }), name, depth);
    }
    for (const variant of type.variants ?? []) this.#addVariant(type, variant, least, wrap, path, depth);
  }

  #descend(typeName: string, wrap: (value: unknown) => Arguments, name: string, depth: number): void {
    const type = this.#schema.type(typeName);
    if (depth === 0) return;
    if (type['meta-type'] === 'array') {
      this.add(`${name} = [null]`, wrap([null]));
      this.#descend(type['element-type'], (value) => wrap([value]), `${name}[0]`, depth - 1);
    } else if (type['meta-type'] === 'object') {
      this.add(`${name}.bogus`, wrap({ ...leastObject(this.#schema, type), bogus: 1 }));
      this.addMembers(typeName, leastObject(this.#schema, type), wrap, name, depth - 1);
    } else if (type['meta-type'] === 'alternate') {
      for (const branch of type.members) this.#descend(branch.type, wrap, name, depth - 1);
    }
  }

  #addVariant(
    type: ObjectInfo,
    variant: { readonly case: string; readonly type: string },
    least: Arguments,
    wrap: (value: Arguments) => Arguments,
    path: string,
    depth: number,
  ): void {
    const { members, ...rest } = type;
    const chosen = { ...leastMembers(this.#schema, members), [rest.tag ?? '']: variant.case };
    const variantType = objectType(this.#schema, variant.type);
    const full = { ...least, ...chosen, ...leastObject(this.#schema, variantType) };
    this.add(`${path} is ${variant.case}`, wrap(full));
    for (const member of variantType.members) {
      const { [member.name]: _, ...without } = full;
      if (member.default === undefined) this.add(`${variant.case} without ${member.name}`, wrap(without));
      else if (depth > 0) {
        for (const value of valuesFor(this.#schema, member).slice(0, 2)) {
          this.add(
            `${variant.case} ${member.name} = ${encode(value)}`,
            wrap({ ...full, [member.name]: value }),
          );
        }
      }
    }
  }
}

/** Values of every kind of JSON, and of the edges of the type. */
function valuesFor(schema: Introspection, member: ObjectMember): unknown[] {
  const type = schema.type(member.type);
  const kinds: unknown[] = ['x', 1, null, true, [], {}, 1.5];
  if (type['meta-type'] === 'enum') return [...type.values.slice(0, 1), 'bogus', 1, null];
  if (type['meta-type'] === 'builtin' && type['json-type'] === 'int') return ['x', ...EDGES, 1.5, null];
  if (type['meta-type'] === 'builtin') return kinds.slice(0, 4);
  return kinds;
}

const EDGES: readonly unknown[] = [
  1,
  -1,
  256,
  65536,
  ...['2147483648', '4294967296', '9223372036854775808', '18446744073709551616'].map((n) => new RawNumber(n)),
];

function leastObject(schema: Introspection, type: ObjectInfo): Arguments {
  const members = leastMembers(schema, type.members);
  const tag = type.tag === undefined ? undefined : members[type.tag];
  const variant = type.variants?.find((candidate) => candidate.case === tag);
  if (variant === undefined) return members;
  return { ...members, ...leastObject(schema, objectType(schema, variant.type)) };
}

function leastMembers(schema: Introspection, members: readonly ObjectMember[]): Arguments {
  const mandatory = members.filter((member) => member.default === undefined);
  return Object.fromEntries(mandatory.map((member) => [member.name, leastOf(schema, member.type)]));
}

function leastOf(schema: Introspection, typeName: string): unknown {
  const type = schema.type(typeName);
  switch (type['meta-type']) {
    case 'enum':
      return type.values[0];
    case 'array':
      return [];
    case 'object':
      return leastObject(schema, type);
    case 'alternate':
      // A branch that is an object may refer back to this type.
      return leastOf(
        schema,
        type.members.findLast(({ type: name }) => isPlain(schema, name))?.type ?? 'null',
      );
    case 'builtin':
      return { string: 'x', value: 1, boolean: false, int: 1, null: null, number: 1 }[type['json-type']];
  }
}

function isPlain(schema: Introspection, typeName: string): boolean {
  return schema.type(typeName)['meta-type'] !== 'object';
}

function objectType(schema: Introspection, name: string): ObjectInfo {
  const type = schema.type(name);
  if (type['meta-type'] !== 'object') throw new Error(`type ${name} is not an object`);
  return type;
}

/** JSON, with numbers as they were written. */
export function encode(value: unknown): string {
  if (value instanceof RawNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(encode).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${encode(member)}`)
    .join(',')}}`;
}
