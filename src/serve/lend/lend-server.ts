import { createServer } from 'node:net';
import type { Poller } from '../../poll/poller.js';
import { listenUnix } from '../http/listen/listen-unix.js';
import { findBorrower } from './find-borrower.js';
import { LendConnection, type LendContext } from './lend-connection.js';

/** For its owner alone. */
const MODE = 0o600;
/** More borrowers at one time are disconnected at once: each has a connection as long as its lease. */
const MAX_CONNECTIONS = 64;

/** What to lend, and where. */
export interface LendServerOptions {
  readonly poller: Pick<Poller, 'lend'>;
  /** Where to listen: a unix socket. */
  readonly path: string;
  /** The daemon's user: besides root, only it borrows (default: the effective user). */
  readonly uid?: number | undefined;
  /** Where /proc is mounted (default: /proc). */
  readonly procRoot?: string | undefined;
  /** How long a lease holds without a renewal, in milliseconds (default: ten minutes). */
  readonly leaseMs?: number | undefined;
}

/** A server that lends monitors. */
export interface LendServer extends AsyncDisposable {
  /** Takes every monitor back, and removes the socket. */
  close(): Promise<void>;
}

/**
 * Lends the monitors of a poller to programs of root and of the daemon's own user, over a unix socket of mode 0600. A lease
 * lasts as long as the borrower's connection is open, and ends earlier when it is not renewed.
 *
 * @throws {ListenError}
 */
export async function startLendServer(options: LendServerOptions): Promise<LendServer> {
  const { poller, path, uid = process.geteuid?.() ?? 0, procRoot = '/proc', leaseMs } = options;
  const connections = new Set<LendConnection>();
  const context: LendContext = {
    ...{ poller, uid, leaseMs },
    findBorrower: (claimed) => {
      const known = new Set(Array.from(connections).flatMap(({ pid }) => pid ?? []));
      return findBorrower({ procRoot, path, claimed, known });
    },
  };
  const server = createServer((socket) => {
    const connection = new LendConnection(socket, context);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  server.maxConnections = MAX_CONNECTIONS;
  const stop = await listenUnix(server, { type: 'unix', path, mode: MODE });
  // A connection that cannot be accepted, such as for want of descriptors, costs that borrower alone.
  server.on('error', () => undefined);
  const close = async () => {
    const closed = new Promise((resolve) => server.once('close', resolve));
    stop();
    for (const connection of connections) connection.close();
    await closed;
  };
  return { close, [Symbol.asyncDispose]: close };
}
