import type { GuestVcpus } from '../../model/guest-agent.js';
import { formatCpuList } from '../../support/cpu-list.js';
import { asGuestInteger } from '../agent/agent-answer.js';
import { guestVcpus } from '../agent/guest-vcpus.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import type { Step } from '../control/step.js';
import { NoSuchDeviceError } from '../domain-error.js';

const USUAL_MS = 30_000;

/**
 * Has the guest's system use processors, or stop using them: guest-set-vcpus of its agent. Those that are as wanted stay so.
 *
 * @param ids as {@link guestVcpus} lists them
 * @returns what was read back
 * @throws {NoAgentError}
 * @throws {NoSuchDeviceError} for a processor that the guest does not know
 * @throws {ControlRefusedError} for one that its system cannot stop using
 */
export async function setGuestVcpus(
  reach: ControlReach,
  ids: readonly number[],
  isOnline: boolean,
  options: CallOptions = {},
): Promise<GuestVcpus> {
  return reach.control.call('setGuestVcpus', { usualMs: USUAL_MS, ...options }, async (call) => {
    const before = await guestVcpus(reach);
    return change(reach, call, before, [...new Set(ids)], isOnline);
  });
}

/**
 * Sets how many processors the guest's system uses: the lowest that it does not are added, or the highest taken away.
 *
 * @returns how many it uses, as it was read back
 * @throws as {@link setGuestVcpus}
 */
export async function setGuestVcpuCount(
  reach: ControlReach,
  count: number,
  options: CallOptions = {},
): Promise<number> {
  return reach.control.call('setVcpus', { usualMs: USUAL_MS, ...options }, async (call) => {
    const before = await guestVcpus(reach);
    const { known, online, offlinable } = before;
    if (!Number.isInteger(count) || count < 1 || count > known.length)
      throw new ControlRefusedError(
        reach.name,
        `the guest cannot use ${count} processors: it takes a whole number, 1 to ${known.length}`,
      );
    const isMore = count > online.length;
    const free = isMore
      ? known.filter((id) => !online.includes(id))
      : online.filter((id) => offlinable.includes(id)).toReversed();
    const ids = free.slice(0, Math.abs(count - online.length));
    if (ids.length < online.length - count) {
      const stay = online.filter((id) => !offlinable.includes(id));
      throw new ControlRefusedError(reach.name, `its system cannot stop using ${formatCpuList(stay)}`);
    }
    return (await change(reach, call, before, ids, isMore)).online.length;
  });
}

async function change(
  reach: ControlReach,
  call: ControlCall,
  before: GuestVcpus,
  wanted: readonly number[],
  isOnline: boolean,
): Promise<GuestVcpus> {
  const { name } = reach;
  const { known, online, offlinable } = before;
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new NoSuchDeviceError(name, 'processor', String(unknown), known.map(String));
  const ids = wanted.filter((id) => online.includes(id) !== isOnline);
  const fixed = isOnline ? [] : ids.filter((id) => !offlinable.includes(id));
  if (fixed.length > 0)
    throw new ControlRefusedError(name, `its system cannot stop using ${formatCpuList(fixed)}`);
  if (!isOnline && ids.length > 0 && ids.length === online.length)
    throw new ControlRefusedError(name, 'its system needs a processor to run on');
  // An agent may do a part of it; the reason is in its answer to the rest.
  for (let left = ids; left.length > 0; ) {
    const undo: Step = { to: 'agent', command: COMMAND, args: { vcpus: encode(left, !isOnline) } };
    const done = asGuestInteger(await call.agent(COMMAND, { vcpus: encode(left, isOnline) }, { undo })) ?? 0;
    if (call.isDryRun) break;
    if (done < 1) throw new Error(`the agent has set none of ${formatCpuList(left)}`);
    left = left.slice(done);
  }
  const after = await call.until('the processors', {
    query: async () => {
      const now = await guestVcpus(reach);
      return ids.every((id) => now.online.includes(id) === isOnline) ? now : undefined;
    },
  });
  return after ?? before;
}

const COMMAND = 'guest-set-vcpus';

function encode(ids: readonly number[], online: boolean) {
  return ids.map((id) => ({ 'logical-id': id, online }));
}
