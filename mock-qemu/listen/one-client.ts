/** A socket that serves one client at a time: it listens, or connects to its client. */
export interface OneClientServer {
  /** `unix:/path`, `tcp:127.0.0.1:port` or `ws://127.0.0.1:port/` */
  readonly address: string;
  /** The path of the UNIX socket; undefined on TCP. */
  readonly path: string | undefined;
  /** Refuses new connections until {@link accept}. The current client and those that wait stay connected. */
  refuse(): void;
  /** Accepts connections again. @throws {MockError} when it can no longer listen on the address */
  accept(): Promise<void>;
  /**
   * Drops every client and refuses new ones from now on, as the kernel does for a process that has died. The socket's
   * file stays until {@link close}.
   */
  die(): void;
  /** Drops every client, and resolves when everything is closed and the socket's file is gone. */
  close(): Promise<void>;
}
