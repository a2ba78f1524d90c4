import { readFile, stat } from 'node:fs/promises';
import { type DhcpLease, parseLeaseFile, parseLeaseStatus } from './dhcp-leases.js';
import { isAbsence, listDirectory } from './files/read-file.js';

/** A host with thousands of guests has a megabyte; a longer file is not one of leases. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Where Debian's dnsmasq, and libvirt's, keep their leases. */
const USUAL_FILE = '/var/lib/misc/dnsmasq.leases';
const LIBVIRT_DIRECTORY = '/var/lib/libvirt/dnsmasq';

/** Lists the lease files of this host that are in the usual places. */
export function findLeaseFiles(): readonly string[] {
  const ofLibvirt = (listDirectory(LIBVIRT_DIRECTORY) ?? [])
    .filter((name) => /\.(?:leases|status)$/.test(name))
    .map((name) => `${LIBVIRT_DIRECTORY}/${name}`);
  return [USUAL_FILE, ...ofLibvirt];
}

/**
 * Reads the leases in a file of dnsmasq, or of libvirt by the end of its name, `.status`; resolves to `undefined` when it is
 * absent, or not readable by this user.
 *
 * @throws {Error} when it is too long, or not a file
 */
export async function readLeases(path: string): Promise<readonly DhcpLease[] | undefined> {
  try {
    const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }));
    if (!isFile || size > MAX_BYTES) throw new Error('it is not a file of leases');
    const text = await readFile(path, 'utf8');
    return path.endsWith('.status') ? parseLeaseStatus(text) : parseLeaseFile(text);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
