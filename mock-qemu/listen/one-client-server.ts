import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockError } from './mock-error.js';

export interface ListenOptions {
  /** A UNIX socket here; without path and port, one in a temporary directory. */
  readonly path?: string;
  /** TCP on the loopback address instead; 0 picks a port. */
  readonly port?: number;
}

/**
 * Serves one client after the other, as a chardev of QEMU does: the next one is connected, but nobody reads it or
 * writes to it until the first has gone. As in QEMU's backlog, one that has given up is found out only at its turn.
 *
 * The connection ends when `serve` resolves. An error that is not the connection's own comes out of `close()`.
 *
 * @throws {MockError} ERR_MOCK_LISTEN when the address cannot be had
 */
export async function startOneClientServer(
  options: ListenOptions,
  serve: (socket: Socket) => Promise<void>,
): Promise<OneClientServer> {
  const clients = new Set<Socket>();
  let failure: unknown;
  let turn = Promise.resolve();
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    // The reader or writer learns of it; without a listener the process would end.
    socket.on('error', () => undefined);
    turn = turn
      .then(() => serveOne(socket, serve))
      .catch((error: unknown) => {
        failure ??= error;
      });
  });
  const where = await listen(server, options);
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of clients) socket.destroy();
    await closed;
    await turn;
    if (where.directory !== undefined) await rm(where.directory, { recursive: true, force: true });
    if (failure !== undefined) throw failure;
  };
  return { address: where.address, path: where.path, close };
}

export interface OneClientServer {
  /** `unix:/path` or `tcp:127.0.0.1:port` */
  readonly address: string;
  /** Undefined on TCP. */
  readonly path: string | undefined;
  /** Drops every client, and resolves when all is closed and the socket file is gone. */
  close(): Promise<void>;
}

/** Resolves when the bytes have gone to the kernel, or never will. */
export function writeBytes(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.write(bytes, () => resolve());
  });
}

async function serveOne(socket: Socket, serve: (socket: Socket) => Promise<void>): Promise<void> {
  if (socket.destroyed) return;
  try {
    await serve(socket);
  } catch (error) {
    if (!isConnectionError(error)) throw error;
  } finally {
    await ended(socket);
  }
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

interface ListeningAt {
  readonly address: string;
  readonly path: string | undefined;
  readonly directory: string | undefined;
}

async function listen(server: Server, options: ListenOptions): Promise<ListeningAt> {
  if (options.port !== undefined) {
    await bound(server, () => server.listen({ host: '127.0.0.1', port: options.port }));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : options.port;
    return { address: `tcp:127.0.0.1:${port}`, path: undefined, directory: undefined };
  }
  const directory = options.path === undefined ? await mkdtemp(join(tmpdir(), 'mock-qemu-')) : undefined;
  const path = options.path ?? join(directory ?? '', 'qmp.sock');
  await bound(server, () => server.listen({ path }));
  return { address: `unix:${path}`, path, directory };
}

async function bound(server: Server, listenNow: () => void): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.once('listening', resolve);
      listenNow();
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MockError('ERR_MOCK_LISTEN', `the mock cannot listen: ${reason}`, { cause });
  }
}
