import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { QemuVersion } from './versions.js';

/**
 * One entry of query-qmp-schema, in which QEMU replaces the names of types by numbers. These are type aliases, not
 * interfaces, so that they are assignable to Json.
 */
export type SchemaInfo =
  | CommandInfo
  | EventInfo
  | ObjectInfo
  | EnumInfo
  | ArrayInfo
  | AlternateInfo
  | BuiltinInfo;

export type CommandInfo = {
  readonly 'meta-type': 'command';
  readonly name: string;
  readonly 'arg-type': string;
  readonly 'ret-type': string;
  readonly 'allow-oob'?: boolean;
  readonly features?: readonly string[];
};

export type EventInfo = {
  readonly 'meta-type': 'event';
  readonly name: string;
  readonly 'arg-type': string;
  readonly features?: readonly string[];
};

export type ObjectInfo = {
  readonly 'meta-type': 'object';
  readonly name: string;
  readonly members: readonly ObjectMember[];
  /** The member whose value selects the variant. */
  readonly tag?: string;
  readonly variants?: readonly { readonly case: string; readonly type: string }[];
  readonly features?: readonly string[];
};

export type ObjectMember = {
  readonly name: string;
  readonly type: string;
  /** Present, as null, when the member is optional. */
  readonly default?: null;
  readonly features?: readonly string[];
};

export type EnumInfo = {
  readonly 'meta-type': 'enum';
  readonly name: string;
  readonly values: readonly string[];
};

export type ArrayInfo = {
  readonly 'meta-type': 'array';
  readonly name: string;
  readonly 'element-type': string;
};

export type AlternateInfo = {
  readonly 'meta-type': 'alternate';
  readonly name: string;
  readonly members: readonly { readonly type: string }[];
};

export type BuiltinInfo = {
  readonly 'meta-type': 'builtin';
  readonly name: string;
  readonly 'json-type': 'string' | 'value' | 'boolean' | 'int' | 'null' | 'number';
};

/** The answer of one version of QEMU to query-qmp-schema, with its entries by name. */
export class Introspection {
  readonly version: QemuVersion;
  readonly entries: readonly SchemaInfo[];
  readonly commands: ReadonlyMap<string, CommandInfo>;
  readonly events: ReadonlyMap<string, EventInfo>;
  readonly #types: ReadonlyMap<string, TypeInfo>;

  constructor(version: QemuVersion, entries: readonly SchemaInfo[]) {
    const commands = new Map<string, CommandInfo>();
    const events = new Map<string, EventInfo>();
    const types = new Map<string, TypeInfo>();
    for (const entry of entries) {
      if (entry['meta-type'] === 'command') commands.set(entry.name, entry);
      else if (entry['meta-type'] === 'event') events.set(entry.name, entry);
      else types.set(entry.name, entry);
    }
    this.version = version;
    this.entries = entries;
    this.commands = commands;
    this.events = events;
    this.#types = types;
  }

  /** @throws {Error} when the type does not exist, which never happens in a schema from QEMU */
  type(name: string): TypeInfo {
    const type = this.#types.get(name);
    if (type === undefined) throw new Error(`the schema has no type '${name}'`);
    return type;
  }
}

export type TypeInfo = Exclude<SchemaInfo, CommandInfo | EventInfo>;

const require = createRequire(import.meta.url);
const loaded = new Map<QemuVersion, Introspection>();

/** Reads a version's introspection on first use: a mock of one version reads only one. */
export function introspectionOf(version: QemuVersion): Introspection {
  const known = loaded.get(version);
  if (known !== undefined) return known;
  const text = readFileSync(require.resolve(`#schemas/qapi/${version}.json`), 'utf8');
  const introspection = new Introspection(version, JSON.parse(text));
  loaded.set(version, introspection);
  return introspection;
}
