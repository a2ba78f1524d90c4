import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { explainErrno } from '../../../support/explain-errno.js';
import { type Endpoint, formatHostPort } from './endpoint.js';
import { describeInherited } from './inherited-socket.js';
import { unmap } from './ip-address.js';
import type { Listen } from './listen.js';
import { ListenError } from './listen-error.js';

/**
 * Finds the addresses that are meant: a name may have several, and a socket from systemd says itself what it is.
 *
 * @throws {ListenError}
 */
export async function resolveEndpoints(listens: readonly Listen[]): Promise<readonly Endpoint[]> {
  const resolved = await Promise.all(listens.map(resolveOne));
  return resolved.flat();
}

async function resolveOne(listen: Listen): Promise<readonly Endpoint[]> {
  if (listen.type === 'unix') return [{ kind: 'unix', listen }];
  if (listen.type === 'inherited') return [describeInherited(listen.descriptor)];
  const { host, port } = listen;
  const addresses = isIP(host) === 0 ? await lookUp(host, port) : [host];
  const isOneOfSeveral = addresses.length > 1;
  return addresses.map((address) => ({ kind: 'tcp', host, address, port, isOneOfSeveral }));
}

async function lookUp(host: string, port: number): Promise<readonly string[]> {
  try {
    const found = await lookup(host, { all: true });
    return [...new Set(found.map(({ address }) => unmap(address)))];
  } catch (error) {
    throw new ListenError(formatHostPort(host, port), 'unusable', explainErrno(error), { cause: error });
  }
}
