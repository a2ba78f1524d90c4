/** What those who ask a QEMU need of a client: a fake of it is one function. */
export interface Executor {
  /**
   * Sends a command and resolves to its `return` value, unchecked: decode it.
   *
   * @throws {CommandError} when QEMU answers with an error
   * @throws {CommandTimeoutError} when no reply comes in time
   */
  execute(command: string, args?: CommandArguments, options?: ExecuteOptions): Promise<unknown>;
}

export type CommandArguments = { readonly [name: string]: unknown };

export interface ExecuteOptions {
  /** Default: the client's `commandTimeoutMs`. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
