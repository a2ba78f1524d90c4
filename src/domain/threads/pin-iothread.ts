import type { IothreadInfo } from '../../model/guest-threads.js';
import type { ControlReach } from '../control/control.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { findIothread } from './find-iothread.js';
import { checkCpus } from './host-cpus.js';
import { isPinned, pinThread } from './pin-thread.js';

/**
 * Lets an iothread run on these CPUs of the host alone: taskset(1) on its thread.
 *
 * @param iothread its id, or the number of one that is named `iothread1` and so on
 * @returns the iothread as it was read back
 * @throws {NoSuchDeviceError}
 * @throws {ControlRefusedError} for CPUs that cannot be used
 */
export async function pinIothread(
  reach: ControlReach,
  iothread: string,
  cpus: readonly number[],
  options: CallOptions = {},
): Promise<IothreadInfo> {
  return reach.control.call('pinIothread', options, async (call) => {
    const found = await findIothread(reach, iothread);
    const { hostThreadId, affinity, id } = found;
    const wanted = checkCpus(reach, cpus);
    if (hostThreadId === undefined)
      throw new UnsupportedError(reach.name, `the thread of ${id} is not among those of this host`);
    await pinThread(call, { hostThreadId, affinity }, wanted);
    const pinned = await call.until('the affinity', {
      query: async () => {
        const now = await findIothread(reach, id);
        return isPinned(now.affinity, wanted) ? now : undefined;
      },
    });
    return pinned ?? found;
  });
}
