import type { Duplex } from 'node:stream';
import { QemuAbort } from '../answers/qemu-abort.js';
import type { Machine } from '../machine/machine.js';
import { sleep } from '../machine/time-source.js';
import { versionInfo } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';
import { type Message, MessageReader } from '../wire/message-reader.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Call, isOobRequest, toCall } from '../wire/request.js';
import { writeJson } from '../wire/writer.js';
import { closesAt, deliver, halves, toText } from './deliver.js';
import { floodWithEvents } from './event-flood.js';
import type { FaultKind } from './fault-table.js';
import type { Faults } from './faults.js';
import { Output } from './output.js';
import { type Asked, Protocol } from './protocol.js';

/** What a session shares with its monitor. */
export interface SessionContext {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly pretty: boolean;
  /** Ends every wait when the mock is closed. */
  readonly closing: AbortSignal;
  readonly onCall: (call: Call) => void;
  readonly onQuit: () => void;
  /** An event with the current time. */
  readonly stamp: (event: string, data?: JsonObject) => JsonObject;
}

/**
 * One client of a monitor, from the greeting to the end of the stream.
 *
 * Without faults, messages are answered as they arrive, with one write for those that arrived together. A fault may
 * stall the session: then nothing more is read, and messages already read wait.
 */
export class Session {
  readonly #stream: Duplex;
  readonly #context: SessionContext;
  readonly #output: Output;
  readonly #protocol: Protocol;
  readonly #reader = new MessageReader();
  readonly #backlog: Message[] = [];
  #stalls = 0;
  #isAnswering = false;
  #isOver = false;
  #isDeaf = false;
  #isFlooded = false;
  #finish: (error?: unknown) => void = () => undefined;

  constructor(stream: Duplex, context: SessionContext) {
    this.#stream = stream;
    this.#context = context;
    this.#output = new Output(stream, context.faults, (ms) =>
      sleep(context.machine.time, ms, context.closing),
    );
    this.#protocol = new Protocol(context.machine);
  }

  /** Resolves when the session has ended. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#finish = (error) => {
        this.#isOver = true;
        if (error instanceof QemuAbort) this.#die();
        if (error === undefined || error instanceof QemuAbort) resolve();
        else reject(error);
      };
      const end = () => this.#finish();
      this.#stream.on('end', end).on('close', end).on('error', end);
      this.#stream.on('data', (chunk: Buffer) => this.#onData(chunk));
      for (const kind of ['freeze', 'stop-reading'] as const) this.onFault(kind);
      this.#stall(this.#greet());
    });
  }

  /** Sends an event, unless the client has not negotiated yet. */
  sendEvent(event: JsonObject): void {
    if (!this.#protocol.hasNegotiated) return;
    this.#output.write(this.#encode(event));
    if (!this.#isAnswering) this.#output.flush();
  }

  /** Writes at once, without waiting for output that a fault delays. */
  sendRaw(bytes: Uint8Array | string): void {
    this.#output.flush();
    this.#stream.write(bytes);
  }

  /** Called when a fault of this kind has been activated: some affect a running session. */
  onFault(kind: FaultKind): void {
    const { faults } = this.#context;
    if (!faults.has(kind)) return;
    if (kind === 'freeze') this.#stall(this.#output.inTurn(() => faults.healed('freeze')));
    if (kind === 'stop-reading') this.#stall(faults.healed('stop-reading'));
    if (kind === 'freeze' || kind === 'stop-reading') this.#stream.pause();
    if (kind === 'event-flood' && this.#protocol.hasNegotiated) this.#flood();
  }

  async #greet(): Promise<void> {
    const { faults, machine } = this.#context;
    if (faults.has('freeze')) await faults.healed('freeze');
    if (closesAt('accept', faults)) return this.#finish();
    if (faults.play('hang') !== undefined) await faults.healed('hang');
    if (faults.play('no-greeting') !== undefined) return;
    const wrong = faults.play('wrong-greeting');
    this.#isDeaf = wrong !== undefined;
    const right = { QMP: { version: versionInfo(machine.version), capabilities: ['oob'] } };
    const text = wrong === undefined ? this.#encode(right) : toText(wrong.bytes);
    const isCut = closesAt('greeting', faults);
    this.#output.write(isCut ? halves(text)[0] : text);
    this.#output.flush();
    if (isCut || closesAt('greeted', faults)) await this.#hangUp();
  }

  #onData(chunk: Buffer): void {
    if (this.#isDeaf || this.#isOver) return;
    try {
      this.#isAnswering = true;
      for (const message of this.#reader.push(chunk)) this.#receive(message);
      this.#isAnswering = false;
      this.#output.flush();
    } catch (error) {
      this.#finish(error);
    }
  }

  /** An out-of-band command is answered before the commands that wait. */
  #receive(message: Message): void {
    if (this.#isOver) return;
    const isUrgent = this.#protocol.hasOob && isOobRequest(message);
    if (this.#stalls === 0 || isUrgent) {
      this.#answer(this.#protocol.decode(message));
    } else {
      this.#backlog.push(message);
      if (this.#backlog.length >= MAX_BACKLOG) this.#stream.pause();
    }
  }

  #answer(asked: Asked): void {
    const { faults, onCall } = this.#context;
    if (!(asked.request instanceof QmpError)) onCall(toCall(asked.request));
    if (faults.isEmpty) {
      const reply = this.#protocol.reply(asked);
      this.#output.write(this.#encode(reply));
      this.#afterReply(asked, reply);
    } else this.#stall(this.#answerWrongly(asked));
  }

  async #answerWrongly(asked: Asked): Promise<void> {
    const { faults, machine, closing } = this.#context;
    const { command } = asked;
    const isUrgent = !(asked.request instanceof QmpError) && asked.request.isOob;
    const delay = isUrgent ? undefined : faults.play('delay', command);
    if (delay !== undefined) await sleep(machine.time, delay.ms, closing);
    if (!isUrgent && faults.play('hang', command) !== undefined) await faults.healed('hang');
    if (faults.has('freeze')) await faults.healed('freeze');
    const reply = this.#protocol.reply(asked);
    const encode = (message: JsonObject) => this.#encode(message);
    if (!(await deliver({ reply, command, encode }, this.#output, faults))) return this.#hangUp();
    this.#afterReply(asked, reply);
    if (faults.has('stop-reading', command)) await faults.healed('stop-reading');
  }

  #afterReply({ command }: Asked, reply: JsonObject): void {
    if ('error' in reply) return;
    if (command === 'qmp_capabilities' && this.#context.faults.has('event-flood')) this.#flood();
    if (command === 'quit') this.#stall(this.#hangUp().then(this.#context.onQuit));
  }

  #flood(): void {
    if (this.#isFlooded) return;
    this.#isFlooded = true;
    const send = (event: string) => this.sendEvent(this.#context.stamp(event));
    floodWithEvents(this.#context, this.#output, send, () => this.#isOver)
      .catch(this.#finish)
      .finally(() => {
        this.#isFlooded = false;
      });
  }

  /** QEMU dies during a command. The replies to earlier ones have been handed to the kernel. */
  #die(): void {
    this.#output.flush();
    this.#context.machine.onAbort();
  }

  async #hangUp(): Promise<void> {
    await this.#output.drained();
    this.#finish();
  }

  /** Answers nothing more until `wait` resolves. A client that has negotiated oob is still read. */
  #stall(wait: Promise<void>): void {
    this.#stalls += 1;
    if (!this.#protocol.hasOob) this.#stream.pause();
    wait
      .then(() => {
        this.#stalls -= 1;
        this.#goOn();
      })
      .catch(this.#finish);
  }

  #goOn(): void {
    this.#isAnswering = true;
    while (this.#stalls === 0 && !this.#isOver && !this.#stream.destroyed) {
      const message = this.#backlog.shift();
      if (message === undefined) break;
      this.#answer(this.#protocol.decode(message));
    }
    this.#isAnswering = false;
    this.#output.flush();
    if (this.#stalls === 0) this.#stream.resume();
  }

  /** QEMU's monitors end every line with CRLF, also within a pretty message. */
  #encode(message: JsonObject): string {
    if (!this.#context.pretty) return `${writeJson(message)}\r\n`;
    return `${writeJson(message, { pretty: true })}\n`.replaceAll('\n', '\r\n');
  }
}

/** The number of waiting commands of a client with oob at which QEMU stops reading. */
const MAX_BACKLOG = 8;
