import { isIP } from 'node:net';
import { asCount, asRecords, asString } from '../support/decode.js';

/** An address that a dnsmasq has given away. */
export interface DhcpLease {
  /** Lower case; `undefined` when an IPv6 client did not put it into its identifier. */
  readonly mac: string | undefined;
  readonly address: string;
  /** What the client calls itself; `undefined` when it does not, or its name has characters that a host name cannot have. */
  readonly hostname: string | undefined;
  /** Seconds since the epoch; `undefined` for one that does not expire. */
  readonly expiresAtSeconds: number | undefined;
}

/** A guest chooses its name. */
const HOSTNAME = /^(?!-)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,7}$/;
const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

/**
 * Parses a lease file of dnsmasq: lines `1795903200 52:54:00:12:34:56 192.0.2.7 labguest *`, and for IPv6
 * `1795903200 1234567 fd00::7 labguest 00:01:00:01:2b:b6:8f:3c:52:54:00:12:34:56`.
 */
export function parseLeaseFile(text: string): readonly DhcpLease[] {
  return text.split('\n').flatMap((line) => {
    const [expiry = '', hardware = '', address = '', hostname = '', client = ''] = line.split(' ');
    if (!/^\d{1,15}$/.test(expiry)) return [];
    return leaseOf(address, isIP(address) === 6 ? macOfDuid(client) : hardware, hostname, Number(expiry));
  });
}

/**
 * Parses a file that libvirt keeps of the leases of a network, virbr0.status:
 * `[{"ip-address":"192.168.122.7","mac-address":"52:54:00:12:34:56","hostname":"labguest","expiry-time":1795903200}]`.
 */
export function parseLeaseStatus(text: string): readonly DhcpLease[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    // libvirt writes it anew for each lease: half of one is read again the next time.
    return [];
  }
  return asRecords(list).flatMap((lease) =>
    leaseOf(
      asString(lease['ip-address']) ?? '',
      asString(lease['mac-address']),
      asString(lease.hostname) ?? '',
      asCount(lease['expiry-time']) ?? 0,
    ),
  );
}

function leaseOf(
  address: string,
  hardware: string | undefined,
  hostname: string,
  expiry: number,
): readonly DhcpLease[] {
  const mac = hardware?.toLowerCase() ?? '';
  if (isIP(address) === 0) return [];
  return [
    {
      mac: MAC.test(mac) ? mac : undefined,
      address,
      hostname: HOSTNAME.test(hostname) ? hostname : undefined,
      expiresAtSeconds: expiry === 0 ? undefined : expiry,
    },
  ];
}

/** The identifiers of RFC 8415 that end in an Ethernet address: DUID-LLT, which has four bytes of time before it, and DUID-LL. */
function macOfDuid(duid: string): string | undefined {
  const mac = /^00:0(?:1:00:01(?::[0-9a-f]{2}){4}|3:00:01):([0-9a-f:]{17})$/i.exec(duid)?.[1];
  return mac;
}
