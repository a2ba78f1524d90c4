import { checkCapabilities, runCommand } from '../answers/commands.js';
import type { Machine } from '../machine/machine.js';
import type { Json, JsonObject } from '../wire/json.js';
import type { Message } from '../wire/message-reader.js';
import { QmpError } from '../wire/qmp-error.js';
import { decodeRequest, type Request, requestId } from '../wire/request.js';

/** A request of a client, or the error in it. */
export interface Asked {
  readonly request: Request | QmpError;
  /** Undefined when the message is not a valid request. */
  readonly command: string | undefined;
  readonly id: Json | undefined;
}

/** The protocol state of one client, and the replies to it. */
export class Protocol {
  readonly #machine: Machine;
  #hasNegotiated = false;
  #hasOob = false;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  get hasNegotiated(): boolean {
    return this.#hasNegotiated;
  }

  /** Whether the client may send `exec-oob`. */
  get hasOob(): boolean {
    return this.#hasOob;
  }

  decode(message: Message): Asked {
    const id = 'value' in message ? requestId(message.value) : undefined;
    try {
      if ('error' in message) throw new QmpError(message.error);
      const request = decodeRequest(message.value, this.#hasOob);
      return { request, command: request.execute, id };
    } catch (error) {
      if (error instanceof QmpError) return { request: error, command: undefined, id };
      throw error;
    }
  }

  /** Runs a request and returns the reply. @throws {QemuAbort} when this version of QEMU aborts on it */
  reply({ request, id }: Asked): JsonObject {
    try {
      if (request instanceof QmpError) throw request;
      return {
        return: this.#hasNegotiated ? runCommand(this.#machine, request) : this.#negotiate(request),
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
    const args = request.arguments ?? {};
    checkCapabilities(this.#machine, args);
    this.#hasNegotiated = true;
    this.#hasOob = Array.isArray(args.enable) && args.enable.includes('oob');
    return {};
  }
}
