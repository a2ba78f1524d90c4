import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { TcpSocketLine } from '../linux/net-tcp.js';
import type { TcpAddress } from '../protocol/transport/address.js';

/**
 * Whether a socket of /proc/net/tcp is at an address, or would take a connection to it. A host by name may be any
 * address: nobody looks it up here.
 */
export function isAt(line: TcpSocketLine, { host, port }: TcpAddress): boolean {
  if (line.localPort !== port) return false;
  if (isIP(host) === 0 && host !== 'localhost') return true;
  return isEveryAddress(line.localAddress) || isSameAddress(line.localAddress, host);
}

/** Whether an address leads to this host. A name other than localhost counts as another host's. */
export function isLocal({ host }: TcpAddress): boolean {
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((candidate) => isSameAddress(candidate.address, host)),
  );
}

function isEveryAddress(address: string): boolean {
  return address === '0.0.0.0' || /^[0:]+$/.test(address);
}

/** IPv6 addresses have many spellings; Node's own comparison knows them. */
function isSameAddress(a: string, b: string): boolean {
  const other = b === 'localhost' ? (isIP(a) === 6 ? '::1' : '127.0.0.1') : b;
  const family = isIP(a) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(a) === 0 || isIP(a) !== isIP(other)) return false;
  const list = new BlockList();
  list.addAddress(other, family);
  return list.check(a, family);
}
