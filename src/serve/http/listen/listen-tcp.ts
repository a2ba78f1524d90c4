import type { Server } from 'node:net';
import { errnoOf } from '../../../support/errors.js';
import { explainErrno } from '../../../support/explain-errno.js';
import { formatHostPort, type TcpEndpoint } from './endpoint.js';
import { findTcpListener } from './find-listener.js';
import { ListenError, type ListenFailure } from './listen-error.js';
import { startListening } from './start-listening.js';

/**
 * Listens at a TCP address.
 *
 * @returns whether it does: this host may lack one of several addresses of a name
 * @throws {ListenError}
 */
export async function listenTcp(server: Server, endpoint: TcpEndpoint): Promise<boolean> {
  const { address, port, descriptor } = endpoint;
  try {
    await startListening(server, descriptor === undefined ? { host: address, port } : { fd: descriptor });
    return true;
  } catch (error) {
    if (endpoint.isOneOfSeveral && ABSENT.has(errnoOf(error))) return false;
    throw toListenError(endpoint, error);
  }
}

/** The address is not of this host, or its family is switched off. */
const ABSENT: ReadonlySet<string | undefined> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

const REASONS: Readonly<Record<string, ListenFailure>> = {
  EADDRINUSE: 'in-use',
  EACCES: 'denied',
  EPERM: 'denied',
};

function toListenError({ host, address, port }: TcpEndpoint, error: unknown): ListenError {
  const errno = errnoOf(error) ?? '';
  const why = explainErrno(error, {
    EADDRINUSE: `${findTcpListener(address, port) ?? 'another process'} listens there: stop it, or choose another port`,
    EACCES: 'permission denied: a port below 1024 is for root, choose a higher one',
    EADDRNOTAVAIL: 'this host has no such address',
  });
  return new ListenError(formatHostPort(host, port), REASONS[errno] ?? 'unusable', why, { cause: error });
}
