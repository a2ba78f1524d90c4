import type { Duplex } from 'node:stream';
import { asRecords, asString } from '../../support/decode.js';
import { type Address, parseAddress } from '../transport/address.js';
import { connect } from '../transport/connect.js';
import type { Anomalies } from './anomalies.js';
import { awaitGreeting } from './await-greeting.js';
import type { QmpClientOptions } from './client-options.js';
import type {
  CommandArguments,
  CommandMap,
  CommandName,
  CommandParameters,
  OpenName,
  UntypedCommands,
} from './command-map.js';
import { judgeCommand, type Permissions } from './command-policy.js';
import { Connection } from './connection.js';
import { CommandRefusedError } from './errors.js';
import type { EventListener } from './event-hub.js';
import type { AnyEventOf, EventMap, EventOf, UntypedEvents } from './event-map.js';
import type { EventStream } from './events.js';
import type { ExecuteOptions, Executor } from './executor.js';
import type { Greeting } from './greeting.js';
import type { Sent } from './outbox.js';

/**
 * A connection to one QMP monitor: it greets, leaves negotiation mode (never with `oob`), and takes commands.
 *
 * Any number of commands may be in flight; those that are issued together leave in one write. A command that times out
 * leaves the connection usable. Integers beyond ±(2^53 − 1) arrive as bigint.
 *
 * It knows no command but those of `Commands`, and no event but those of `Events`: types, which nothing checks when it runs.
 */
export class QmpClient<
  Commands extends CommandMap<Commands> = UntypedCommands,
  Events extends EventMap<Events> = UntypedEvents,
> implements Executor<Commands>, AsyncDisposable
{
  readonly address: Address;
  /** What QEMU said of itself. */
  readonly greeting: Greeting;
  /** What has gone wrong on the wire without ending the connection. */
  readonly anomalies: Readonly<Anomalies>;
  /** Resolves when the connection has ended: to the error that ended it, or to `undefined` after {@link close}. */
  readonly closed: Promise<Error | undefined>;

  readonly #connection: Connection;
  readonly #permissions: Permissions;
  #commandNames: Promise<ReadonlySet<string>> | undefined;

  /**
   * Connects to a monitor and waits for its greeting. The first commands travel with the negotiation, in one write.
   *
   * @param address as {@link parseAddress} reads it, or what it returns
   * @throws {AddressError} when the text is no address
   * @throws {ConnectError} when nobody can be reached there
   * @throws {GreetingTimeoutError} when the monitor stays silent
   * @throws {NotQmpError} when something else speaks there
   */
  static async connect<
    Commands extends CommandMap<Commands> = UntypedCommands,
    Events extends EventMap<Events> = UntypedEvents,
  >(address: Address | string, options: QmpClientOptions = {}): Promise<QmpClient<Commands, Events>> {
    const target = typeof address === 'string' ? parseAddress(address) : address;
    const stream = await connect(target, options);
    return QmpClient.over(stream, target, options);
  }

  /** Speaks QMP over a stream that is open already; the client owns it from here on. `address` is for messages. */
  static async over<
    Commands extends CommandMap<Commands> = UntypedCommands,
    Events extends EventMap<Events> = UntypedEvents,
  >(stream: Duplex, address: Address, options: QmpClientOptions = {}): Promise<QmpClient<Commands, Events>> {
    const connection = new Connection(stream, address, options);
    try {
      return new QmpClient(connection, await awaitGreeting(connection, options), options);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  private constructor(connection: Connection, greeting: Greeting, options: QmpClientOptions) {
    this.address = connection.address;
    this.greeting = greeting;
    this.anomalies = connection.anomalies;
    this.closed = connection.closed;
    this.#connection = connection;
    const { control = false, unstable = false } = options;
    this.#permissions = { control, unstable };
  }

  /** What this connection has cost QEMU so far: it reads its monitor byte by byte. */
  get sent(): Sent {
    return this.#connection.sent;
  }

  /**
   * Sends a command and resolves to its `return` value, unchecked: its type is what QEMU promises.
   *
   * @throws {CommandError} when QEMU answers with an error
   * @throws {CommandTimeoutError} when no reply comes in time
   * @throws {CommandRefusedError} when the client was not opened for such a command
   * @throws {ConnectionLostError} when the connection ends before the reply
   */
  execute<Command extends CommandName<Commands>>(
    command: Command,
    ...[args, options]: CommandParameters<Commands[Command]['arguments'], ExecuteOptions>
  ): Promise<Commands[Command]['reply']> {
    return this.#execute(command, args, options);
  }

  /** Sends a command that {@link execute} does not know, or arguments that it does not take; the same in all else. */
  executeUntyped(command: string, args?: CommandArguments, options?: ExecuteOptions): Promise<unknown> {
    return this.#execute(command, args, options);
  }

  /** Whether this QEMU has the command. It is asked once, with query-commands; when that fails, the next call asks again. */
  async supports(command: OpenName<CommandName<Commands>>): Promise<boolean> {
    this.#commandNames ??= this.#askCommandNames();
    return (await this.#commandNames).has(command);
  }

  /**
   * Every event from now on, in order. A reader that falls behind loses the oldest; see {@link EventStream}. Events that
   * `Events` does not list come too.
   */
  events(): EventStream<AnyEventOf<Events>> {
    const { events, hasEnded, unwantedEnd } = this.#connection;
    const stream = events.stream();
    if (hasEnded) events.end(unwantedEnd);
    return stream as EventStream<AnyEventOf<Events>>;
  }

  /** Calls `listener` for every event of that name; returns the function that stops it. */
  on<Name extends OpenName<keyof Events & string>>(
    name: Name,
    listener: (event: EventOf<Events, Name>) => void,
  ): () => void {
    return this.#connection.events.on(name, listener as EventListener);
  }

  /** Ends the connection; commands in flight reject with {@link ClientClosedError}. Nothing is left open after it. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #execute(command: string, args: object | undefined, options: ExecuteOptions = {}): Promise<unknown> {
    const refusal = judgeCommand(command, args, this.greeting.version, this.#permissions);
    if (refusal !== undefined) {
      return Promise.reject(new CommandRefusedError(this.address, command, refusal));
    }
    return this.#connection.send(command, args, options);
  }

  async #askCommandNames(): Promise<ReadonlySet<string>> {
    try {
      const commands = asRecords(await this.executeUntyped('query-commands'));
      return new Set(commands.flatMap(({ name }) => asString(name) ?? []));
    } catch (error) {
      this.#commandNames = undefined;
      throw error;
    }
  }
}
