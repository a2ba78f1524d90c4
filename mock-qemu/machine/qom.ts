import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { PropertyInfo } from './qom-types.js';

/** An object of QEMU's object model. Objects are created when a path leads to them, and are not kept. */
export interface QomObject {
  readonly type: string;
  /** The properties of the type, in QEMU's order. Children without a model are leaves among them. */
  readonly table: ReadonlyMap<string, PropertyInfo>;
  /** The properties of this object, which override or extend the table. */
  readonly live?: Readonly<Record<string, LiveProperty>>;
  readonly children: () => ReadonlyMap<string, QomChild>;
  /** The device in error messages, without its type (default: `anonymous device`). */
  readonly title?: string;
}

/** A child, which is created when a path leads to it. */
export interface QomChild {
  readonly type: string;
  readonly make: () => QomObject;
}

/** A property with a model behind it: `get` is called on each read. */
export interface LiveProperty {
  readonly type: string;
  readonly get: () => Json;
  /** Missing where the table decides the effect of a qom-set. @throws {QmpError} when the value is not valid */
  readonly set?: (value: Json) => void;
}

export interface QomTree {
  readonly root: QomObject;
  /** The values that clients have set, which override the table's, by path and name. */
  readonly values: Map<string, Json>;
}

/**
 * Answers qom-list.
 *
 * @throws {QmpError} class DeviceNotFound when the path does not exist, GenericError when it is ambiguous
 */
export function qomList(tree: QomTree, path: string): JsonObject[] {
  return [...entries(find(tree, path).object)].map(([name, type]) => ({ name, type }));
}

/** Answers one path of qom-list-get. A property that cannot be read has no value. */
export function qomListGet(tree: QomTree, path: string): JsonObject {
  const found = find(tree, path);
  const properties = [...entries(found.object)].map(([name, type]) => {
    return { name, type, value: readOrNothing(tree, found, name) };
  });
  return { properties };
}

/** Answers qom-get. The value of a child is its path. */
export function qomGet(tree: QomTree, path: string, property: string): Json {
  return read(tree, findPlain(tree, path), property);
}

/** Performs qom-set. */
export function qomSet(tree: QomTree, path: string, property: string, value: Json): void {
  const { object, path: absolute } = findPlain(tree, path);
  const set = object.live?.[property]?.set;
  if (set !== undefined) {
    set(value);
    return;
  }
  const info = object.table.get(property);
  const known = property === 'type' || object.children().has(property) || object.live?.[property];
  if (info === undefined && !known) throw notFound(object, property);
  if (info === undefined || info.set === 'never') throw notWritable(object.type, property);
  if (info.set !== 'free') throw realizedAlready(object, property, info.set === 'backend');
  checkType(property, info.type, value);
  tree.values.set(`${absolute}.${property}`, value);
}

/** The error for a property without a setter; an alias is named after the object behind it. */
export function notWritable(ownerType: string, property: string): QmpError {
  return new QmpError(`Property '${ownerType}.${property}' is not writable`);
}

interface Located {
  readonly object: QomObject;
  /** Absolute. */
  readonly path: string;
}

function* entries(object: QomObject): Generator<[name: string, type: string]> {
  yield ['type', 'string'];
  const children = object.children();
  for (const [name, { type }] of object.table)
    yield [name, children.has(name) ? childType(children, name) : type];
  for (const [name, { type }] of Object.entries(object.live ?? {})) {
    if (!object.table.has(name)) yield [name, type];
  }
  for (const name of children.keys()) if (!object.table.has(name)) yield [name, childType(children, name)];
}

function childType(children: ReadonlyMap<string, QomChild>, name: string): string {
  return `child<${children.get(name)?.type}>`;
}

function read(tree: QomTree, { object, path }: Located, property: string): Json {
  if (property === 'type') return object.type;
  const live = object.live?.[property];
  if (live !== undefined) return live.get();
  const info = object.table.get(property);
  if (info?.type.startsWith('child<') || object.children().has(property)) return join(path, property);
  if (info === undefined) throw notFound(object, property);
  return tree.values.get(`${path}.${property}`) ?? info.value;
}

function readOrNothing(tree: QomTree, located: Located, property: string): Json | undefined {
  try {
    return read(tree, located, property);
  } catch (error) {
    if (error instanceof QmpError) return undefined;
    throw error;
  }
}

function find(tree: QomTree, path: string): Located {
  const found = resolve(tree.root, path);
  if (found === 'ambiguous') throw new QmpError(`Path '${path}' is ambiguous`);
  if (found === undefined) throw new QmpError(`Device '${path}' not found`, 'DeviceNotFound');
  return found;
}

/** For the commands that treat an ambiguous path as one that does not exist. */
function findPlain(tree: QomTree, path: string): Located {
  const found = resolve(tree.root, path);
  if (found !== undefined && found !== 'ambiguous') return found;
  throw new QmpError(`Device '${path}' not found`, 'DeviceNotFound');
}

/** An absolute path starts at the root. A partial one may start at any object, and must match only one. */
function resolve(root: QomObject, path: string): Located | 'ambiguous' | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const top = { object: root, path: '/' };
  if (path.startsWith('/')) return descend(top, parts);
  let found: Located | undefined;
  for (const start of subtree(top)) {
    const candidate = descend(start, parts);
    if (candidate !== undefined && found !== undefined) return 'ambiguous';
    found ??= candidate;
  }
  return found;
}

function descend(start: Located, parts: readonly string[]): Located | undefined {
  let at: Located | undefined = start;
  for (const part of parts) at = at === undefined ? undefined : childOf(at, part);
  return at;
}

function childOf({ object, path }: Located, name: string): Located | undefined {
  const child = object.children().get(name)?.make() ?? leaf(object.table.get(name)?.type);
  return child === undefined ? undefined : { object: child, path: join(path, name) };
}

function leaf(propertyType: string | undefined): QomObject | undefined {
  const [, type] = /^child<(.*)>$/.exec(propertyType ?? '') ?? [];
  return type === undefined ? undefined : { type, table: new Map(), children: () => new Map() };
}

/** Without leaves, such as memory regions: partial paths to them are not supported. */
function* subtree(start: Located): Generator<Located> {
  yield start;
  for (const name of start.object.children().keys()) {
    const child = childOf(start, name);
    if (child !== undefined) yield* subtree(child);
  }
}

function join(path: string, name: string): string {
  return `${path === '/' ? '' : path}/${name}`;
}

function notFound(object: QomObject, property: string): QmpError {
  return new QmpError(`Property '${object.type}.${property}' not found`);
}

function realizedAlready(object: QomObject, property: string, ofBackend: boolean): QmpError {
  const title = ofBackend ? undefined : object.title;
  const type = ofBackend ? (object.children().get('virtio-backend')?.type ?? object.type) : object.type;
  const device = `${title ?? 'anonymous device'} (type '${type}')`;
  return new QmpError(`Attempt to set property '${property}' on ${device} after it was realized`);
}

function checkType(property: string, type: string, value: Json): void {
  const expected = EXPECTED.find(([pattern]) => pattern.test(type))?.[1];
  if (expected === undefined) return;
  const given = typeof value === 'bigint' ? 'integer' : typeof value;
  if (given !== expected) {
    throw new QmpError(`Invalid parameter type for '${property}', expected: ${expected}`);
  }
}

const EXPECTED = [
  [/^bool$/, 'boolean'],
  [/^str(ing)?$/, 'string'],
  [/^u?int|^size$/, 'integer'],
] as const;
