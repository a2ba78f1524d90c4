import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { errnoOf, messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { readUnreadBytes } from './unread-bytes.js';

/** How long a connection may take to come about. */
const CONNECT_MS = 10_000;
/** How long a connection may be silent before the kernel asks whether the other side is still there. */
const KEEP_ALIVE_MS = 30_000;

/** A connection that only sends: what the other side says is read and thrown away. */
export class TcpLink {
  /** Resolves when the connection is no more; to what broke it, if anything did. */
  readonly closed: Promise<Error | undefined>;
  /** All that was given to {@link send}. */
  sentBytes = 0;
  readonly #socket: Socket;
  readonly #localPort: number;
  readonly #remotePort: number;
  #takenBytes = 0;

  /** @throws the system's error, or the signal's reason */
  static async connect(host: string, port: number, signal: AbortSignal): Promise<TcpLink> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]);
    // Half open: many a reader has closed its own direction, as `nc -l </dev/null` does, and reads on.
    const alive = { keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, ...alive });
    try {
      await once(socket, 'connect', { signal: limit });
      return new TcpLink(socket);
    } catch (error) {
      socket.on('error', () => undefined).destroy();
      throw limit.aborted ? limit.reason : error;
    }
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#localPort = socket.localPort ?? 0;
    this.#remotePort = socket.remotePort ?? 0;
    this.closed = new Promise((resolve) => {
      let failure: Error | undefined;
      socket.on('error', (error) => {
        failure = error;
      });
      socket.once('close', () => resolve(failure));
    });
    socket.resume();
  }

  /** Whether the kernel has taken all that was sent: a reader that is slow makes it refuse. */
  get isIdle(): boolean {
    return this.#takenBytes === this.sentBytes;
  }

  /** @param onTaken is called when the kernel has taken all of it; never, if the connection breaks before */
  send(bytes: Buffer, onTaken: () => void): void {
    this.sentBytes += bytes.length;
    this.#socket.write(bytes, (error) => {
      if (error) return;
      this.#takenBytes += bytes.length;
      onTaken();
    });
  }

  /**
   * How much of what was sent has arrived: at the reader, where it is on this host, else at the other side's kernel.
   * Where our kernel does not tell, what it has taken.
   */
  async readArrivedBytes(): Promise<number> {
    const takenBytes = this.#takenBytes;
    return takenBytes - ((await readUnreadBytes(this.#localPort, this.#remotePort)) ?? 0);
  }

  /** Says that nothing more comes; the other side then closes, if it reads to the end. */
  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

const EXPLANATIONS: { readonly [errno: string]: string } = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'its reader has gone',
  EPIPE: 'its reader has gone',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'its name cannot be looked up just now',
  ENETUNREACH: 'no way to this host',
  EHOSTUNREACH: 'no way to this host',
  ETIMEDOUT: 'it does not answer',
};

/** Why a connection is not there. */
export function explainTcp(error: unknown): string {
  if (error === undefined) return 'the connection was closed';
  if (error instanceof DOMException) return `no connection within ${CONNECT_MS} ms`;
  return EXPLANATIONS[errnoOf(error) ?? ''] ?? terminalSafe(messageOf(error) || String(error));
}
