import type { CommandMap, CommandName, CommandParameters, UntypedCommands } from './command-map.js';

/** The part of a client that sends commands; a fake of it is one function. */
export interface Executor<Commands extends CommandMap<Commands> = UntypedCommands> {
  /**
   * Sends a command and resolves to its `return` value, unchecked: its type is what QEMU promises. Decode what must not be
   * trusted.
   *
   * @throws {CommandError} when QEMU answers with an error
   * @throws {CommandTimeoutError} when no reply comes in time
   */
  execute<Command extends CommandName<Commands>>(
    command: Command,
    ...parameters: CommandParameters<Commands[Command]['arguments'], ExecuteOptions>
  ): Promise<Commands[Command]['reply']>;
}

export interface ExecuteOptions {
  /** How long to wait for the reply (default: the client's `commandTimeoutMs`). */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
