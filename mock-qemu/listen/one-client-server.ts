import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { formatListenAddress } from './listen-address.js';
import { Listener } from './listener.js';
import { acceptWebSocket } from './websocket.js';

/** What can be listened on. */
export interface ListenOptions {
  /**
   * `unix:/path`, `/path`, `tcp:127.0.0.1:0` or `ws://127.0.0.1:0/`; port 0 picks one. Without it, a UNIX socket in a
   * temporary directory of its own.
   */
  readonly listen?: string;
}

export interface OneClientServer {
  /** Where it listens: `unix:/path`, `tcp:127.0.0.1:port` or `ws://127.0.0.1:port/` */
  readonly address: string;
  /** The UNIX socket; undefined on TCP. */
  readonly path: string | undefined;
  /** Refuses new connections until {@link accept}; the client that is served, and those that wait, stay. */
  refuse(): void;
  /** Takes connections again. @throws {MockError} when the address is not to be had any more */
  accept(): Promise<void>;
  /**
   * Drops every client and refuses new ones from now on, as the kernel does for a process that has died: a socket's file
   * stays until {@link close}.
   */
  die(): void;
  /** Drops every client, and resolves when all is closed and the socket file is gone. */
  close(): Promise<void>;
}

/**
 * Serves one client after the other, as a chardev of QEMU does: the next one is connected, but nobody reads it or
 * writes to it until the first has gone. As in QEMU's backlog, one that has given up is found out only at its turn.
 * Unlike QEMU's, this backlog has no end: a Node process cannot leave a connection in the kernel's queue, so a
 * client is never turned away because others wait.
 *
 * The connection ends when `serve` resolves. An error that is not the connection's own comes out of `close()`.
 *
 * @throws {MockError} when the address cannot be had; see {@link Listener.open}
 */
export async function startOneClientServer(
  options: ListenOptions,
  serve: (stream: Duplex) => Promise<void>,
): Promise<OneClientServer> {
  const clients = new Set<Socket>();
  let failure: unknown;
  let turn = Promise.resolve();
  const listener = await Listener.open(options.listen, (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    // The reader or writer learns of it; without a listener the process would end.
    socket.on('error', () => undefined);
    turn = turn
      .then(() => serveOne(socket, listener.address.type === 'ws', serve))
      .catch((error: unknown) => {
        failure ??= error;
      });
  });
  const dropClients = () => {
    for (const socket of clients) socket.destroy();
  };
  const close = async () => {
    const closed = listener.close();
    dropClients();
    await closed;
    await turn;
    if (failure !== undefined) throw failure;
  };
  return {
    address: formatListenAddress(listener.address),
    path: listener.address.type === 'unix' ? listener.address.path : undefined,
    refuse: () => listener.refuse(),
    accept: () => listener.accept(),
    die: () => {
      listener.die();
      dropClients();
    },
    close,
  };
}

/** Resolves when the bytes have gone to the kernel, or never will. */
export function writeBytes(stream: Duplex, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    stream.write(bytes, () => resolve());
  });
}

async function serveOne(
  socket: Socket,
  isWebSocket: boolean,
  serve: (stream: Duplex) => Promise<void>,
): Promise<void> {
  if (socket.destroyed) return;
  try {
    const stream = isWebSocket ? await acceptWebSocket(socket) : socket;
    if (stream === undefined) return;
    await serve(stream);
    await finished(stream);
  } catch (error) {
    if (!isConnectionError(error)) throw error;
  } finally {
    await ended(socket);
  }
}

/** Hands over to the kernel what is still to be sent. */
function finished(stream: Duplex): Promise<void> {
  if (stream.destroyed || stream.writableFinished) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('close', resolve);
    stream.end(resolve);
  });
}

/** Sends what is still to be sent, and waits until the connection is gone. */
function ended(socket: Socket): Promise<void> {
  if (socket.closed) return Promise.resolve();
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.destroySoon();
  });
}

function isConnectionError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && CONNECTION_ERRORS.has(String(error.code));
}

const CONNECTION_ERRORS: ReadonlySet<string> = new Set([
  'ABORT_ERR',
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
]);
