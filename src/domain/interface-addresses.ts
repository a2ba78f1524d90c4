import { isIPv6 } from 'node:net';
import type { DhcpLease } from '../linux/dhcp-leases.js';
import { readKernelFile } from '../linux/files/read-file.js';
import { findLeaseFiles, readLeases } from '../linux/lease-files.js';
import { parseNeighbours } from '../linux/net-arp.js';
import type { HostAddresses } from '../model/guest-interfaces.js';
import type { PartFailure } from '../model/qemu-sample.js';
import { PartFailures } from '../support/part-failures.js';
import { UnsupportedError } from './domain-error.js';
import { type InterfaceReach, interfaces } from './interfaces.js';
import { readOfProcess } from './own-process.js';

/** Where to look for leases. */
export interface LeaseOptions {
  /** Files of dnsmasq, and `.status` files of libvirt (default: those in the usual places). */
  readonly leaseFiles?: readonly string[] | undefined;
}

/** Entries for one card; more are a mistake, or an attack. */
const MAX_ADDRESSES = 64;

/** Where {@link hostAddresses} looks. */
export interface HostAddressOptions extends LeaseOptions {
  readonly source: 'neighbour' | 'lease';
}

/**
 * Finds the addresses of the guest's cards by what this host knows of their MAC addresses; how long their prefixes are it does
 * not know.
 *
 * - `neighbour`: the neighbour table of the network in which QEMU is, /proc/PID/net/arp: IPv4 alone, and only addresses that
 *   the host has talked to lately
 * - `lease`: the leases of a dnsmasq on this host that have not expired
 *
 * @throws {UnsupportedError} for neighbours of a QEMU on another host
 */
export async function hostAddresses(
  reach: InterfaceReach,
  { source, leaseFiles }: HostAddressOptions,
): Promise<HostAddresses> {
  if (source === 'neighbour') return await addressesOf(reach, ...readNeighbours(reach));
  const { leases, failures } = await readAllLeases({ leaseFiles });
  return await addressesOf(reach, leases, failures);
}

function readNeighbours({ name, target: { process }, procRoot }: InterfaceReach) {
  if (process === undefined)
    throw new UnsupportedError(name, 'its QEMU is not on this host, whose neighbour table would have it');
  const read = (pid: number) => readKernelFile(`${procRoot}/${pid}/net/arp`);
  const text = readOfProcess({ name, procRoot, process }, read);
  const why = 'the neighbour table of its network cannot be read: run qgauge as root';
  const failures = text === undefined ? [{ part: 'neighbours', why }] : [];
  return [parseNeighbours(text ?? ''), failures] as const;
}

/**
 * Finds the name that the guest has given itself in a lease of a dnsmasq on this host.
 *
 * @throws {UnsupportedError} when no lease of the guest's has a name
 */
export async function leaseHostname(reach: InterfaceReach, options: LeaseOptions = {}): Promise<string> {
  const [{ leases, failures }, { interfaces: cards }] = await Promise.all([
    readAllLeases(options),
    interfaces(reach),
  ]);
  const macs = new Set(cards.map(({ mac }) => mac));
  const named = leases.find(
    ({ mac, hostname }) => mac !== undefined && macs.has(mac) && hostname !== undefined,
  );
  if (named?.hostname !== undefined) return named.hostname;
  const why = failures[0]?.why ?? 'no lease of a dnsmasq on this host has a name for one of its cards';
  throw new UnsupportedError(reach.name, why);
}

async function addressesOf(
  reach: InterfaceReach,
  entries: readonly { readonly mac: string | undefined; readonly address: string }[],
  failures: readonly PartFailure[],
): Promise<HostAddresses> {
  const { interfaces: cards } = await interfaces(reach);
  const found = cards.flatMap(({ name, mac, hostInterface }) => {
    if (mac === undefined) return [];
    const addresses = [
      ...new Set(entries.filter((entry) => entry.mac === mac).map(({ address }) => address)),
    ];
    return [{ name, mac, hostInterface, addresses: addresses.slice(0, MAX_ADDRESSES).map(familyOf) }];
  });
  return { interfaces: found, failures };
}

function familyOf(address: string) {
  return { address, family: isIPv6(address) ? ('ipv6' as const) : ('ipv4' as const) };
}

/** The present leases of all files. Of files that were named, each one that is missing is a failure. */
async function readAllLeases({ leaseFiles }: LeaseOptions): Promise<{
  readonly leases: readonly DhcpLease[];
  readonly failures: readonly PartFailure[];
}> {
  const failures = new PartFailures();
  const files = leaseFiles ?? findLeaseFiles();
  const read = await Promise.all(files.map((path) => failures.catch(path, readExisting(path))));
  const present = read.filter((leases) => leases !== undefined);
  const now = Date.now() / 1000;
  const leases = present.flat().filter(({ expiresAtSeconds: at }) => at === undefined || at > now);
  if (leaseFiles !== undefined) return { leases, failures: failures.list() };
  const why = 'no leases of a dnsmasq are in the usual places of this host: name their files (--leases FILE)';
  return { leases, failures: present.length > 0 ? [] : [{ part: 'leases', why }] };
}

async function readExisting(path: string): Promise<readonly DhcpLease[]> {
  const leases = await readLeases(path);
  if (leases === undefined) throw new Error('there is no such file, or it is not readable by this user');
  return leases;
}
