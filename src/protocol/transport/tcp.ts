import type { Socket } from 'node:net';
import type { TcpAddress } from './address.js';
import { type ConnectOptions, openSocket } from './open-socket.js';

/** A host that has vanished sends nothing: without probes, a connection to it would wait for ever. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Connects to a monitor over tcp.
 *
 * @throws {ConnectError}
 */
export function connectTcp(address: TcpAddress, options: ConnectOptions): Promise<Socket> {
  // Requests are small and written whole: Nagle's algorithm would only add latency.
  const { host, port } = address;
  const target = { host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
  return openSocket(address, target, options);
}
