import { isIPv4 } from 'node:net';
import { readKernelFile } from './files/read-file.js';

/** Reads the host's neighbour table: IPv4 address by MAC, lower case. The first complete entry of a MAC counts. */
export function readNeighbours(procRoot: string): ReadonlyMap<string, string> {
  return parseNetArp(readKernelFile(`${procRoot}/net/arp`) ?? '');
}

/** A complete entry of the table. */
export interface Neighbour {
  readonly address: string;
  /** Lower case. */
  readonly mac: string;
}

/** include/uapi/linux/if_arp.h: ATF_COM, the entry is complete. */
const COMPLETE = 0x2;

/** Parses lines such as `192.0.2.7  0x1  0x2  52:54:00:12:34:56  *  br0` below a line of headings. */
export function parseNetArp(text: string): ReadonlyMap<string, string> {
  const neighbours = new Map<string, string>();
  for (const { address, mac } of parseNeighbours(text)) {
    if (!neighbours.has(mac)) neighbours.set(mac, address);
  }
  return neighbours;
}

/** The same, with all addresses of a MAC. */
export function parseNeighbours(text: string): readonly Neighbour[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [address = '', , flags = '', mac = ''] = line.trim().split(/\s+/);
      const isKnown = isIPv4(address) && (Number(flags) & COMPLETE) !== 0;
      return isKnown ? [{ address, mac: mac.toLowerCase() }] : [];
    });
}
