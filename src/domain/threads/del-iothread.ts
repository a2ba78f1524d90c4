import { readIothreadUsers } from '../../qemu/iothread-users.js';
import { readIothreads } from '../../qemu/iothreads.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { domCommand } from '../control/step.js';
import { findIothread } from './find-iothread.js';

/**
 * Removes an iothread that no device uses: object-del. QEMU 7.2 removes also one that is in use, and reports success.
 *
 * @param iothread its id, or the number of one that is named `iothread1` and so on
 * @throws {NoSuchDeviceError}
 * @throws {ControlRefusedError} while a device uses it
 */
export async function delIothread(
  reach: ControlReach,
  iothread: string,
  options: CallOptions = {},
): Promise<void> {
  const { name, qmp, options: ask } = reach;
  await reach.control.call('delIothread', options, async (call) => {
    const { id } = await findIothread(reach, iothread);
    const users = await readIothreadUsers(qmp, id, ask);
    if (users.length > 0) {
      const names = users.map((path) => terminalSafe(path.split('/').at(-1) ?? path, 60)).join(', ');
      throw new ControlRefusedError(name, `${id} is in use by ${names}: unplug it first`);
    }
    await call.qemu('object-del', { id }, { advice: domCommand('iothreadadd', name, id) });
    await call.until('the iothread to be gone', {
      query: async () =>
        (await readIothreads(qmp, ask)).some((thread) => thread.id === id) ? undefined : true,
    });
  });
}
