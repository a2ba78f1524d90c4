import type { Duplex } from 'node:stream';
import type { UnknownRecord } from '../../support/decode.js';
import { messageOf } from '../../support/errors.js';
import type { Address } from '../transport/address.js';
import { type Anomalies, noAnomalies } from './anomalies.js';
import type { QmpClientOptions } from './client-options.js';
import { Dispatcher } from './dispatcher.js';
import {
  ClientClosedError,
  CommandError,
  ConnectionLostError,
  FrameTooLargeError,
  GreetingTimeoutError,
  NegotiationError,
  NotQmpError,
} from './errors.js';
import type { EventHub } from './event-hub.js';
import type { ExecuteOptions } from './executor.js';
import { FrameDecoder } from './frames.js';
import { decodeGreeting, describeSample, type Greeting, recognise } from './greeting.js';
import { encodeRequest, parseMessage } from './message.js';
import { Outbox, type Sent } from './outbox.js';

const MIB = 1024 * 1024;
/** A peer that does not speak QMP is not read any further. */
const MAX_BYTES_BEFORE_GREETING = 64 * 1024;
const MAX_SAMPLE_CHARACTERS = 200;
/** The end that {@link Connection.close} makes. */
const CLOSED = 'closed';

/** One conversation with a monitor, from its greeting to its end. */
export class Connection {
  readonly address: Address;
  /** Resolves to the greeting; rejects when the connection ends before it. */
  readonly greeted: Promise<Greeting>;
  /** Resolves when the connection has ended: to the error that ended it, or to `undefined` after {@link close}. */
  readonly closed: Promise<Error | undefined>;

  readonly #stream: Duplex;
  readonly #outbox: Outbox;
  readonly #decoder: FrameDecoder;
  readonly #commandTimeoutMs: number;
  readonly #maxFrameBytes: number;
  readonly #anomalies = noAnomalies();
  readonly #dispatcher: Dispatcher;
  readonly #streamClosed: Promise<void>;

  #isGreeted = false;
  #resolveGreeted: (greeting: Greeting) => void = () => undefined;
  #rejectGreeted: (reason: unknown) => void = () => undefined;
  #resolveClosed: (error: Error | undefined) => void = () => undefined;
  #ended: Error | typeof CLOSED | undefined;

  constructor(stream: Duplex, address: Address, options: QmpClientOptions) {
    this.address = address;
    this.#stream = stream;
    this.#outbox = new Outbox(stream);
    this.#dispatcher = new Dispatcher(address, this.#anomalies);
    this.#commandTimeoutMs = options.commandTimeoutMs ?? 2000;
    this.#maxFrameBytes = options.maxFrameBytes ?? 64 * MIB;
    this.#decoder = new FrameDecoder(this.#maxFrameBytes, {
      onFrame: (text) => this.#onFrame(text),
      onGarbage: (bytes, sample) => this.#onGarbage(bytes, sample),
    });
    this.greeted = new Promise((resolve, reject) => {
      this.#resolveGreeted = resolve;
      this.#rejectGreeted = reject;
    });
    // A rejection that has no other handler would end the process.
    this.greeted.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.#streamClosed = new Promise((resolve) => {
      if (stream.closed) resolve();
      else stream.once('close', resolve);
    });
    this.#listen();
  }

  get events(): EventHub {
    return this.#dispatcher.events;
  }

  get sent(): Sent {
    return this.#outbox.sent;
  }

  get anomalies(): Readonly<Anomalies> {
    return this.#anomalies;
  }

  /** The error that ended the connection; `undefined` while it lasts, and after {@link close}. */
  get unwantedEnd(): Error | undefined {
    return this.#ended === CLOSED ? undefined : this.#ended;
  }

  get hasEnded(): boolean {
    return this.#ended !== undefined;
  }

  /** Sends a command. Before the negotiation it is kept, to leave in the same write. */
  send(command: string, args: object | undefined, options: ExecuteOptions): Promise<unknown> {
    const { timeoutMs = this.#commandTimeoutMs, signal } = options;
    if (this.#ended) return Promise.reject(this.#reason(this.#ended));
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { id, reply } = this.#dispatcher.expectReply(command, timeoutMs, signal);
    this.#outbox.add(encodeRequest(command, args, id));
    return reply;
  }

  /** The error for a greeting that did not come in time. */
  explainSilence(afterMs: number): Error {
    this.#decoder.end(); // reports an unfinished greeting as garbage
    const { garbageSample } = this.#anomalies;
    if (garbageSample === '') return new GreetingTimeoutError(this.address, afterMs);
    return new NotQmpError(this.address, describeSample(garbageSample));
  }

  /** Resolves when nothing is left open. */
  async close(): Promise<void> {
    this.#end(CLOSED);
    await this.#streamClosed;
  }

  #listen(): void {
    const stream = this.#stream;
    stream.on('data', (chunk: Buffer) => this.#onData(chunk));
    stream.on('end', () => this.#onEnd('the connection was closed'));
    stream.on('error', (error) => this.#onEnd(describeBreak(error), error));
    stream.on('close', () => this.#onEnd('the connection was closed'));
    if (stream.destroyed) this.#onEnd('the connection was closed');
  }

  #negotiate(): void {
    this.send('qmp_capabilities', undefined, {}).catch((error: unknown) => {
      if (this.#ended) return;
      // A timeout is not a refusal: QEMU has hung since its greeting.
      if (!(error instanceof CommandError))
        this.#end(error instanceof Error ? error : new Error(messageOf(error)));
      else this.#end(new NegotiationError(this.address, error.description));
    });
    // The first commands of a caller that awaits the greeting come a few promises later, and leave in the same write.
    setImmediate(() => this.#outbox.open());
  }

  #onData(chunk: Buffer): void {
    if (this.#ended) return;
    if (!this.#decoder.push(chunk)) this.#end(new FrameTooLargeError(this.address, this.#maxFrameBytes));
  }

  #onFrame(text: string): void {
    const message = parseMessage(text);
    if (message === undefined) {
      this.#anomalies.brokenFrames++;
      if (!this.#isGreeted) this.#onGarbage(text.length, text.slice(0, MAX_SAMPLE_CHARACTERS));
    } else if (!this.#isGreeted) this.#onFirstMessage(message, text);
    else this.#dispatcher.dispatch(message);
  }

  #onFirstMessage(message: UnknownRecord, text: string): void {
    const greeting = decodeGreeting(message);
    if (greeting === undefined) {
      this.#end(new NotQmpError(this.address, describeSample(text.slice(0, MAX_SAMPLE_CHARACTERS))));
      return;
    }
    this.#isGreeted = true;
    this.#negotiate();
    this.#resolveGreeted(greeting);
  }

  #onGarbage(bytes: number, sample: string): void {
    const anomalies = this.#anomalies;
    anomalies.garbageBytes += bytes;
    if (anomalies.garbageSample.length < MAX_SAMPLE_CHARACTERS) anomalies.garbageSample += sample;
    if (this.#isGreeted) return;
    const kind = recognise(anomalies.garbageSample);
    if (kind) this.#end(new NotQmpError(this.address, kind));
    else if (anomalies.garbageBytes > MAX_BYTES_BEFORE_GREETING) {
      this.#end(new NotQmpError(this.address, describeSample(anomalies.garbageSample)));
    }
  }

  #onEnd(what: string, cause?: Error): void {
    if (this.#ended) return;
    if (!this.#isGreeted && this.#anomalies.garbageSample !== '') {
      this.#end(new NotQmpError(this.address, describeSample(this.#anomalies.garbageSample)));
      return;
    }
    const when = this.#isGreeted ? '' : ' before the greeting';
    const why = this.#dispatcher.hasShutDown ? 'QEMU has shut down' : `${what}${when}`;
    this.#end(new ConnectionLostError(this.address, why, cause && { cause }));
  }

  /** The first end is the one that every command in flight and every stream gets. */
  #end(end: Error | typeof CLOSED): void {
    if (this.#ended) return;
    this.#ended = end;
    this.#dispatcher.end(() => this.#reason(end), this.unwantedEnd);
    this.#stream.destroy();
    if (!this.#isGreeted) this.#rejectGreeted(this.#reason(end));
    this.#resolveClosed(this.unwantedEnd);
  }

  /** Made when it is needed: capturing a stack trace costs more than closing. */
  #reason(end: Error | typeof CLOSED): Error {
    return end === CLOSED ? new ClientClosedError(this.address) : end;
  }
}

/** A peer that closed shows as an end to a read, and as EPIPE or ECONNRESET to a write: the message is the same. */
function describeBreak(error: Error): string {
  const isGone = 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');
  return isGone ? 'the connection was closed' : `the connection broke: ${messageOf(error)}`;
}
