import { ArgumentError } from '../../protocol/qapi/argument-error.js';
import type { Introspection } from '../../protocol/qapi/introspection.js';
import { guessArguments, parseArguments, unknownCommand } from '../../protocol/qapi/parse-arguments.js';
import { CommandRefusedError } from '../../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { Greeting } from '../../protocol/qmp/greeting.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { asRecord, asString, type UnknownRecord } from '../../support/decode.js';
import { messageOf } from '../../support/errors.js';
import { parseJson, stringifyJson } from '../../support/lossless-json.js';
import { escapeControls, terminalSafe } from '../../support/terminal-safe.js';
import { UsageError } from '../usage.js';

export interface QmpRequest {
  readonly command: string;
  readonly args: UnknownRecord;
}

/**
 * Reads `command key=value …`, held against introspection, or `{"execute":…}`, which is sent as it is.
 *
 * QEMU is asked whether it has the command when introspection does not know it, and at no other time.
 *
 * @throws {ArgumentError} when QEMU has no such command, or it takes no such arguments
 * @throws {UsageError} when JSON is no request
 */
export async function readRequest(
  words: readonly string[],
  client: Pick<QmpClient, 'supports' | 'greeting'>,
  schema: Introspection,
): Promise<QmpRequest> {
  const [command = '', ...rest] = words;
  if (command.startsWith('{')) return parseRequest(command, rest);
  if (schema.argumentsOf(command) !== undefined) {
    return { command, args: parseChecked(schema, command, rest, client.greeting) };
  }
  if (!(await client.supports(command))) throw unknownCommand(command, schema.commands);
  return { command, args: guessArguments(command, rest) };
}

/** A QEMU between two introspections may take more than the older one knows. */
function parseChecked(
  schema: Introspection,
  command: string,
  words: readonly string[],
  { version: { major, minor } }: Greeting,
): UnknownRecord {
  try {
    return parseArguments(schema, command, words);
  } catch (error) {
    if (!(error instanceof ArgumentError) || schema.version === `${major}.${minor}`) throw error;
    const why = `held against QEMU ${schema.version}, and this is ${major}.${minor}`;
    throw new ArgumentError(`${error.message} (${why}: a request {"execute":…} is sent unchecked)`);
  }
}

function parseRequest(json: string, rest: readonly string[]): QmpRequest {
  if (rest.length > 0) throw new UsageError(`'${rest[0]}' stands after a request in JSON: leave it out`);
  const { execute, arguments: args = {}, id: _, ...others } = asRecord(parseRequestJson(json)) ?? {};
  const command = asString(execute);
  const given = asRecord(args);
  const [other] = Object.keys(others);
  if (command === undefined || given === undefined || other !== undefined) {
    const what = other === undefined ? '' : `, and no '${other}'`;
    throw new UsageError(`a request in JSON is {"execute":"COMMAND","arguments":{…}}${what}`);
  }
  return { command, args: given };
}

function parseRequestJson(json: string): unknown {
  try {
    return parseJson(json);
  } catch (error) {
    throw new UsageError(`the request is no JSON: ${messageOf(error)}`);
  }
}

/** Sends a request; what the client does not let out is said in the words of the command line. */
export async function sendRequest(
  client: QmpClient,
  { command, args }: QmpRequest,
  options: ExecuteOptions,
): Promise<unknown> {
  try {
    return await client.executeUntyped(command, Object.keys(args).length > 0 ? args : undefined, options);
  } catch (error) {
    throw error instanceof CommandRefusedError ? new UsageError(explainRefusal(error)) : error;
  }
}

/** Why a command was not sent, and what would send it. */
export function explainRefusal({ command, reason, lacks }: CommandRefusedError): string {
  const why = command === 'quit' ? 'it ends the guest' : reason;
  const options = lacks.map((name) => `--${name}`).join(' ');
  return `${terminalSafe(command)} was not sent: ${why}; start qgauge with ${options} to send it`;
}

/** A reply for people and programs: JSON, in which nothing is left that a terminal would obey. */
export function formatReply(
  reply: unknown,
  { compact = false }: { readonly compact?: boolean | undefined },
): string {
  return `${escapeControls(stringifyJson(reply, compact ? 0 : 2))}\n`;
}
