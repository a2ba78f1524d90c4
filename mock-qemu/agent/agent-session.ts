import type { Duplex } from 'node:stream';
import { writeBytes } from '../listen/one-client-server.js';
import type { JsonObject } from '../wire/json.js';
import { type Message, MessageReader } from '../wire/message-reader.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Call, decodeRequest, type Request, requestId, toCall } from '../wire/request.js';
import { writeJson } from '../wire/writer.js';
import { isSync, runAgentCommand } from './agent-commands.js';
import type { AgentBehaviour } from './agent-mode.js';

/** The guest that the agent runs in. Every wait ends early when the signal is aborted. */
export interface AgentHost {
  /** Resolves when the guest is up and running: until then, requests to its agent stay unread. */
  ready(signal: AbortSignal): Promise<void>;
  /** Resolves after this many milliseconds of guest time. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface AgentContext {
  readonly behaviour: AgentBehaviour;
  readonly host: AgentHost;
  readonly closing: AbortSignal;
  readonly onCall: (call: Call) => void;
}

/** Serves one client of the agent until the stream ends. */
export class AgentSession {
  readonly #socket: Duplex;
  readonly #context: AgentContext;

  constructor(socket: Duplex, context: AgentContext) {
    this.#socket = socket;
    this.#context = context;
  }

  async run(): Promise<void> {
    const reader = new MessageReader();
    for await (const chunk of this.#socket as AsyncIterable<Buffer>) {
      for (const message of reader.push(chunk)) {
        if (!(await this.#answer(message))) return;
      }
    }
  }

  /** Resolves to whether the session continues. */
  async #answer(message: Message): Promise<boolean> {
    const { behaviour, host, closing, onCall } = this.#context;
    await host.ready(closing);
    const request = decode(message);
    if (!(request instanceof QmpError)) onCall(toCall(request));
    const { mode } = behaviour;
    if (mode === 'silent' || mode === 'absent') return true;
    const id = 'value' in message ? requestId(message.value) : undefined;
    const line = Buffer.from(`${writeJson({ ...reply(request, behaviour), id })}\n`, 'latin1');
    if (!(request instanceof QmpError) && !isSync(request.execute)) return this.#deliver(line);
    const isDelimited = !(request instanceof QmpError) && request.execute === 'guest-sync-delimited';
    await this.#write(isDelimited && mode !== 'no-ff' ? Buffer.concat([SENTINEL, line]) : line);
    return true;
  }

  /** Sends a command's reply as the mode requires; resolves to whether the session continues. */
  async #deliver(line: Uint8Array): Promise<boolean> {
    const { behaviour } = this.#context;
    switch (behaviour.mode) {
      case 'huge':
        await this.#writeBlocks(behaviour.mebibytes ?? 16);
        return true;
      case 'endless':
        await this.#writeBlocks(Number.POSITIVE_INFINITY);
        return true;
      case 'closes':
        await this.#write(line.subarray(0, Math.ceil(line.length / 2)));
        return false;
      case 'trickle':
        await this.#trickle(line, behaviour.trickleMs ?? 100);
        return true;
      case 'duplicate':
        await this.#write(Buffer.concat([line, line]));
        return true;
      case 'late':
        await this.#wait(behaviour.lateMs ?? 3000);
    }
    await this.#write(line);
    return true;
  }

  async #trickle(line: Uint8Array, pauseMs: number): Promise<void> {
    for (let at = 0; at < line.length && !this.#socket.destroyed; at += 1) {
      await this.#write(line.subarray(at, at + 1));
      await this.#wait(pauseMs);
    }
  }

  /** Writes the beginning of a reply that is never completed. */
  async #writeBlocks(mebibytes: number): Promise<void> {
    const block = Buffer.alloc(64 * 1024, 'A');
    await this.#write(Buffer.from('{"return": {"host-name": "'));
    for (let sent = 0; sent < mebibytes * 1024 * 1024 && !this.#socket.destroyed; sent += block.length) {
      await this.#write(block);
    }
  }

  #wait(ms: number): Promise<void> {
    return this.#context.host.wait(ms, this.#context.closing);
  }

  #write(bytes: Uint8Array): Promise<void> {
    return writeBytes(this.#socket, bytes);
  }
}

/** Precedes the reply to a delimited sync, so that a client can find where the reply starts. */
const SENTINEL = Buffer.from([0xff]);

function decode(message: Message): Request | QmpError {
  try {
    if ('error' in message) throw new QmpError(message.error);
    return decodeRequest(message.value);
  } catch (error) {
    if (error instanceof QmpError) return error;
    throw error;
  }
}

function reply(request: Request | QmpError, behaviour: AgentBehaviour): JsonObject {
  try {
    if (request instanceof QmpError) throw request;
    return { return: runAgentCommand(request, behaviour) };
  } catch (error) {
    if (error instanceof QmpError) return { error: { class: error.class, desc: error.message } };
    throw error;
  }
}
