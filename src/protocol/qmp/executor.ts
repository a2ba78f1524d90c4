import type { CommandMap, CommandName, CommandParameters, UntypedCommands } from './command-map.js';

/** What those who ask a QEMU need of a client: a fake of it is one function. */
export interface Executor<Commands extends CommandMap<Commands> = UntypedCommands> {
  /**
   * Sends a command and resolves to its `return` value, unchecked: its type is what QEMU promises. Decode what must
   * not be believed.
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
  /** Default: the client's `commandTimeoutMs`. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
