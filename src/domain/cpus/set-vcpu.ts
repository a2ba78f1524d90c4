import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { NoSuchDeviceError } from '../domain-error.js';
import { checkUnplug, plug, slotsOf, unplug } from './slots.js';

const USUAL_MS = 60_000;

/** Options of {@link setVcpu}. */
export interface SetVcpuOptions extends CallOptions {
  /** Also above a slot that stays empty: on QEMU 7.2, Linux under TCG hangs at its next reset then (default: false). */
  readonly force?: boolean | undefined;
}

/**
 * Plugs in or unplugs the vCPUs of these slots: device_add, device_del. Those that are as wanted stay so.
 *
 * @param places the places of the slots, counted from 0 by socket, core and thread
 * @returns the places of all that are plugged in, as they were read back
 * @throws {NoSuchDeviceError} for a place that the machine does not have
 * @throws {ControlRefusedError} for one that QEMU was started with, and cannot be unplugged; without `force`, for one above a slot
 *   that stays empty
 * @throws {UnsupportedError} on a machine without slots, and to unplug under TCG
 */
export async function setVcpu(
  reach: ControlReach,
  places: readonly number[],
  isEnabled: boolean,
  { force = false, ...options }: SetVcpuOptions = {},
): Promise<readonly number[]> {
  const { name } = reach;
  return reach.control.call('setVcpu', { usualMs: USUAL_MS, ...options }, async (call) => {
    const slots = await slotsOf(reach);
    const chosen = [...new Set(places)].map((place) => {
      const slot = slots[place];
      if (slot) return slot;
      const names = slots.map((_, at) => String(at));
      throw new NoSuchDeviceError(name, 'slot for a vCPU', String(place), names);
    });
    if (chosen.length === 0) throw new ControlRefusedError(name, 'no slot for a vCPU is given');
    const others = chosen.filter(({ path }) => (path !== undefined) !== isEnabled);
    const empty = slots.findIndex((slot) => slot.path === undefined && !chosen.includes(slot));
    const isAbove = isEnabled && empty >= 0 && others.some((slot) => slots.indexOf(slot) > empty);
    if (isAbove && !force) {
      const why = `slot ${empty} is empty, and Linux may hang at its next reset with a vCPU above it`;
      throw new ControlRefusedError(name, `${why}: plug that in first, or use force (--force)`);
    }
    if (isEnabled) await plug(reach, call, others);
    else if (others.length > 0) {
      if (others.some(({ id }) => id === undefined))
        throw new ControlRefusedError(name, 'vCPUs that QEMU was started with cannot be removed');
      await checkUnplug(reach);
      await unplug(reach, call, others);
    }
    return (await slotsOf(reach)).flatMap(({ path }, at) => (path === undefined ? [] : [at]));
  });
}
