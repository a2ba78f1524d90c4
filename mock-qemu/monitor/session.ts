import type { Socket } from 'node:net';
import { checkCapabilities, runCommand } from '../answers/commands.js';
import type { Machine } from '../machine/machine.js';
import { sleep } from '../machine/time-source.js';
import { versionInfo } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { type Message, MessageReader } from '../wire/message-reader.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Call, decodeRequest, type Request, requestId, toCall } from '../wire/request.js';
import { writeJson } from '../wire/writer.js';
import type { Faults } from './faults.js';
import { Output } from './output.js';

/** What a session shares with the monitor that it runs on. */
export interface SessionContext {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly pretty: boolean;
  /** Ends every wait when the mock is closed. */
  readonly closing: AbortSignal;
  readonly onCall: (call: Call) => void;
  readonly onQuit: () => void;
}

/** One client on a monitor, from the greeting to the end of the stream. */
export class Session {
  readonly #socket: Socket;
  readonly #context: SessionContext;
  readonly #output: Output;
  #negotiated = false;

  constructor(socket: Socket, context: SessionContext) {
    this.#socket = socket;
    this.#context = context;
    this.#output = new Output(socket, context.faults, (ms) =>
      sleep(context.machine.time, ms, context.closing),
    );
  }

  /** Resolves when one side has ended it. */
  async run(): Promise<void> {
    if (!(await this.#greet())) return;
    const reader = new MessageReader();
    const deaf = this.#context.faults.find('wrong-greeting') !== undefined;
    for await (const chunk of this.#socket as AsyncIterable<Uint8Array>) {
      if (deaf) continue;
      for (const message of reader.push(chunk)) {
        if (!(await this.#answer(message))) return;
      }
    }
  }

  /** A client that has not negotiated yet gets no events. */
  sendEvent(event: JsonObject): void {
    if (this.#negotiated) void this.#output.send(this.#encode(event), undefined);
  }

  /** Writes past everything that waits to be sent. */
  sendRaw(bytes: Uint8Array | string): void {
    this.#socket.write(bytes);
  }

  /** Resolves to whether the session goes on. */
  async #greet(): Promise<boolean> {
    const { faults, machine } = this.#context;
    const closeAt = faults.find('close')?.at;
    if (closeAt === 'accept') return false;
    await faults.untilHealed('hang');
    if (faults.find('no-greeting') !== undefined) return true;
    const greeting = this.#encode({ QMP: { version: versionInfo(machine.version), capabilities: ['oob'] } });
    const wrong = faults.find('wrong-greeting');
    const bytes = wrong === undefined ? greeting : Buffer.from(wrong.bytes ?? 'login: ');
    await this.#output.send(closeAt === 'greeting' ? halves(bytes)[0] : bytes, undefined);
    return closeAt !== 'greeting' && closeAt !== 'greeted';
  }

  async #answer(message: Message): Promise<boolean> {
    const request = this.#decode(message);
    const command = request instanceof QmpError ? undefined : request.execute;
    await this.#stall(command);
    const id = 'value' in message ? requestId(message.value) : undefined;
    const reply = this.#reply(request, id);
    const goesOn = await this.#deliver(reply, command);
    if (command !== 'quit' || !('return' in reply)) return goesOn;
    this.#context.onQuit();
    return false;
  }

  #decode(message: Message): Request | QmpError {
    try {
      if ('error' in message) throw new QmpError(message.error);
      const request = decodeRequest(message.value);
      this.#context.onCall(toCall(request));
      return request;
    } catch (error) {
      if (error instanceof QmpError) return error;
      throw error;
    }
  }

  async #stall(command: string | undefined): Promise<void> {
    const { faults, machine, closing } = this.#context;
    const delay = faults.find('delay', command);
    if (delay !== undefined) await sleep(machine.time, delay.ms ?? 1000, closing);
    await faults.untilHealed('hang', command);
  }

  #reply(request: Request | QmpError, id: Json | undefined): JsonObject {
    try {
      if (request instanceof QmpError) throw request;
      return {
        return: this.#negotiated ? runCommand(this.#context.machine, request) : this.#negotiate(request),
        id,
      };
    } catch (error) {
      if (error instanceof QmpError) return { error: { class: error.class, desc: error.message }, id };
      throw error;
    }
  }

  #negotiate(request: Request): Json {
    if (request.execute !== 'qmp_capabilities') {
      throw new QmpError("Expecting capabilities negotiation with 'qmp_capabilities'", 'CommandNotFound');
    }
    checkCapabilities(this.#context.machine, request.arguments ?? {});
    this.#negotiated = true;
    return {};
  }

  /** Sends a reply with whatever is wrong with it; resolves to whether the session goes on. */
  async #deliver(reply: JsonObject, command: string | undefined): Promise<boolean> {
    const { faults } = this.#context;
    const garbage = faults.find('garbage', command);
    if (garbage !== undefined) await this.#output.send(Buffer.from(garbage.bytes ?? GARBAGE), command);
    const bytes = this.#encode(this.#inflate(reply, command));
    const [first, second] = halves(bytes);
    const close = faults.find('close', command);
    const closes = close !== undefined && (close.at ?? 'reply') === 'reply';
    if (!closes && faults.find('half', command) === undefined) {
      await this.#output.send(bytes, command);
      return true;
    }
    await this.#output.send(first, command);
    if (closes) return false;
    await faults.untilHealed('half', command);
    await this.#output.send(second, command);
    return true;
  }

  #inflate(reply: JsonObject, command: string | undefined): JsonObject {
    const oversize = this.#context.faults.find('oversize', command);
    if (oversize === undefined) return reply;
    const { id } = reply;
    return { return: 'x'.repeat((oversize.mebibytes ?? 1) * 1024 * 1024), id };
  }

  /** QEMU's monitors end every line with CRLF, inside a pretty message too. */
  #encode(message: JsonObject): Uint8Array {
    const text = `${writeJson(message, { pretty: this.#context.pretty })}\n`;
    return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1');
  }
}

/** A NUL, a byte that is never in UTF-8, and words; and a line end, after which a client may find its feet again. */
const GARBAGE = Buffer.from('\x00\xFFqemu-system-x86_64: warning: not a message\r\n', 'latin1');

function halves(bytes: Uint8Array): [first: Uint8Array, second: Uint8Array] {
  const middle = Math.ceil(bytes.length / 2);
  return [bytes.subarray(0, middle), bytes.subarray(middle)];
}
