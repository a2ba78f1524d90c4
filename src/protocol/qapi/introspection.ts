/** One entry of query-qmp-schema; QEMU hides the names of types behind numbers. */
export type SchemaEntry = CommandEntry | EventEntry | SchemaType;

export type SchemaType = ObjectType | EnumType | ArrayType | AlternateType | BuiltinType;

interface CommandEntry {
  readonly 'meta-type': 'command';
  readonly name: string;
  readonly 'arg-type': string;
}

interface EventEntry {
  readonly 'meta-type': 'event';
  readonly name: string;
}

export interface ObjectType {
  readonly 'meta-type': 'object';
  readonly name: string;
  readonly members: readonly Member[];
  /** The member whose value chooses the variant. */
  readonly tag?: string;
  readonly variants?: readonly { readonly case: string; readonly type: string }[];
}

export interface Member {
  readonly name: string;
  readonly type: string;
  /** Present, as null, when the member is optional. */
  readonly default?: null;
}

export interface EnumType {
  readonly 'meta-type': 'enum';
  readonly name: string;
  readonly values: readonly string[];
}

export interface ArrayType {
  readonly 'meta-type': 'array';
  readonly name: string;
  readonly 'element-type': string;
}

export interface AlternateType {
  readonly 'meta-type': 'alternate';
  readonly name: string;
  readonly members: readonly { readonly type: string }[];
}

export interface BuiltinType {
  readonly 'meta-type': 'builtin';
  readonly name: string;
  readonly 'json-type': 'string' | 'value' | 'boolean' | 'int' | 'null' | 'number';
}

/** The commands of one version of QEMU, as its reply to query-qmp-schema describes them. */
export class Introspection {
  /** Major and minor, e.g. `7.2`. */
  readonly version: string;
  /** Names, in alphabetical order. */
  readonly commands: readonly string[];
  readonly #argumentTypes = new Map<string, string>();
  readonly #types = new Map<string, SchemaType>();

  constructor(version: string, entries: readonly SchemaEntry[]) {
    for (const entry of entries) {
      if (entry['meta-type'] === 'command') this.#argumentTypes.set(entry.name, entry['arg-type']);
      else if (entry['meta-type'] !== 'event') this.#types.set(entry.name, entry);
    }
    this.version = version;
    this.commands = [...this.#argumentTypes.keys()].sort();
  }

  /** A command's arguments: an object, empty where it takes none; `undefined` when this QEMU does not have the command. */
  argumentsOf(command: string): ObjectType | undefined {
    const name = this.#argumentTypes.get(command);
    const type = name === undefined ? undefined : this.type(name);
    return type?.['meta-type'] === 'object' ? type : undefined;
  }

  /** @throws {Error} when the schema is not one that QEMU printed */
  type(name: string): SchemaType {
    const type = this.#types.get(name);
    if (type === undefined) throw new Error(`the schema has no type '${name}'`);
    return type;
  }

  /** The members of an object: its own, and those of the variant that the value of its tag chooses. */
  membersOf(type: ObjectType, given: (tag: string) => unknown): readonly Member[] {
    const chosen = type.tag === undefined ? undefined : given(type.tag);
    const variant = type.variants?.find((one) => one.case === chosen);
    const more = variant && this.type(variant.type);
    return more?.['meta-type'] === 'object'
      ? [...type.members, ...this.membersOf(more, given)]
      : type.members;
  }
}

/** Commands that also take the properties of any device or object, which introspection does not list. */
const SHOWN_IN_PART = new Set(['device_add', 'object-add']);

/** Whether a command takes arguments that its introspection does not list. */
export function isShownInPart(command: string, type: ObjectType): boolean {
  return SHOWN_IN_PART.has(command) && type.variants === undefined;
}
