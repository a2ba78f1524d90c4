import type { Duplex } from 'node:stream';
import type { Address } from './address.js';
import type { ConnectOptions } from './open-socket.js';
import { connectTcp } from './tcp.js';
import { connectUnix } from './unix.js';

/**
 * Opens a byte stream to a QEMU over any transport. The caller owns the stream, and destroys it.
 *
 * @throws {ConnectError} when the connection fails
 */
export function connect(address: Address, options: ConnectOptions = {}): Promise<Duplex> {
  return address.type === 'unix' ? connectUnix(address, options) : connectTcp(address, options);
}
