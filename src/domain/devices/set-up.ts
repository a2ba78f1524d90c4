import { readPciDevices } from '../../qemu/pci.js';
import { readRunStatus } from '../../qemu/status.js';
import { DeadlineExceeded } from '../../support/deadline.js';
import type { ControlCall } from '../control/control-call.js';
import type { QmpReach } from '../qmp-reach.js';

/** An operating system sets a device up within a second; a busy one takes longer. */
const PATIENCE_MS = 5000;
const ABSENT = { isMapped: false };

/**
 * Waits until the guest has set up the registers of a PCI device: query-pci.
 *
 * @returns false when it has not within 5 seconds, or by the deadline of the call; `undefined` for a device without registers, for
 *   a guest that does not run, and where QEMU does not tell: the device is in the machine in any case
 * @throws the reason of the caller's signal
 */
export async function waitForSetUp(
  call: ControlCall,
  reach: QmpReach,
  id: string,
): Promise<boolean | undefined> {
  try {
    return await watchRegisters(call, reach, id);
  } catch (error) {
    if (!call.signal.aborted) return undefined;
    if (call.signal.reason instanceof DeadlineExceeded) return false;
    throw error;
  }
}

async function watchRegisters(
  call: ControlCall,
  { qmp, options }: QmpReach,
  id: string,
): Promise<boolean | undefined> {
  const { isRunning } = await readRunStatus(qmp, options);
  if (!isRunning) return undefined;
  const endMs = Date.now() + PATIENCE_MS;
  const found = await call.until(`the guest to set up ${id}`, {
    query: async () => {
      // A device behind a port that the guest has not numbered is not listed.
      const { isMapped } = (await readPciDevices(qmp, options)).find((device) => device.id === id) ?? ABSENT;
      if (isMapped === undefined) return { isMapped };
      return isMapped || Date.now() > endMs ? { isMapped } : undefined;
    },
  });
  return found?.isMapped;
}
