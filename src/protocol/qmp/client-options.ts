export interface QmpClientOptions {
  /** How long a monitor may take to greet; one that serves somebody else never does. Default 1000. */
  readonly greetingTimeoutMs?: number | undefined;
  /** How long a command may take unless it says otherwise. Default 2000. */
  readonly commandTimeoutMs?: number | undefined;
  /** How long a tcp connection may take to come about. Default 1000. */
  readonly connectTimeoutMs?: number | undefined;
  /** The longest message; beyond it the connection is closed instead of growing. Default 64 MiB, as in QEMU. */
  readonly maxFrameBytes?: number | undefined;
  /** Lets commands out that may change the guest, or cost it dearly. Default false: the client only reads. */
  readonly control?: boolean | undefined;
  /** Lets commands out that QEMU marks as unstable, of which some abort some versions. Default false. */
  readonly unstable?: boolean | undefined;
  /** Aborts connecting and greeting; later it has no effect. */
  readonly signal?: AbortSignal | undefined;
}
