import { type Device, readDevices } from '../../qemu/devices.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlCall } from '../control/control-call.js';
import type { QmpReach } from '../qmp-reach.js';
import type { NamedDevice } from './check-attachment.js';

/**
 * Plugs in a device, and waits until it is in the machine: device_add. When the call fails later, it is unplugged again, which the
 * guest has to allow.
 *
 * @returns `undefined` in a dry run
 */
export async function plugIn(
  call: ControlCall,
  { qmp, options }: QmpReach,
  device: NamedDevice,
): Promise<Device | undefined> {
  const { id } = device;
  const find = async (limits = options) =>
    (await readDevices(qmp, false, limits)).find((one) => one.id === id);
  await call.qemu('device_add', device, {
    undo: { to: 'qemu', command: 'device_del', args: { id } },
    undone: {
      query: async (signal) => (await find({ signal })) === undefined,
      advice: `the guest has ${terminalSafe(id, 60)} until it lets go of it, which it was asked to`,
    },
  });
  return call.until(`${terminalSafe(id, 60)} to be in the machine`, { query: () => find() });
}
