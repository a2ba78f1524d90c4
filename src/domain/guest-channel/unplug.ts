import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { within } from '../../support/within.js';

/** A connection to QEMU that hears its events. */
export type PlugClient = Pick<QmpClient, 'execute' | 'on'>;

/**
 * Unplugs a device, and waits until it has gone. A port goes at once; a PCI card stays until the guest has released it, which a guest that does not run,
 * or has no driver for hotplug, may do at its next reset only.
 *
 * @param device its id, or the path of one that has none
 * @returns whether it has gone in time; otherwise it may still go at any time, since device_del cannot be cancelled
 * @throws {CommandError} when QEMU refuses, as it does for a device on a bus that keeps its devices
 */
export async function unplug(qmp: PlugClient, device: string, ms: number): Promise<boolean> {
  let stop = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    stop = qmp.on('DEVICE_DELETED', ({ data }) => {
      if (data.device === device || data.path === device) resolve();
    });
  });
  try {
    await qmp.execute('device_del', { id: device });
    return await within(ms, gone);
  } finally {
    stop();
  }
}
