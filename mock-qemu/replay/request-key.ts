import { isJsonObject, type Json, type JsonObject } from '../wire/json.js';
import { MessageReader } from '../wire/message-reader.js';
import { writeJson } from '../wire/writer.js';

/**
 * A key for what a request asks, independent of its id, spacing and order of members: requests with the same key are
 * the same question. Missing arguments are the same as empty ones.
 */
export function requestKey(message: Json): string {
  if (!isJsonObject(message)) return writeJson(message);
  const { id: _, arguments: args, ...others } = message;
  const hasArguments = args !== undefined && !(isJsonObject(args) && Object.keys(args).length === 0);
  return writeJson(sorted(hasArguments ? { ...others, arguments: args } : others));
}

/** The JSON value of a text, with exact integers; `undefined` when the text is not JSON. */
export function parseText(text: string): Json | undefined {
  const reader = new MessageReader();
  // A number or keyword ends only at the byte after it.
  for (const message of reader.push(Buffer.from(`${text}\n`)))
    return 'value' in message ? message.value : undefined;
  return undefined;
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([key, member]): [string, Json | undefined] => [
    key,
    member === undefined ? undefined : sorted(member),
  ]);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  const object: JsonObject = Object.fromEntries(members);
  return object;
}
