import { readLink } from '../../../linux/files/read-file.js';
import { readNetTcp } from '../../../linux/net-tcp.js';
import { readNetUnix } from '../../../linux/net-unix.js';
import type { Endpoint } from './endpoint.js';
import { ListenError } from './listen-error.js';

/**
 * Finds out what an inherited descriptor listens at, from the kernel's tables: what it is decides whether TLS and a password are
 * needed.
 *
 * @throws {ListenError} when it is not a listening socket
 */
export function describeInherited(descriptor: number): Endpoint {
  const target = readLink(`/proc/self/fd/${descriptor}`) ?? '';
  const inode = Number(/^socket:\[(\d+)\]$/.exec(target)?.[1]);
  const isIt = (line: { readonly inode: number; readonly state: string }) => {
    return line.inode === inode && line.state === 'listening';
  };
  const unix = readNetUnix('/proc', 'self').find(isIt);
  if (unix !== undefined) return { kind: 'unix', descriptor, path: unix.path };
  const tcp = readNetTcp('/proc', 'self').find(isIt);
  if (tcp === undefined) {
    throw new ListenError(
      `descriptor ${descriptor}`,
      'unusable',
      'it is not a socket that listens (ListenStream=)',
    );
  }
  return { kind: 'tcp', host: tcp.localAddress, address: tcp.localAddress, port: tcp.localPort, descriptor };
}
