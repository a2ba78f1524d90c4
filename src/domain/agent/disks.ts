import type { GuestDisk, GuestDiskAddress, GuestDisks } from '../../model/guest-agent.js';
import { asRecord } from '../../support/decode.js';
import type { Reach } from '../reach.js';
import { type Agent, asGuestText, entriesOf } from './agent-answer.js';
import { decodeDiskAddress } from './disk-address.js';
import { type FindAlias, readDiskAliases } from './disk-aliases.js';

const COMMAND = 'guest-get-disks';
const MAX_DEPENDENCIES = 256;

/**
 * The block devices of the guest's system, partitions and volumes too: guest-get-disks, since qemu-ga 5.2.
 *
 * @throws {NoAgentError} when there is no agent, or it lacks the command
 * @throws {AgentAnswerError} when it answers with no list
 */
export async function guestDisks(reach: Pick<Reach, 'withAgent' | 'qmp' | 'options'>): Promise<GuestDisks> {
  const disks = await reach.withAgent(readDisks);
  const { find, failures } = await readDiskAliases(reach, addressesOf(disks));
  return { disks: nameGuestDisks(disks, find), failures };
}

/** The disks, without aliases. */
export async function readDisks(agent: Agent): Promise<readonly GuestDisk[]> {
  return decodeDisks(await agent.execute(COMMAND));
}

/** The addresses of the disks that have one. */
export function addressesOf(disks: readonly GuestDisk[]): readonly GuestDiskAddress[] {
  return disks.flatMap(({ address }) => address ?? []);
}

/** Adds the aliases. */
export function nameGuestDisks(disks: readonly GuestDisk[], find: FindAlias): readonly GuestDisk[] {
  return disks.map(({ address, ...disk }) => ({
    ...disk,
    address: address && { ...address, alias: find(address) },
  }));
}

/** Decodes `[{"name":"/dev/vda","partition":false,"dependencies":[],"address":{…}}]`. A disk without a name is left out. */
export function decodeDisks(answer: unknown): readonly GuestDisk[] {
  return entriesOf(COMMAND, answer).flatMap((entry) => {
    const name = asGuestText(entry.name);
    if (name === undefined) return [];
    const address = asRecord(entry.address);
    const { dependencies } = entry;
    return [
      {
        name,
        isPartition: entry.partition === true,
        dependencies: Array.isArray(dependencies)
          ? dependencies.slice(0, MAX_DEPENDENCIES).flatMap((device) => asGuestText(device) ?? [])
          : undefined,
        address: address && decodeDiskAddress(address),
        guestAlias: asGuestText(entry.alias),
      },
    ];
  });
}
