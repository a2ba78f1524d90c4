import type { Duplex } from 'node:stream';
import { asRecord, asString, type UnknownRecord } from '../support/decode.js';
import { messageOf } from '../support/errors.js';
import { parseJson, stringifyJson } from '../support/lossless-json.js';
import type { JsonValue } from '../support/lossless-parser.js';
import { type Address, parseAddress } from '../transport/address.js';
import { connect } from '../transport/connect.js';
import { type Anomalies, describeAnomalies, noAnomalies } from './anomalies.js';
import {
  ClientClosedError,
  CommandError,
  CommandRefusedError,
  CommandTimeoutError,
  ConnectionLostError,
  FrameTooLargeError,
  GreetingTimeoutError,
  NegotiationError,
  NotQmpError,
} from './errors.js';
import { EventHub, type EventListener } from './event-hub.js';
import { decodeEvent, type EventStream } from './events.js';
import type { CommandArguments, ExecuteOptions, Executor } from './executor.js';
import { FrameDecoder } from './frames.js';
import { decodeGreeting, describeSample, type Greeting, recognise } from './greeting.js';
import { PendingCommands } from './pending-commands.js';
import { type CommandPolicy, readOnly, unrestricted } from './read-only.js';

export interface QmpClientOptions {
  /** How long a monitor may take to greet; one that serves somebody else never does. Default 1000. */
  readonly greetingTimeoutMs?: number | undefined;
  /** How long a command may take unless it says otherwise. Default 2000. */
  readonly commandTimeoutMs?: number | undefined;
  /** How long a tcp connection may take to come about. Default 1000. */
  readonly connectTimeoutMs?: number | undefined;
  /** The longest message; beyond it the connection is closed instead of growing. Default 64 MiB, as in QEMU. */
  readonly maxFrameBytes?: number | undefined;
  /** Lets every command out. Without it the client only reads: see {@link readOnly}. */
  readonly control?: boolean | undefined;
  /** Aborts connecting and greeting; later it has no effect. */
  readonly signal?: AbortSignal | undefined;
}

const MIB = 1024 * 1024;
/** What is not QMP need not be read to its end. */
const MAX_BYTES_BEFORE_GREETING = 64 * 1024;
const MAX_SAMPLE_CHARACTERS = 200;

/**
 * A connection to one QMP monitor: it greets, leaves negotiation mode (never with `oob`), and takes commands.
 *
 * Any number of commands may be in flight; those that are issued together leave in one write. A command that times out
 * leaves the connection usable. Integers beyond ±(2^53 − 1) arrive as bigint.
 */
export class QmpClient implements Executor, AsyncDisposable {
  readonly address: Address;
  /** What has gone wrong on the wire without ending the connection. */
  readonly anomalies: Readonly<Anomalies>;
  /** Resolves when the connection has ended: to the error that ended it, or to `undefined` after {@link close}. */
  readonly closed: Promise<Error | undefined>;

  readonly #stream: Duplex;
  readonly #decoder: FrameDecoder;
  readonly #policy: CommandPolicy;
  readonly #commandTimeoutMs: number;
  readonly #maxFrameBytes: number;
  readonly #anomalies = noAnomalies();
  readonly #pending = new PendingCommands();
  readonly #events = new EventHub();
  readonly #streamClosed: Promise<void>;

  #greeting: Greeting | undefined;
  #onGreeting: ((greeting: Greeting) => void) | undefined;
  #resolveClosed: (error: Error | undefined) => void = () => undefined;
  #outgoing = '';
  /** Requests wait here until the greeting has come. */
  #mayWrite = false;
  #ended: Error | undefined;
  #shutdownSeen = false;

  /**
   * Connects to a monitor and waits for its greeting. The first commands travel with the negotiation, in one write.
   *
   * @param address as {@link parseAddress} reads it, or what it returns
   * @throws {AddressError} when the text is no address
   * @throws {ConnectError} when nobody can be reached there
   * @throws {GreetingTimeoutError} when the monitor stays silent
   * @throws {NotQmpError} when something else speaks there
   */
  static async connect(address: Address | string, options: QmpClientOptions = {}): Promise<QmpClient> {
    const target = typeof address === 'string' ? parseAddress(address) : address;
    const stream = await connect(target, options);
    return QmpClient.over(stream, target, options);
  }

  /** Speaks QMP over a stream that is open already; the client owns it from here on. `address` is for messages. */
  static async over(stream: Duplex, address: Address, options: QmpClientOptions = {}): Promise<QmpClient> {
    const client = new QmpClient(stream, address, options);
    try {
      await client.#awaitGreeting(options);
      return client;
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  private constructor(stream: Duplex, address: Address, options: QmpClientOptions) {
    this.address = address;
    this.anomalies = this.#anomalies;
    this.#stream = stream;
    this.#policy = options.control ? unrestricted : readOnly;
    this.#commandTimeoutMs = options.commandTimeoutMs ?? 2000;
    this.#maxFrameBytes = options.maxFrameBytes ?? 64 * MIB;
    this.#decoder = new FrameDecoder(this.#maxFrameBytes, {
      onFrame: (text) => this.#onFrame(text),
      onGarbage: (bytes, sample) => this.#onGarbage(bytes, sample),
    });
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.#streamClosed = new Promise((resolve) => {
      if (stream.closed) resolve();
      else stream.once('close', resolve);
    });
    stream.on('data', (chunk: Buffer) => this.#onData(chunk));
    stream.on('end', () => this.#onEnd('the connection was closed'));
    stream.on('error', (error) => this.#onEnd(`the connection broke: ${messageOf(error)}`, error));
    stream.on('close', () => this.#onEnd('the connection was closed'));
    if (stream.destroyed) this.#onEnd('the connection was closed');
  }

  /** What QEMU said of itself. */
  get greeting(): Greeting {
    // Nobody holds a client before its greeting has come: over() and connect() wait for it.
    return this.#greeting as Greeting;
  }

  /**
   * Sends a command and resolves to its `return` value, unchecked.
   *
   * @throws {CommandError} when QEMU answers with an error
   * @throws {CommandTimeoutError} when no reply comes in time
   * @throws {CommandRefusedError} when the client only reads and the command is no question
   * @throws {ConnectionLostError} when the connection ends before the reply
   */
  execute(command: string, args?: CommandArguments, options: ExecuteOptions = {}): Promise<unknown> {
    const refusal = this.#policy(command, args);
    if (refusal !== undefined) {
      return Promise.reject(new CommandRefusedError(this.address, command, refusal));
    }
    return this.#send(command, args, options);
  }

  /** Every event from now on, in order. A reader that falls behind loses the oldest; see {@link EventStream}. */
  events(): EventStream {
    const stream = this.#events.stream();
    if (this.#ended) this.#events.end(this.#unwantedEnd());
    return stream;
  }

  /** Calls `listener` for every event of that name; returns the function that stops it. */
  on(name: string, listener: EventListener): () => void {
    return this.#events.on(name, listener);
  }

  /** Ends the connection; commands in flight reject with {@link ClientClosedError}. Nothing is left open after it. */
  async close(): Promise<void> {
    this.#end(new ClientClosedError(this.address));
    await this.#streamClosed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #awaitGreeting(options: QmpClientOptions): Promise<void> {
    const { greetingTimeoutMs = 1000, signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#onGreeting = undefined;
        finish();
      };
      const onAbort = () => settle(() => reject(signal?.reason));
      const timer = setTimeout(() => {
        settle(() => reject(this.#explainSilence(greetingTimeoutMs)));
      }, greetingTimeoutMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      void this.closed.then((error) => settle(() => reject(error)));
      this.#onGreeting = (greeting) => {
        this.#greeting = greeting;
        this.#negotiate();
        settle(resolve);
      };
    });
  }

  #explainSilence(afterMs: number): Error {
    this.#decoder.end(); // an unfinished greeting counts as what came
    const { garbageSample } = this.#anomalies;
    if (garbageSample === '') return new GreetingTimeoutError(this.address, afterMs);
    return new NotQmpError(this.address, describeSample(garbageSample));
  }

  #negotiate(): void {
    this.#send('qmp_capabilities', undefined, {}).catch((error: unknown) => {
      if (this.#ended) return;
      // Silence is no refusal: whoever greeted has hung since.
      if (!(error instanceof CommandError))
        this.#end(error instanceof Error ? error : new Error(messageOf(error)));
      else this.#end(new NegotiationError(this.address, error.description));
    });
    // The first commands of whoever waits for the greeting come a few promises later: let them travel along.
    setImmediate(() => {
      this.#mayWrite = true;
      this.#flush();
    });
  }

  #send(command: string, args: CommandArguments | undefined, options: ExecuteOptions): Promise<unknown> {
    const { timeoutMs = this.#commandTimeoutMs, signal } = options;
    if (this.#ended) return Promise.reject(this.#ended);
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { id, reply } = this.#pending.add(command, timeoutMs, signal, () => {
      const clause = describeAnomalies(this.#anomalies);
      return new CommandTimeoutError(this.address, command, timeoutMs, clause);
    });
    this.#write(encodeRequest(command, args, id));
    return reply;
  }

  /** Collects what is issued together, also by promises that settle together, into one write. */
  #write(request: string): void {
    if (this.#outgoing === '' && this.#mayWrite) process.nextTick(() => this.#flush());
    this.#outgoing += request;
  }

  #flush(): void {
    if (this.#ended || this.#outgoing === '') return;
    this.#stream.write(this.#outgoing);
    this.#outgoing = '';
  }

  #onData(chunk: Buffer): void {
    if (this.#ended) return;
    if (!this.#decoder.push(chunk)) this.#end(new FrameTooLargeError(this.address, this.#maxFrameBytes));
  }

  #onFrame(text: string): void {
    let message: JsonValue;
    try {
      message = parseJson(text);
    } catch {
      this.#anomalies.brokenFrames++;
      if (!this.#greeting) this.#onGarbage(text.length, text.slice(0, MAX_SAMPLE_CHARACTERS));
      return;
    }
    const record = asRecord(message) as UnknownRecord; // a frame begins with a brace
    if (!this.#greeting) this.#onFirstMessage(record, text);
    else if ('event' in record) this.#onEvent(record);
    else if ('return' in record || 'error' in record) this.#onReply(record);
    else this.#anomalies.brokenFrames++;
  }

  #onFirstMessage(message: UnknownRecord, text: string): void {
    const greeting = decodeGreeting(message);
    if (greeting) this.#onGreeting?.(greeting);
    else this.#end(new NotQmpError(this.address, describeSample(text.slice(0, MAX_SAMPLE_CHARACTERS))));
  }

  #onReply(message: UnknownRecord): void {
    const pending = this.#pending.take(message.id);
    const error = asRecord(message.error);
    if (pending && error) {
      const [errorClass, description] = [asString(error.class) ?? '', asString(error.desc) ?? ''];
      pending.reject(new CommandError(this.address, pending.command, errorClass, description));
    } else if (pending) {
      pending.resolve(message.return);
    } else if (error && message.id === undefined) {
      this.#anomalies.idlessErrors++;
      this.#anomalies.lastIdlessError = asString(error.desc) ?? '';
    } else {
      this.#anomalies.unexpectedReplies++;
    }
  }

  #onEvent(message: UnknownRecord): void {
    const event = decodeEvent(message);
    if (event.event === 'SHUTDOWN') this.#shutdownSeen = true;
    this.#events.emit(event);
  }

  #onGarbage(bytes: number, sample: string): void {
    const anomalies = this.#anomalies;
    anomalies.garbageBytes += bytes;
    if (anomalies.garbageSample.length < MAX_SAMPLE_CHARACTERS) anomalies.garbageSample += sample;
    if (this.#greeting) return;
    const kind = recognise(anomalies.garbageSample);
    if (kind) this.#end(new NotQmpError(this.address, kind));
    else if (anomalies.garbageBytes > MAX_BYTES_BEFORE_GREETING) {
      this.#end(new NotQmpError(this.address, describeSample(anomalies.garbageSample)));
    }
  }

  #onEnd(what: string, cause?: Error): void {
    if (!this.#greeting && this.#anomalies.garbageSample !== '') {
      this.#end(new NotQmpError(this.address, describeSample(this.#anomalies.garbageSample)));
      return;
    }
    const when = this.#greeting ? '' : ' before a greeting had come';
    const why = this.#shutdownSeen ? 'QEMU has shut down' : `${what}${when}`;
    this.#end(new ConnectionLostError(this.address, why, cause && { cause }));
  }

  /** The one way out: whatever ends the connection first is the reason for everybody. */
  #end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#pending.rejectAll(reason);
    this.#events.end(this.#unwantedEnd());
    this.#stream.destroy();
    this.#resolveClosed(this.#unwantedEnd());
  }

  #unwantedEnd(): Error | undefined {
    return this.#ended instanceof ClientClosedError ? undefined : this.#ended;
  }
}

/** QEMU reads its monitor byte by byte, so a request is as short as it can be. */
function encodeRequest(command: string, args: CommandArguments | undefined, id: number): string {
  const withArguments = args === undefined ? '' : `,"arguments":${stringifyJson(args)}`;
  return `{"execute":${JSON.stringify(command)}${withArguments},"id":${id}}\n`;
}
