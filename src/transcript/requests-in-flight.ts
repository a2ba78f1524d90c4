import { asRecord, asString, type UnknownRecord } from '../support/decode.js';
import { parseJson, stringifyJson } from '../support/lossless-json.js';

/** A request that was seen on its way to QEMU. */
export interface SeenRequest {
  /** Empty when the text was not a request. */
  readonly execute: string;
  readonly arguments: UnknownRecord;
  /** The `at` of its line. */
  readonly at: number | undefined;
}

/**
 * Finds the request of a reply: by its id, or the oldest request without one. QEMU replies to what it cannot parse without
 * an id, so such a text counts as a request without one.
 */
export class RequestsInFlight {
  readonly #waiting = new Map<string, SeenRequest[]>();

  /** Adds what a client sent. */
  sent(text: string, at?: number): SeenRequest {
    const message = parseMessage(text);
    const request = {
      execute: asString(message?.execute) ?? asString(message?.['exec-oob']) ?? '',
      arguments: asRecord(message?.arguments) ?? {},
      at,
    };
    const key = keyOf(message);
    this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), request]);
    return request;
  }

  /**
   * Removes and returns the request of what QEMU sent: `undefined` for an event, a greeting, and a reply without request. A
   * greeting begins a new connection.
   */
  answered(text: string): SeenRequest | undefined {
    const message = parseMessage(text);
    if (message && 'QMP' in message) this.#waiting.clear();
    if (!message || !('return' in message || 'error' in message)) return undefined;
    const key = keyOf(message);
    const [oldest, ...others] = this.#waiting.get(key) ?? [];
    if (others.length > 0) this.#waiting.set(key, others);
    else this.#waiting.delete(key);
    return oldest;
  }
}

/**
 * Parses the message in a line; `undefined` when it is not a JSON object. A leading 0xFF is part of the guest agent's
 * sync.
 */
export function parseMessage(text: string): UnknownRecord | undefined {
  const json = strictJson(text.replace(/^\u00ff+/, ''));
  return json === undefined ? undefined : asRecord(parseJson(json));
}

/** Converts QEMU's JSON, which allows strings in single quotes, to strict JSON; `undefined` when it is not valid. */
export function strictJson(text: string): string | undefined {
  if (isJson(text)) return text;
  const requoted = text.replace(/"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'/g, (quoted, single?: string) =>
    single === undefined ? quoted : `"${single.replace(/\\'|"/g, (mark) => (mark === '"' ? '\\"' : "'"))}"`,
  );
  return isJson(requoted) ? requoted : undefined;
}

function isJson(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

function keyOf(message: UnknownRecord | undefined): string {
  return message?.id === undefined ? '' : stringifyJson(message.id);
}
