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
import type { AnyEventOf, EventMap, EventName, EventOf, UntypedEvents } from './event-map.js';
import type { EventStream, QmpEvent } from './events.js';
import type { ExecuteOptions, Executor } from './executor.js';
import type { Greeting } from './greeting.js';
import type { Sent } from './outbox.js';

/**
 * A connection to one QMP monitor, past its greeting and the negotiation (which never enables `oob`).
 *
 * Any number of commands may be in flight; those that are issued together leave in one write. A command that times out
 * leaves the connection usable. Integers beyond ±(2^53 − 1) arrive as bigint.
 *
 * `Commands` and `Events` are types alone: nothing checks at run time that QEMU keeps to them.
 */
export class GenericQmpClient<
  Commands extends CommandMap<Commands> = UntypedCommands,
  Events extends EventMap<Events> = UntypedEvents,
> implements Executor<Commands>, AsyncDisposable
{
  readonly address: Address;
  /** QEMU's version and capabilities. */
  readonly greeting: Greeting;
  /** Counts what went wrong on the wire without ending the connection. */
  readonly anomalies: Readonly<Anomalies>;
  /** Resolves when the connection has ended: to the error that ended it, or to `undefined` after {@link close}. */
  readonly closed: Promise<Error | undefined>;

  readonly #connection: Connection;
  readonly #permissions: Permissions;
  #commandNames: Promise<ReadonlySet<string>> | undefined;

  /**
   * Connects to a monitor and waits for its greeting. The first commands travel with the negotiation, in one write.
   *
   * @param address an {@link Address}, or a text that {@link parseAddress} reads
   * @throws {AddressError} when the text is not a valid address
   * @throws {ConnectError} when the connection fails
   * @throws {GreetingTimeoutError} when the monitor stays silent
   * @throws {NotQmpError} when the peer sends something else than a greeting
   */
  static async connect<
    Commands extends CommandMap<Commands> = UntypedCommands,
    Events extends EventMap<Events> = UntypedEvents,
  >(address: Address | string, options: QmpClientOptions = {}): Promise<GenericQmpClient<Commands, Events>> {
    const target = typeof address === 'string' ? parseAddress(address) : address;
    const stream = await connect(target, options);
    return GenericQmpClient.over(stream, target, options);
  }

  /** Speaks QMP over an open stream, and takes ownership of it. Error messages name `address`. */
  static async over<
    Commands extends CommandMap<Commands> = UntypedCommands,
    Events extends EventMap<Events> = UntypedEvents,
  >(
    stream: Duplex,
    address: Address,
    options: QmpClientOptions = {},
  ): Promise<GenericQmpClient<Commands, Events>> {
    const connection = new Connection(stream, address, options);
    try {
      return new GenericQmpClient(connection, await awaitGreeting(connection, options), options);
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

  /** The commands and bytes sent so far. QEMU reads its monitor byte by byte, so these are what the connection costs it. */
  get sent(): Sent {
    return this.#connection.sent;
  }

  /**
   * Sends a command and resolves to its `return` value, unchecked: its type is what QEMU promises.
   *
   * @throws {CommandError} when QEMU answers with an error
   * @throws {CommandTimeoutError} when no reply comes in time
   * @throws {CommandRefusedError} when the command needs an option (`control`, `unstable`) that the client was opened without
   * @throws {ConnectionLostError} when the connection ends before the reply
   */
  execute<Command extends CommandName<Commands>>(
    command: Command,
    ...[args, options]: CommandParameters<Commands[Command]['arguments'], ExecuteOptions>
  ): Promise<Commands[Command]['reply']> {
    return this.#execute(command, args, options);
  }

  /** As {@link execute}, for commands and arguments that `Commands` does not list. */
  executeUntyped(command: string, args?: CommandArguments, options?: ExecuteOptions): Promise<unknown> {
    return this.#execute(command, args, options);
  }

  /** Whether this QEMU has the command. Sends query-commands once; after a failure the next call sends it again. */
  async supports(command: OpenName<CommandName<Commands>>): Promise<boolean> {
    this.#commandNames ??= this.#askCommandNames();
    return (await this.#commandNames).has(command);
  }

  /**
   * Every event from now on, in order, also those that `Events` does not list. A reader that falls behind loses the oldest
   * ones; see {@link EventStream}.
   */
  events(): EventStream<AnyEventOf<Events>> {
    const { events, hasEnded, unwantedEnd } = this.#connection;
    const stream = events.stream();
    if (hasEnded) events.end(unwantedEnd);
    return stream as EventStream<AnyEventOf<Events>>;
  }

  /** Calls `listener` for every event of that name. Returns a function that removes the listener. */
  on<Name extends EventName<Events>>(
    name: Name,
    listener: (event: EventOf<Events, Name>) => void,
  ): () => void {
    return this.#connection.events.on(name, listener as EventListener);
  }

  /** As {@link on}, for events that `Events` does not list. */
  onUntyped(name: string, listener: (event: QmpEvent) => void): () => void {
    return this.#connection.events.on(name, listener);
  }

  /** Closes the connection. Commands in flight reject with {@link ClientClosedError}. Resolves when nothing is left open. */
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
