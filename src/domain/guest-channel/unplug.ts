import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { startDeadline, untilAborted } from '../../support/deadline.js';

/** A connection to QEMU that hears its events. */
export type PlugClient = Pick<QmpClient, 'execute' | 'on'>;

/** How long to wait for a device to go. */
export interface UnplugOptions {
  /** How long the guest may take to release it, in milliseconds (default: 10000). */
  readonly unplugMs?: number | undefined;
  /** Ends the waiting, as when the time is over. */
  readonly signal?: AbortSignal | undefined;
}

const UNPLUG_MS = 10_000;

/**
 * Unplugs a device, and waits until it has gone. A port goes at once; a PCI card stays until the guest has released it, which a guest that does not run,
 * or has no driver for hotplug, may do at its next reset only.
 *
 * @param device its id, or the path of one that has none
 * @returns whether it has gone in time; otherwise it may still go at any time, since device_del cannot be cancelled
 * @throws {CommandError} when QEMU refuses, as it does for a device on a bus that keeps its devices
 */
export async function unplug(
  qmp: PlugClient,
  device: string,
  { unplugMs = UNPLUG_MS, signal }: UnplugOptions = {},
): Promise<boolean> {
  let stop = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    stop = qmp.on('DEVICE_DELETED', ({ data }) => {
      if (data.device === device || data.path === device) resolve();
    });
  });
  try {
    await qmp.execute('device_del', { id: device });
    using deadline = startDeadline(unplugMs, signal);
    return await untilAborted(gone, deadline.signal).then(
      () => true,
      () => false,
    );
  } finally {
    stop();
  }
}
