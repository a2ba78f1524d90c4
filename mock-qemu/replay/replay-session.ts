import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeBytes } from '../listen/one-client-server.js';
import type { Json, JsonObject } from '../wire/json.js';
import { type Message, MessageReader } from '../wire/message-reader.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Call, decodeRequest, type Request, requestId, toCall } from '../wire/request.js';
import { writeJson } from '../wire/writer.js';
import type { Answers } from './answers.js';
import { LaterEvents } from './later-events.js';
import { requestKey } from './request-key.js';
import type { Exchange, ScriptKind, Utterance } from './script.js';
import { setId } from './top-level-member.js';

/** What a session shares with its replay. */
export interface ReplayContext {
  readonly kind: ScriptKind;
  readonly greeting: Utterance | undefined;
  readonly answers: Answers;
  /** Whether messages keep their recorded times. */
  readonly timed: boolean;
  /** The name of the transcript in error messages. */
  readonly file: string;
  /** Ends every wait. */
  readonly closing: AbortSignal;
  readonly onCall: (call: Call) => void;
}

/** Serves one client of a replay, from the greeting to the end of the stream. */
export class ReplaySession {
  readonly #socket: Duplex;
  readonly #context: ReplayContext;
  readonly #later = new LaterEvents((event) => void this.#send(event));

  constructor(socket: Duplex, context: ReplayContext) {
    this.#socket = socket;
    this.#context = context;
  }

  /** Resolves when the client has disconnected. */
  async run(): Promise<void> {
    const reader = new MessageReader();
    try {
      if (this.#context.greeting) await this.#send(this.#context.greeting);
      for await (const chunk of this.#socket as AsyncIterable<Buffer>) {
        const arrivedMs = performance.now();
        for (const message of reader.push(chunk)) await this.#answer(message, arrivedMs);
      }
    } finally {
      this.#later.stop();
    }
  }

  async #answer(message: Message, arrivedMs: number): Promise<void> {
    this.#later.flush();
    if ('error' in message) return this.#write({ error: { class: 'GenericError', desc: message.error } });
    const request = decode(message);
    if (request !== undefined) this.#context.onCall(toCall(request));
    const id = requestId(message.value);
    const exchange = this.#context.answers.next(requestKey(message.value));
    const own = request && ownReply(request, this.#context.kind, exchange);
    if (own !== undefined) {
      const { reply, prefix } = own;
      return this.#write({ ...reply, id }, prefix);
    }
    if (typeof exchange !== 'string') return this.#play(exchange, id, arrivedMs);
    const desc = explain(exchange, request, this.#context.file);
    return this.#write({ error: { class: 'GenericError', desc }, id });
  }

  async #play(exchange: Exchange, id: Json | undefined, arrivedMs: number): Promise<void> {
    const { before, reply, after } = exchange;
    for (const event of before) {
      await this.#until(arrivedMs + event.afterMs);
      await this.#send(event);
    }
    await this.#until(arrivedMs + reply.afterMs);
    // Indented as a member of the reply.
    const idText = id === undefined ? id : this.#print(id).replaceAll('\n', '\n    ');
    await this.#send({ ...reply, text: setId(reply.text, idText) });
    this.#later.start(after, this.#context.timed);
  }

  async #until(atMs: number): Promise<void> {
    const inMs = atMs - performance.now();
    if (!this.#context.timed || inMs <= 0) return;
    await sleep(inMs, undefined, { signal: this.#context.closing });
  }

  /** Writes a reply that is not in the transcript. */
  #write(message: JsonObject, prefix = ''): Promise<void> {
    return this.#send({ text: prefix + this.#print(message), isLatin1: true, afterMs: 0 });
  }

  /** Prints as the recorded side does: on one line, or on several. */
  #print(value: Json): string {
    return writeJson(value, { pretty: this.#context.greeting?.text.includes('\n') === true });
  }

  /** A monitor ends every line with CRLF, also within a pretty message; the agent with a line feed. */
  #send({ text, isLatin1 }: Utterance): Promise<void> {
    const line = `${text}\n`;
    const onWire = this.#context.kind === 'agent' ? line : line.replaceAll('\n', '\r\n');
    return writeBytes(this.#socket, Buffer.from(onWire, isLatin1 ? 'latin1' : 'utf8'));
  }
}

function decode(message: { readonly value: Parameters<typeof decodeRequest>[0] }): Request | undefined {
  try {
    return decodeRequest(message.value);
  } catch (error) {
    if (error instanceof QmpError) return undefined;
    throw error;
  }
}

interface OwnReply {
  readonly reply: JsonObject;
  readonly prefix: string;
}

/**
 * Replies that do not depend on the recording: every client must negotiate, and every synchronisation has a number of
 * its own.
 */
function ownReply(
  { execute, arguments: args = {} }: Request,
  kind: ScriptKind,
  exchange: Exchange | string,
): OwnReply | undefined {
  if (kind === 'monitor') {
    const isUnrecorded = execute === 'qmp_capabilities' && typeof exchange === 'string';
    return isUnrecorded ? { reply: { return: {} }, prefix: '' } : undefined;
  }
  const { id } = args;
  if (execute === 'guest-sync-delimited') return { reply: { return: id }, prefix: '\u00ff' };
  return execute === 'guest-sync' ? { reply: { return: id }, prefix: '' } : undefined;
}

function explain(why: 'unknown' | 'past', request: Request | undefined, file: string): string {
  const what = request === undefined ? 'this message' : `'${request.execute}'`;
  if (why === 'past') {
    return `the transcript ${file} has no further answer to ${what}: all were given or skipped; replay with match 'loose' to repeat the last one`;
  }
  const how = request?.arguments === undefined ? '' : ' with these arguments';
  return `the transcript ${file} has no answer to ${what}${how}: record it again with a client that sends this request`;
}
