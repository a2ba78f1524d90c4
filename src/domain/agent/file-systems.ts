import type { GuestDiskAddress, GuestFileSystem, GuestFileSystems } from '../../model/guest-agent.js';
import { asCount, asRecords } from '../../support/decode.js';
import type { Reach } from '../reach.js';
import { type Agent, asGuestText, entriesOf } from './agent-answer.js';
import { decodeDiskAddress } from './disk-address.js';
import { type FindAlias, readDiskAliases } from './disk-aliases.js';

const COMMAND = 'guest-get-fsinfo';
/** Of one file system. */
const MAX_DISKS = 256;

/**
 * The guest's mounted file systems and the disks that they lie on: guest-get-fsinfo, since qemu-ga 2.2. A mount that hangs in
 * the guest holds up its agent, and the answer is then not waited for.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no list
 */
export async function fsInfo(reach: Pick<Reach, 'withAgent' | 'qmp' | 'options'>): Promise<GuestFileSystems> {
  const fileSystems = await reach.withAgent(readFileSystems);
  const { find, failures } = await readDiskAliases(reach, disksOf(fileSystems));
  return { fileSystems: nameDisks(fileSystems, find), failures };
}

/** The file systems, without aliases. */
export async function readFileSystems(agent: Agent): Promise<readonly GuestFileSystem[]> {
  return decodeFileSystems(await agent.execute(COMMAND));
}

/** The addresses of all disks. */
export function disksOf(fileSystems: readonly GuestFileSystem[]): readonly GuestDiskAddress[] {
  return fileSystems.flatMap(({ disks }) => disks);
}

/** Adds the aliases. */
export function nameDisks(
  fileSystems: readonly GuestFileSystem[],
  find: FindAlias,
): readonly GuestFileSystem[] {
  return fileSystems.map((fileSystem) => ({
    ...fileSystem,
    disks: fileSystem.disks.map((disk) => ({ ...disk, alias: find(disk) })),
  }));
}

/**
 * Decodes `[{"name":"vda1","type":"ext4","mountpoint":"/","used-bytes":…,"total-bytes":…,"disk":[…]}]`. The agent lists the
 * file system that was mounted last first. One without a name or mount point is left out.
 */
export function decodeFileSystems(answer: unknown): readonly GuestFileSystem[] {
  return entriesOf(COMMAND, answer)
    .flatMap((entry) => {
      const name = asGuestText(entry.name);
      const mountpoint = asGuestText(entry.mountpoint);
      if (name === undefined || mountpoint === undefined) return [];
      return [
        {
          name,
          type: asGuestText(entry.type),
          mountpoint,
          usedBytes: asCount(entry['used-bytes']),
          totalBytes: asCount(entry['total-bytes']),
          disks: asRecords(entry.disk).slice(0, MAX_DISKS).map(decodeDiskAddress),
        },
      ];
    })
    .reverse();
}
