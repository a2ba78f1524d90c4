import { readVcpus } from '../../qemu/cpus.js';
import type { VcpuSlot } from '../../qemu/vcpu-slots.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { checkUnplug, plug, slotsOf, unplug } from './slots.js';

/** A guest takes a second or two for each. */
const USUAL_MS = 60_000;

/**
 * Sets how many vCPUs the machine has: device_add into free slots, the lowest first, or device_del, the highest first. How many of
 * them the guest uses is its own matter: {@link setGuestVcpus}.
 *
 * @returns how many it has, as it was read back
 * @throws {ControlRefusedError} for a number beyond what it can have, or below what QEMU was started with
 * @throws {UnsupportedError} on a machine without slots, and for fewer under TCG
 */
export async function setVcpus(
  reach: ControlReach,
  count: number,
  options: CallOptions = {},
): Promise<number> {
  const { name, qmp, options: ask } = reach;
  return reach.control.call('setVcpus', { usualMs: USUAL_MS, ...options }, async (call) => {
    const slots = await slotsOf(reach);
    const present = countOf(slots.filter(({ path }) => path !== undefined));
    if (!Number.isInteger(count) || count < 1 || count > countOf(slots)) {
      const why = `cannot have ${count} vCPUs: it takes a whole number, 1 to ${countOf(slots)}`;
      throw new ControlRefusedError(name, `${why}, what -smp has for maxcpus`);
    }
    if (count > present) {
      const free = slots.filter(({ path }) => path === undefined);
      await plug(reach, call, take(name, free, count - present));
    } else if (count < present) {
      const ours = slots.filter(({ id }) => id !== undefined).toReversed();
      const least = present - countOf(ours);
      if (count < least)
        throw new ControlRefusedError(
          name,
          `${least} of its ${present} vCPUs were there when QEMU was started, and cannot be removed`,
        );
      await checkUnplug(reach);
      await unplug(reach, call, take(name, ours, present - count));
    }
    return (await readVcpus(qmp, ask)).length;
  });
}

function countOf(slots: readonly VcpuSlot[]): number {
  return slots.reduce((sum, { vcpus }) => sum + vcpus, 0);
}

/** The first slots that have so many vCPUs together: on some machines a slot has those of a whole core. */
function take(guest: string, slots: readonly VcpuSlot[], count: number): readonly VcpuSlot[] {
  const taken: VcpuSlot[] = [];
  for (const slot of slots) {
    if (countOf(taken) >= count) break;
    taken.push(slot);
  }
  if (countOf(taken) === count) return taken;
  const size = slots[0]?.vcpus ?? 1;
  throw new ControlRefusedError(guest, `its vCPUs come and go ${size} at a time, the threads of a core`);
}
