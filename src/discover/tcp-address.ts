import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { TcpSocketLine } from '../linux/net-tcp.js';
import type { TcpAddress } from '../protocol/transport/address.js';

/**
 * Whether a socket of /proc/net/tcp is at an address, or would accept a connection to it. A host name, which is not
 * resolved here, matches any address.
 */
export function isAt(line: TcpSocketLine, { host, port }: TcpAddress): boolean {
  if (line.localPort !== port) return false;
  if (isIP(host) === 0 && host !== 'localhost') return true;
  return isEveryAddress(line.localAddress) || isSameAddress(line.localAddress, host);
}

/** Whether an address is one of this host. A name other than localhost counts as that of another host. */
export function isLocal({ host }: TcpAddress): boolean {
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((candidate) => isSameAddress(candidate.address, host)),
  );
}

function isEveryAddress(address: string): boolean {
  return address === '0.0.0.0' || /^[0:]+$/.test(address);
}

/** Compares addresses by Node's BlockList, since an IPv6 address has many spellings. */
function isSameAddress(a: string, b: string): boolean {
  const other = b === 'localhost' ? (isIP(a) === 6 ? '::1' : '127.0.0.1') : b;
  const family = isIP(a) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(a) === 0 || isIP(a) !== isIP(other)) return false;
  const list = new BlockList();
  list.addAddress(other, family);
  return list.check(a, family);
}
