import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';

/** An object of QEMU's object model; `properties` leaves out `type` and the children, which every object has. */
export interface QomObject {
  readonly type: string;
  readonly properties?: ReadonlyMap<string, QomProperty>;
  readonly children?: ReadonlyMap<string, QomObject>;
}

export interface QomProperty {
  readonly type: string;
  readonly get: () => Json;
  /** @throws {QmpError} when the property cannot be set, or not to this */
  readonly set: (value: Json) => void;
}

/**
 * Answers qom-list.
 *
 * @throws {QmpError} class DeviceNotFound when there is no such path
 */
export function qomList(root: QomObject, path: string): JsonObject[] {
  const object = resolve(root, path);
  const properties = [...(object.properties ?? [])].map(([name, { type }]) => ({ name, type }));
  const children = [...(object.children ?? [])].map(([name, { type }]) => ({ name, type: `child<${type}>` }));
  return [{ name: 'type', type: 'string' }, ...properties, ...children];
}

/** Answers qom-get: a child reads as its path. */
export function qomGet(root: QomObject, path: string, property: string): Json {
  const object = resolve(root, path);
  if (property === 'type') return object.type;
  if (object.children?.has(property)) return `/${[...names(path), property].join('/')}`;
  return findProperty(object, property).get();
}

/** Performs qom-set. */
export function qomSet(root: QomObject, path: string, property: string, value: Json): void {
  const object = resolve(root, path);
  if (property === 'type' || object.children?.has(property)) throw notWritable(object.type, property);
  findProperty(object, property).set(value);
}

/** What QEMU says of a property without a setter; an alias is named after the object behind it. */
export function notWritable(ownerType: string, property: string): QmpError {
  return new QmpError(`Property '${ownerType}.${property}' is not writable`);
}

/** Only absolute paths: the mock does not search for partial ones, as QEMU would. */
function resolve(root: QomObject, path: string): QomObject {
  let object: QomObject | undefined = path.startsWith('/') ? root : undefined;
  for (const name of names(path)) object = object?.children?.get(name);
  if (object === undefined) throw new QmpError(`Device '${path}' not found`, 'DeviceNotFound');
  return object;
}

function names(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

function findProperty(object: QomObject, name: string): QomProperty {
  const property = object.properties?.get(name);
  if (property === undefined) throw new QmpError(`Property '${object.type}.${name}' not found`);
  return property;
}
