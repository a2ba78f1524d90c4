import { isJsonObject, type Json, type JsonObject } from './json.js';
import { QmpError } from './qmp-error.js';
import { membersInQemuOrder } from './writer.js';

export interface Request {
  readonly execute: string;
  readonly arguments: JsonObject | undefined;
}

/** A request as a test wants to see it. */
export interface Call {
  readonly execute: string;
  readonly arguments: unknown;
}

/**
 * Decodes a request.
 *
 * @throws {QmpError} in QEMU's words when it is none; members are looked at in the order of QEMU's dictionary
 */
export function decodeRequest(value: Json): Request {
  if (!isJsonObject(value)) throw new QmpError('QMP input must be a JSON object');
  let execute: string | undefined;
  let args: JsonObject | undefined;
  for (const [name, member] of membersInQemuOrder(value)) {
    if (name === 'execute') {
      if (typeof member !== 'string') throw new QmpError("QMP input member 'execute' must be a string");
      execute = member;
    } else if (name === 'arguments') {
      if (!isJsonObject(member)) throw new QmpError("QMP input member 'arguments' must be an object");
      args = member;
    } else if (name !== 'id') {
      throw new QmpError(`QMP input member '${name}' is unexpected`);
    }
  }
  if (execute === undefined) throw new QmpError("QMP input lacks member 'execute'");
  return { execute, arguments: args };
}

/** The id to echo: any JSON value, from any request that is an object. */
export function requestId(value: Json): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  const { id } = value;
  return id;
}

/** What `calls` shows: integers that a double can hold become numbers. */
export function toCall(request: Request): Call {
  return { execute: request.execute, arguments: toPlain(request.arguments) };
}

function toPlain(value: Json | undefined): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member)]));
}
