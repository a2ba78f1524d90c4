import { isJsonObject, type JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { BalloonKind, IothreadOptions } from './machine-options.js';
import { isIdentifier } from './plugged-devices.js';

/** An object of `object-add`; `properties` are its arguments without id and type. */
export interface UserObject {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** The machine that owns the objects; its I/O threads are among them. */
interface ObjectsMachine {
  iothreads: readonly IothreadOptions[];
  readonly threadIds: readonly number[];
  readonly balloonKind: BalloonKind;
}

/** The objects in /objects that `object-add` has created, beside the machine's own memory and I/O threads. */
export class UserObjects {
  readonly #machine: ObjectsMachine;
  #objects: readonly UserObject[] = [];

  constructor(machine: ObjectsMachine) {
    this.#machine = machine;
  }

  get list(): readonly UserObject[] {
    return this.#objects;
  }

  /** @throws {QmpError} when the id is not valid or in use, or the type or a property is not valid */
  add(args: JsonObject): void {
    const { 'qom-type': type, id, props, ...rest } = args;
    if (typeof type !== 'string' || typeof id !== 'string') return;
    const properties = { ...(isJsonObject(props) ? props : {}), ...rest };
    if (!isIdentifier(id)) throw new QmpError("Parameter 'id' expects an identifier");
    if (type === 'secret' && properties.data === undefined && properties.file === undefined) {
      throw new QmpError("Either 'file' or 'data' must be provided");
    }
    if (type.startsWith('memory-backend') && Number(properties.size ?? 0) === 0) {
      throw new QmpError(`property 'size' of ${type} doesn't take value '0'`);
    }
    refuseType(type, properties);
    if (this.#isTaken(id)) {
      throw new QmpError(`attempt to add duplicate property '${id}' to object (type 'container')`);
    }
    if (type === 'iothread') this.#addIothread(id);
    else this.#objects = [...this.#objects, { id, type, properties }];
  }

  /** @throws {QmpError} when the object does not exist, or is in use */
  remove(id: string): void {
    if (!this.#isTaken(id)) throw new QmpError(`object '${id}' not found`);
    if (id === memoryId(this.#machine)) throw new QmpError(`object '${id}' is in use, can not be deleted`);
    this.#objects = this.#objects.filter((object) => object.id !== id);
    this.#machine.iothreads = this.#machine.iothreads.filter((iothread) => iothread.id !== id);
  }

  #isTaken(id: string): boolean {
    const objects = [...this.#objects, ...this.#machine.iothreads];
    return id === memoryId(this.#machine) || objects.some((object) => object.id === id);
  }

  #addIothread(id: string): void {
    const { iothreads, threadIds } = this.#machine;
    const used = [...threadIds, ...iothreads.map(({ threadId }) => threadId)];
    this.#machine.iothreads = [...iothreads, { id, threadId: Math.max(5_000_000, ...used) + 1 }];
  }
}

/** @throws {QmpError} when the type is not built in, or a property that it requires is not valid */
function refuseType(type: string, properties: JsonObject): void {
  if (NOT_BUILT.has(type)) throw new QmpError(`invalid object type: ${type}`);
  if (type === 'can-host-socketcan') {
    throw new QmpError("Invalid parameter type for 'canbus', expected: can-bus");
  }
  const { status } = properties;
  if (type.startsWith('filter-') && status !== undefined && status !== 'on' && status !== 'off') {
    throw new QmpError("Invalid value for netfilter status, should be 'on' or 'off'");
  }
}

const NOT_BUILT: ReadonlySet<string> = new Set(['authz-listfile', 'authz-pam', 'cryptodev-backend-lkcf']);

/** The id of the backend of the guest's memory, which is in /objects too. */
export function memoryId(machine: Pick<ObjectsMachine, 'balloonKind'>): string {
  return machine.balloonKind === 'mmio' ? 'microvm.ram' : 'pc.ram';
}
