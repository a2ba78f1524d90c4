/** The options of an agent's client. */
export interface AgentClientOptions {
  /** The longest answer (default: 256 KiB). */
  readonly maxLineBytes?: number | undefined;
  /** How long to wait for each answer (default: without end). */
  readonly timeoutMs?: number | undefined;
}

/** How to send one command. */
export interface AgentExecuteOptions {
  /** How long to wait for the answer (default: as the client's options say). */
  readonly timeoutMs?: number | undefined;
  /** Ends the waiting, with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** How to send a command whose success is silence. */
export interface AgentSilentOptions extends AgentExecuteOptions {
  /** How long an error would take to come. */
  readonly silenceMs: number;
}
