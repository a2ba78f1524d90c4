import { GUEST_INFO_PARTS, type GuestInfo, type GuestInfoPart } from '../../model/guest-agent.js';
import { PartFailures } from '../../support/part-failures.js';
import type { Reach } from '../reach.js';
import type { Agent } from './agent-answer.js';
import { readDiskAliases } from './disk-aliases.js';
import { addressesOf, nameGuestDisks, readDisks } from './disks.js';
import { disksOf, nameDisks, readFileSystems } from './file-systems.js';
import { readHostname } from './hostname.js';
import { readInterfaces } from './interfaces.js';
import { readLoad } from './load.js';
import { readOsInfo } from './os-info.js';
import { readTimezone } from './timezone.js';
import { readUsers } from './users.js';

/**
 * What the guest's agent tells of it, over one connection. A part that the agent lacks, forbids or does not answer is
 * `undefined`, with its reason in `failures`.
 *
 * @param parts which to ask for (default: all)
 * @throws {NoAgentError} when there is no agent at all, or it is not free
 */
export async function guestInfo(
  reach: Pick<Reach, 'withAgent' | 'qmp' | 'options'>,
  parts: readonly GuestInfoPart[] = GUEST_INFO_PARTS,
): Promise<GuestInfo> {
  const failures = new PartFailures();
  const told = await reach.withAgent((agent) => askParts(agent, new Set(parts), failures));
  const { filesystems, disks } = told;
  const aliases = await readDiskAliases(reach, [...disksOf(filesystems ?? []), ...addressesOf(disks ?? [])]);
  return {
    ...told,
    filesystems: filesystems && nameDisks(filesystems, aliases.find),
    disks: disks && nameGuestDisks(disks, aliases.find),
    failures: [...failures.list(), ...aliases.failures],
  };
}

/** One after the other, since an agent answers one at a time. The file systems come last: a hung mount would hold up the rest. */
async function askParts(
  agent: Agent,
  parts: ReadonlySet<GuestInfoPart>,
  failures: PartFailures,
): Promise<Omit<GuestInfo, 'failures'>> {
  const ask = async <T>(part: GuestInfoPart, read: (agent: Agent) => Promise<T>): Promise<T | undefined> =>
    parts.has(part) ? failures.catch(part, read(agent)) : undefined;
  return {
    users: await ask('users', readUsers),
    os: await ask('os', readOsInfo),
    timezone: await ask('timezone', readTimezone),
    hostname: await ask('hostname', readHostname),
    disks: await ask('disks', readDisks),
    interfaces: await ask('interfaces', readInterfaces),
    load: await ask('load', readLoad),
    filesystems: await ask('filesystems', readFileSystems),
  };
}
