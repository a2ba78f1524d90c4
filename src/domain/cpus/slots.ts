import { CommandError } from '../../protocol/qmp/errors.js';
import type { QmpEvent } from '../../protocol/qmp/events.js';
import { readIsKvm } from '../../qemu/accelerator.js';
import { readDevices } from '../../qemu/devices.js';
import { readVcpuSlots, type VcpuSlot } from '../../qemu/vcpu-slots.js';
import { asCount, asRecord } from '../../support/decode.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import { domCommand } from '../control/step.js';
import { UnsupportedError } from '../domain-error.js';

const NO_SLOTS = 'nothing can be plugged into this machine while it runs, such as into a microvm';
const DEADLY = 'TCG runs it, and a reset ends a QEMU whose vCPU was unplugged under TCG';

/** Reads the places for vCPUs in the order of their numbers. @throws {UnsupportedError} on a machine without */
export async function slotsOf({ name, qmp, options }: ControlReach): Promise<readonly VcpuSlot[]> {
  try {
    const slots = await readVcpuSlots(qmp, options);
    if (slots.length > 0) return slots;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
  }
  throw new UnsupportedError(name, `it has no slots for vCPUs: ${NO_SLOTS}`);
}

/** @throws {UnsupportedError} under TCG */
export async function checkUnplug({ name, qmp, options }: ControlReach): Promise<void> {
  if (!(await readIsKvm(qmp, options)))
    throw new UnsupportedError(name, `vCPUs cannot be removed: ${DEADLY}`);
}

/** Plugs vCPUs into free slots, all or none: device_add. Under TCG what was plugged in stays when a later one fails. */
export async function plug(
  reach: ControlReach,
  call: ControlCall,
  slots: readonly VcpuSlot[],
): Promise<void> {
  const { qmp, options } = reach;
  const canUndo = await readIsKvm(qmp, options);
  const taken = new Set((await readDevices(qmp, false, options)).map(({ id }) => id));
  const places = await slotsOf(reach);
  for (const slot of slots) {
    const id = idFor(
      places.findIndex((place) => isSame(place, slot)),
      taken,
    );
    taken.add(id);
    const undo = canUndo ? ({ to: 'qemu', command: 'device_del', args: { id } } as const) : undefined;
    const advice = canUndo ? undefined : `nothing removes ${id} before QEMU ends: ${DEADLY}`;
    await call.qemu('device_add', { driver: slot.type, id, ...slot.props }, { undo, advice });
  }
  await call.until('the vCPUs', {
    query: async () => ((await areAll(reach, slots, true)) ? true : undefined),
  });
}

/** Unplugs vCPUs, one after the other: the guest has to let go of each. */
export async function unplug(
  reach: ControlReach,
  call: ControlCall,
  slots: readonly VcpuSlot[],
): Promise<void> {
  for (const slot of slots) {
    const { id } = slot;
    const { name } = reach;
    if (id === undefined)
      throw new ControlRefusedError(name, 'vCPUs that QEMU was started with cannot be removed');
    await call.qemu('device_del', { id }, { advice: domCommand('setvcpus', name, 'COUNT') });
    const end = await call.until(`the guest to let go of ${id}`, {
      event: (event) => (isRefusal(event, id) ? ('refused' as const) : undefined),
      query: async () => ((await areAll(reach, [slot], false)) ? ('gone' as const) : undefined),
    });
    if (end === 'refused') throw new Error(`the guest refuses to let go of ${id}`);
  }
}

/** The source of an ACPI_DEVICE_OST that answers a request to eject, and what refuses it there (ACPI 6.5, 6.3.5). */
const EJECT = 3;
const REFUSALS: ReadonlySet<number | undefined> = new Set([1, 2, 0x80, 0x81, 0x82]);

function isRefusal({ event, data }: QmpEvent<string, object>, id: string): boolean {
  const { info, device } = asRecord(data) ?? {};
  if (event === 'DEVICE_UNPLUG_GUEST_ERROR') return device === id;
  const answer = event === 'ACPI_DEVICE_OST' ? asRecord(info) : undefined;
  return answer?.device === id && answer.source === EJECT && REFUSALS.has(asCount(answer.status));
}

async function areAll(reach: ControlReach, slots: readonly VcpuSlot[], isPlugged: boolean): Promise<boolean> {
  const now = await slotsOf(reach);
  return slots.every((slot) => {
    const found = now.find((place) => isSame(place, slot));
    return (found?.path !== undefined) === isPlugged;
  });
}

function isSame({ props: a }: VcpuSlot, { props: b }: VcpuSlot): boolean {
  return Object.keys(a).every((level) => a[level] === b[level]);
}

/** libvirt's ids are the same: `vcpu2`. */
function idFor(place: number, taken: ReadonlySet<string | undefined>): string {
  const id = `vcpu${place}`;
  return taken.has(id) ? `${id}-plugged` : id;
}
