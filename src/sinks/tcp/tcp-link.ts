import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { DeadlineExceeded, startDeadline } from '../../support/deadline.js';
import { type ErrnoWords, explainErrno } from '../../support/explain-errno.js';
import { readUnreadBytes } from './unread-bytes.js';

/** How long a connection may take to be established. */
const CONNECT_MS = 10_000;
/** How long a connection may be silent before the kernel asks whether the other side still exists. */
const KEEP_ALIVE_MS = 30_000;

const ERRNO_WORDS: ErrnoWords = { ECONNRESET: 'its reader has gone' };

/** A connection that only sends: what the other side sends is read and discarded. */
export class TcpLink {
  /** Resolves when the connection is no more, to what broke it, if anything did. */
  readonly closed: Promise<Error | undefined>;
  readonly #socket: Socket;
  readonly #localPort: number;
  readonly #remotePort: number;
  #takenBytes = 0;

  /** @throws the system's error, or the signal's reason */
  static async connect(host: string, port: number, signal: AbortSignal): Promise<TcpLink> {
    using limit = startDeadline(CONNECT_MS, signal);
    // Half open: some readers close their own direction and read on, as `nc -l </dev/null` does.
    const alive = { keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true, ...alive });
    try {
      await once(socket, 'connect', { signal: limit.signal });
      return new TcpLink(socket);
    } catch (error) {
      socket.on('error', () => undefined).destroy();
      throw limit.signal.aborted ? limit.signal.reason : error;
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

  /** @param onTaken is called when the kernel has taken all of it; never, if the connection breaks before that */
  send(bytes: Buffer, onTaken: () => void): void {
    this.#socket.write(bytes, (error) => {
      if (error) return;
      this.#takenBytes += bytes.length;
      onTaken();
    });
  }

  /**
   * How much of what was sent has arrived: at the reader, if it is on this host, else in the other side's kernel. What
   * our kernel has taken, where it does not show more.
   */
  async readArrivedBytes(): Promise<number> {
    const takenBytes = this.#takenBytes;
    return takenBytes - ((await readUnreadBytes(this.#localPort, this.#remotePort)) ?? 0);
  }

  /** Announces that nothing more comes; the other side then closes, if it reads to the end. */
  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** Why there is no connection: the error of {@link TcpLink.connect}, or what {@link TcpLink.closed} resolved to. */
export function explainTcp(error: unknown): string {
  if (error === undefined) return 'the connection was closed';
  if (error instanceof DeadlineExceeded) return `no connection within ${CONNECT_MS} ms`;
  return explainErrno(error, ERRNO_WORDS);
}
