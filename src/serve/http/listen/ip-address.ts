import { BlockList, isIPv6 } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether only this host can connect to an address. An IPv4 address may be mapped: `::ffff:127.0.0.1`. */
export function isLoopback(address: string): boolean {
  return isIn(LOOPBACK, address);
}

/** Compares two spellings of an address. */
export function isSameAddress(a: string, b: string): boolean {
  if (b === '') return false;
  const list = new BlockList();
  list.addAddress(unmap(b), isIPv6(unmap(b)) ? 'ipv6' : 'ipv4');
  return isIn(list, a);
}

/** `::ffff:192.0.2.7` → `192.0.2.7`, as a socket of both families reports an IPv4 address; without the zone of `fe80::1%eth0`. */
export function unmap(address: string): string {
  const [plain = ''] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  return mapped ?? plain;
}

/** What counts as one client: an IPv4 address, or the /64 of an IPv6 one, of which each client has 2^64. */
export function clientNetwork(address: string): string {
  const plain = unmap(address);
  return isIPv6(plain) ? `${expand(plain).slice(0, 4).join(':')}::/64` : plain;
}

function isIn(list: BlockList, address: string): boolean {
  const plain = unmap(address);
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** The eight groups of an IPv6 address, by the URL parser's canonical form. */
function expand(address: string): readonly string[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
}
