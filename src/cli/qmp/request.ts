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
 * Reads `command key=value …`, checked against the introspection, or `{"execute":…}`, which is sent unchecked.
 *
 * Asks QEMU whether it has a command only when the introspection does not know it.
 *
 * @throws {ArgumentError} when QEMU has no such command, or the command no such arguments
 * @throws {UsageError} when the JSON is not a request
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
  if (!(await client.supports(command))) throw explainUnknown(words, schema);
  return { command, args: guessArguments(command, rest) };
}

/** People come from QEMU's human monitor, or look for help. */
function explainUnknown(words: readonly string[], schema: Introspection): ArgumentError {
  const [command = ''] = words;
  if (command === 'info') {
    const line = terminalSafe(words.join(' '));
    return new ArgumentError(
      `info is a command of the human monitor (HMP): query-… commands answer in QMP, and with --control human-monitor-command command-line='${line}' does`,
    );
  }
  const isHelp = command === 'help' || command === '?';
  const error = unknownCommand(command, schema.commands);
  if (!isHelp && error.message.includes('did you mean')) return error;
  return new ArgumentError(`${error.message}: --list (in the shell: .list) prints those that there are`);
}

/** A QEMU between two versions with an introspection may accept more than the older of them. */
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
    const why = `checked against QEMU ${schema.version}, and this is ${major}.${minor}`;
    throw new ArgumentError(`${error.message} (${why}: write {"execute":…} to send it unchecked)`);
  }
}

function parseRequest(json: string, rest: readonly string[]): QmpRequest {
  if (rest.length > 0) throw new UsageError(`unexpected '${rest[0]}' after a request in JSON`);
  const { execute, arguments: args = {}, id: _, ...others } = asRecord(parseRequestJson(json)) ?? {};
  const command = asString(execute);
  const given = asRecord(args);
  const [other] = Object.keys(others);
  if (command === undefined || given === undefined || other !== undefined) {
    const found = other === undefined ? '' : `, found '${other}'`;
    throw new UsageError(`not a request: expected {"execute":"COMMAND","arguments":{…}}${found}`);
  }
  return { command, args: given };
}

function parseRequestJson(json: string): unknown {
  try {
    return parseJson(json);
  } catch (error) {
    throw new UsageError(`the request is not valid JSON: ${messageOf(error)}`);
  }
}

/**
 * Sends a request.
 *
 * @throws {UsageError} when the client refuses to send it; the message names the option that would allow it
 */
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

/** Why a command was not sent, and which option allows it. */
export function explainRefusal({ command, reason, lacks }: CommandRefusedError): string {
  const why = command === 'quit' ? 'it ends the guest' : reason;
  const options = lacks.map((name) => `--${name}`).join(' ');
  return `${terminalSafe(command)} was not sent: ${why}; add ${options} to send it`;
}

/** A reply for people and programs: JSON in which control characters are escaped. */
export function formatReply(
  reply: unknown,
  { compact = false }: { readonly compact?: boolean | undefined },
): string {
  return `${escapeControls(stringifyJson(reply, compact ? 0 : 2))}\n`;
}
