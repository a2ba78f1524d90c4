import type { IothreadInfo } from '../../model/guest-threads.js';
import { readIothreads } from '../../qemu/iothreads.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { findIothread } from './find-iothread.js';

/**
 * Adds an iothread, for devices that are plugged in later: object-add.
 *
 * @param id libvirt's are `iothread1` and so on
 * @returns the iothread; `undefined` in a dry run
 * @throws {ControlRefusedError} when there is one of this id, or QEMU does not take it
 */
export async function addIothread(
  reach: ControlReach,
  id: string,
  options: CallOptions = {},
): Promise<IothreadInfo | undefined> {
  const { name, qmp, options: ask } = reach;
  return reach.control.call('addIothread', options, async (call) => {
    const shown = terminalSafe(id, 60);
    if (!VALID_ID.test(id))
      throw new ControlRefusedError(
        name,
        `'${shown}' is not a valid id: QEMU takes a letter, and then letters, digits, - . and _`,
      );
    const find = async () => (await readIothreads(qmp, ask)).find((thread) => thread.id === id);
    if (await find()) throw new ControlRefusedError(name, `it has an iothread ${shown} already`);
    const undo = { to: 'qemu', command: 'object-del', args: { id } } as const;
    await call.qemu('object-add', { 'qom-type': 'iothread', id }, { undo });
    const added = await call.until('the iothread', { query: find });
    return added && findIothread(reach, id);
  });
}

const VALID_ID = /^[A-Za-z][\w.-]*$/;
