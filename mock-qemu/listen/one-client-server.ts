import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectOptions, startConnector } from './connector.js';
import { formatListenAddress } from './listen-address.js';
import { Listener } from './listener.js';
import type { OneClientServer } from './one-client.js';
import { acceptWebSocket } from './websocket.js';

/** Where a mock listens. */
export interface ListenOptions {
  /**
   * `unix:/path`, `/path`, `tcp:127.0.0.1:0` or `ws://127.0.0.1:0/`; with port 0 the system chooses one (default: a
   * UNIX socket in a new temporary directory).
   */
  readonly listen?: string;
}

/**
 * Serves one client after the other, as a chardev of QEMU does: the next one is connected, but not read or written to
 * until the first has disconnected. As in QEMU's backlog, a waiting client that has given up is noticed only when its
 * turn comes. Unlike QEMU's, this backlog is unlimited: a Node process cannot leave a connection in the kernel's queue,
 * so a client is never refused because others wait.
 *
 * The connection ends when `serve` resolves. An error that is not a connection error rejects `close()`.
 *
 * With `connect` it is the client, and its user the server: see {@link startConnector}.
 *
 * @throws {MockError} when it cannot listen on the address, or connect to it; see {@link Listener.open}
 */
export async function startOneClientServer(
  options: ListenOptions & ConnectOptions,
  serve: (stream: Duplex) => Promise<void>,
): Promise<OneClientServer> {
  const { connect, reconnectMs } = options;
  if (connect !== undefined) return startClient({ connect, ...(reconnectMs && { reconnectMs }) }, serve);
  const clients = new Set<Socket>();
  let failure: unknown;
  let turn = Promise.resolve();
  const listener = await Listener.open(options.listen, (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    // Readers and writers get the error too; without this listener it would end the process.
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

/** As {@link startOneClientServer}, for a chardev that connects to its user. */
async function startClient(
  options: ConnectOptions & { readonly connect: string },
  serve: (stream: Duplex) => Promise<void>,
): Promise<OneClientServer> {
  let failure: unknown;
  const connector = await startConnector(options, async (socket) => {
    socket.on('error', () => undefined);
    await serveOne(socket, false, serve).catch((error: unknown) => {
      failure ??= error;
    });
  });
  const close = async () => {
    await connector.close();
    if (failure !== undefined) throw failure;
  };
  return { ...connector, close };
}

/** Resolves when the bytes have been handed to the kernel, or cannot be any more. */
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

/** Resolves when the pending output has been handed to the kernel. */
function finished(stream: Duplex): Promise<void> {
  if (stream.destroyed || stream.writableFinished) return Promise.resolve();
  return new Promise((resolve) => {
    stream.once('close', resolve);
    stream.end(resolve);
  });
}

/** Sends the pending output, and resolves when the connection is closed. */
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
