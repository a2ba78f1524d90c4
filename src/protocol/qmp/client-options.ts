export interface QmpClientOptions {
  /** How long to wait for the greeting; a monitor that serves another client sends none (default: 1000). */
  readonly greetingTimeoutMs?: number | undefined;
  /** How long to wait for a reply, where {@link ExecuteOptions.timeoutMs} is not given (default: 2000). */
  readonly commandTimeoutMs?: number | undefined;
  /** How long to wait for the connection itself (default: 1000). */
  readonly connectTimeoutMs?: number | undefined;
  /** The longest message that is accepted; a longer one closes the connection (default: 64 MiB, as in QEMU). */
  readonly maxFrameBytes?: number | undefined;
  /** Allows commands that may change the guest, or disturb it (default: false, the client only reads). */
  readonly control?: boolean | undefined;
  /** Allows commands that QEMU marks as unstable; some of them abort some versions of QEMU (default: false). */
  readonly unstable?: boolean | undefined;
  /** Aborts connecting, and waiting for the greeting; it has no effect after that. */
  readonly signal?: AbortSignal | undefined;
}
