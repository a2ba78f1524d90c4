import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { QemuVersion } from '../qapi/versions.js';

/** A QOM type, as qom-list-types lists it. */
export interface TypeEntry {
  readonly name: string;
  readonly parent: string | undefined;
  readonly abstract: boolean;
}

/** The types of a version by name, in the order in which QEMU lists them. */
export function typeEntries(version: QemuVersion): ReadonlyMap<string, TypeEntry> {
  return listOf(version).entries;
}

/** A type and its ancestors, itself first; empty for an unknown type. */
export function ancestors(version: QemuVersion, type: string): string[] {
  const entry = typeEntries(version).get(type);
  if (entry === undefined) return [];
  return entry.parent === undefined ? [type] : [type, ...ancestors(version, entry.parent)];
}

/** Whether a type is another, descends from it, or implements it as an interface. */
export function isKindOf(version: QemuVersion, type: string, kind: string): boolean {
  const { interfaces, lists: exact } = listOf(version);
  const members = exact.get(kind);
  if (members !== undefined) return members.has(type);
  const line = ancestors(version, type);
  if (line.includes(kind)) return true;
  const implementers = interfaces.get(kind);
  return implementers !== undefined && line.some((ancestor) => implementers.has(ancestor));
}

/** Whether a type is a device that can be created; `no` also for an unknown type. */
export function isDevice(version: QemuVersion, type: string): 'yes' | 'abstract' | 'no' {
  const entry = typeEntries(version).get(type);
  if (entry === undefined || !isKindOf(version, type, 'device')) return 'no';
  return entry.abstract ? 'abstract' : 'yes';
}

interface TypeList {
  readonly entries: ReadonlyMap<string, TypeEntry>;
  /** The types that implement each interface, without their descendants. */
  readonly interfaces: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * All members of a kind that is not simply inherited: QEMU leaves out a type that has an interface in two ways, as most
   * have `interface`.
   */
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * What Debian's QEMUs list on x86_64: `scripts/read-qom-types.js` has read it. Of 5.2 there is no list; it has that of 7.2.
 */
const RECORDED: Readonly<Record<QemuVersion, string>> = {
  '5.2': '7.2',
  '7.2': '7.2',
  '10.0': '10.0',
  '11.1': '11.1',
};

interface RecordedTypes {
  readonly types: readonly (readonly [name: string, parent?: string | null, abstract?: boolean])[];
  readonly interfaces: Readonly<Record<string, readonly string[]>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

const require = createRequire(import.meta.url);
const loaded = new Map<string, TypeList>();

/** Read on first use: a mock of one version reads only one. */
function listOf(version: QemuVersion): TypeList {
  const source = RECORDED[version];
  const known = loaded.get(source);
  if (known !== undefined) return known;
  const text = readFileSync(require.resolve(`#schemas/qom/types-${source}.json`), 'utf8');
  const { types, interfaces, lists }: RecordedTypes = JSON.parse(text);
  const entries = types.map(([name, parent, abstract]): [string, TypeEntry] => [
    name,
    { name, parent: parent ?? undefined, abstract: abstract ?? false },
  ]);
  const list = {
    entries: new Map(entries),
    interfaces: setsOf(interfaces),
    lists: setsOf(lists),
  };
  loaded.set(source, list);
  return list;
}

function setsOf(
  members: Readonly<Record<string, readonly string[]>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(members).map(([name, types]) => [name, new Set(types)]));
}
