import { isJsonObject, type Json, type JsonObject } from './json.js';
import type { Message } from './message-reader.js';
import { QmpError } from './qmp-error.js';
import { membersInQemuOrder } from './writer.js';

export interface Request {
  readonly execute: string;
  readonly arguments: JsonObject | undefined;
  /** Sent with `exec-oob`: to be run before the commands that wait. */
  readonly isOob: boolean;
}

/** A request for tests: plain data, without the id. */
export interface Call {
  readonly execute: string;
  readonly arguments: unknown;
}

/**
 * Decodes a request; `exec-oob` is accepted only from a client that has negotiated it.
 *
 * @throws {QmpError} with QEMU's message when it is not valid; members are checked in the order of QEMU's dictionary
 */
export function decodeRequest(value: Json, allowOob = false): Request {
  if (!isJsonObject(value)) throw new QmpError('QMP input must be a JSON object');
  let command: { readonly key: string; readonly name: string } | undefined;
  let args: JsonObject | undefined;
  for (const [key, member] of membersInQemuOrder(value)) {
    if (key === 'execute' || (key === 'exec-oob' && allowOob)) {
      if (typeof member !== 'string') throw new QmpError(`QMP input member '${key}' must be a string`);
      if (command !== undefined)
        throw new QmpError(`QMP input member '${key}' clashes with '${command.key}'`);
      command = { key, name: member };
    } else if (key === 'arguments') {
      if (!isJsonObject(member)) throw new QmpError("QMP input member 'arguments' must be an object");
      args = member;
    } else if (key !== 'id') {
      throw new QmpError(`QMP input member '${key}' is unexpected`);
    }
  }
  if (command === undefined) throw new QmpError("QMP input lacks member 'execute'");
  return { execute: command.name, arguments: args, isOob: command.key === 'exec-oob' };
}

/** Whether a message is a request with `exec-oob`. */
export function isOobRequest(message: Message): boolean {
  if (!('value' in message) || !isJsonObject(message.value)) return false;
  return Object.hasOwn(message.value, 'exec-oob') && !Object.hasOwn(message.value, 'execute');
}

/** The id to echo: any JSON value, of any request that is an object. */
export function requestId(value: Json): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  const { id } = value;
  return id;
}

/** A request for `calls`: integers that a double can hold become numbers. */
export function toCall(request: Request): Call {
  if (request.arguments === undefined) return bareCall(request.execute);
  return { execute: request.execute, arguments: toPlain(request.arguments) };
}

/** Most calls are one of a few commands without arguments, and share one object. */
const bareCalls = new Map<string, Call>();
const MAX_BARE_CALLS_KEPT = 1000;

function bareCall(execute: string): Call {
  const known = bareCalls.get(execute);
  if (known !== undefined) return known;
  const call: Call = Object.freeze({ execute, arguments: undefined });
  if (bareCalls.size < MAX_BARE_CALLS_KEPT) bareCalls.set(execute, call);
  return call;
}

function toPlain(value: Json | undefined): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member)]));
}
