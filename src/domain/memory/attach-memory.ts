import { readDevices } from '../../qemu/devices.js';
import { type MemoryDevice, readMemoryDevices } from '../../qemu/memory-devices.js';
import { readProperty } from '../../qemu/property.js';
import { asCount, asRecord } from '../../support/decode.js';
import { describeSize } from '../../support/size.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { UnsupportedError } from '../domain-error.js';

/** Options of {@link attachMemory}. */
export interface AttachMemoryOptions extends CallOptions {
  /** The NUMA node of the guest that gets it (default: 0). */
  readonly node?: number | undefined;
}

const NO_ROOM = 'start QEMU with room for more, such as -m 4G,slots=4,maxmem=16G';

/**
 * Plugs a DIMM into the machine: object-add of a memory-backend-ram, and device_add of a pc-dimm, both or none. The guest has it
 * when its system brings it online, which many do by themselves.
 *
 * @param bytes a multiple of what the machine aligns DIMMs to; Linux in the guest takes multiples of 128 MiB
 * @returns the device as query-memory-devices has it; `undefined` in a dry run
 * @throws {UnsupportedError} on a machine that has no room for it
 */
export async function attachMemory(
  reach: ControlReach,
  bytes: number,
  { node, ...options }: AttachMemoryOptions = {},
): Promise<MemoryDevice | undefined> {
  const { name, qmp, options: ask } = reach;
  return reach.control.call('attachMemory', options, async (call) => {
    if (!Number.isSafeInteger(bytes) || bytes <= 0)
      throw new ControlRefusedError(name, `${bytes} bytes are not a valid size of a DIMM`);
    const devices = await readMemoryDevices(qmp, ask);
    await checkRoom(reach, bytes, devices);
    const taken = new Set((await readDevices(qmp, false, ask)).map((device) => device.id));
    const backends = new Set(devices.map(({ memdev }) => memdev));
    const number = firstFree((at) => taken.has(`dimm${at}`) || backends.has(`/objects/memdimm${at}`));
    const id = `dimm${number}`;
    const memdev = `mem${id}`;
    const undo = { to: 'qemu', command: 'object-del', args: { id: memdev } } as const;
    await call.qemu('object-add', { 'qom-type': 'memory-backend-ram', id: memdev, size: bytes }, { undo });
    const device = { driver: 'pc-dimm', id, memdev, ...(node === undefined ? {} : { node }) };
    await call.qemu('device_add', device, { advice: domCommand('detach-device', name, id) });
    return call.until('the DIMM', {
      query: async () => (await readMemoryDevices(qmp, ask)).find((device) => device.id === id),
    });
  });
}

/** Says in a sentence what QEMU would refuse; where `memory` of /machine is missing, before 6.2, it is tried. */
async function checkRoom(
  { name, qmp, options }: ControlReach,
  bytes: number,
  devices: readonly MemoryDevice[],
): Promise<void> {
  const memory = asRecord(await readProperty(qmp, '/machine', 'memory', options));
  const size = asCount(memory?.size);
  if (size === undefined) return;
  const room = (asCount(memory?.['max-size']) ?? size) - size;
  const slots = asCount(memory?.slots) ?? 0;
  if (room <= 0 || slots === 0)
    throw new UnsupportedError(name, `nothing can be plugged into its memory: ${NO_ROOM}`);
  if (devices.filter(({ type }) => IN_SLOTS.has(type)).length >= slots)
    throw new UnsupportedError(name, `the ${slots} slots of its memory are taken: ${NO_ROOM}`);
  if (bytes > room)
    throw new UnsupportedError(
      name,
      `${describeSize(bytes)} is more than the ${describeSize(room)} that can be plugged in`,
    );
}

const IN_SLOTS: ReadonlySet<string> = new Set(['dimm', 'nvdimm']);

function firstFree(isTaken: (at: number) => boolean): number {
  let at = 0;
  while (isTaken(at)) at++;
  return at;
}
