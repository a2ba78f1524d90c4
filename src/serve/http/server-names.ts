import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { isExposed } from './exposure.js';
import type { Endpoint } from './listen/endpoint.js';

/** The names by which a server may be asked, in lower case. Addresses need none: see `hostGuard`. */
export function namesOf(endpoints: readonly Endpoint[], allowed: readonly string[]): ReadonlySet<string> {
  const tcp = endpoints.filter((endpoint) => endpoint.kind === 'tcp');
  const own = tcp.some(isExposed) ? [hostname()] : [];
  const hosts = tcp.map(({ host }) => host).filter((host) => isIP(host) === 0);
  return new Set([...hosts, ...own, ...allowed].map((name) => name.toLowerCase().replace(/\.$/, '')));
}
