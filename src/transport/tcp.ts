import type { Socket } from 'node:net';
import type { TcpAddress } from './address.js';
import { type ConnectOptions, openSocket } from './open-socket.js';

/** Connects to a monitor on tcp. @throws {ConnectError} */
export function connectTcp(address: TcpAddress, options: ConnectOptions): Promise<Socket> {
  // Requests are small and written whole: waiting to fill a segment would only add latency.
  return openSocket(address, { host: address.host, port: address.port, noDelay: true }, options);
}
