import type { MachineAction } from './action.js';
import type { Member } from './member.js';

/** Why an action would have no effect on a machine, as the rest of a sentence; undefined when it has one. */
export function obstacleTo(action: MachineAction['do'], member: Member): string | undefined {
  if (action === 'start') return member.mayStart ? undefined : 'is already running: kill or quit it first';
  const { status } = member;
  if (status === 'ended') return FOR_THE_ENDED.has(action) ? undefined : 'has ended: start it first';
  if (status === 'running' || !OF_A_RUNNING_GUEST.has(action)) return undefined;
  return `is not running but ${status}: its guest does nothing until a cont or a reset`;
}

const FOR_THE_ENDED: ReadonlySet<MachineAction['do']> = new Set(['start', 'remove', 'calls']);

/** What the guest does by itself. A command such as `stop` is QEMU's to accept or to refuse. */
const OF_A_RUNNING_GUEST: ReadonlySet<MachineAction['do']> = new Set(['suspend', 'oom', 'watchdog', 'panic']);
