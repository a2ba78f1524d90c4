import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QemuExecutor } from '../../protocol/qmp/qmp-client.js';
import { readRunStatus } from '../../qemu/status.js';
import { DeadlineExceeded } from '../../support/deadline.js';
import { asRecord, asRecords, type UnknownRecord } from '../../support/decode.js';
import type { ControlCall } from '../control/control-call.js';
import type { QmpReach } from '../qmp-reach.js';

/** An operating system sets a device up within a second; a busy one takes longer. */
const PATIENCE_MS = 5000;

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
      const isMapped = await readIsMapped(qmp, id, options);
      if (isMapped === undefined) return { isMapped };
      return isMapped || Date.now() > endMs ? { isMapped } : undefined;
    },
  });
  return found?.isMapped;
}

/**
 * Whether one of the device's registers has an address, which the guest gives it. A device behind a port that the guest has not
 * numbered is not listed. `undefined` for one without registers.
 */
async function readIsMapped(
  qmp: QemuExecutor,
  id: string,
  options: ExecuteOptions | undefined,
): Promise<boolean | undefined> {
  const buses = asRecords(await qmp.execute('query-pci', undefined, options));
  const device = buses.flatMap(({ devices }) => withThoseBelow(devices)).find((one) => one.qdev_id === id);
  if (device === undefined) return false;
  const regions = asRecords(device.regions);
  if (regions.length === 0) return undefined;
  return regions.some(({ address }) => typeof address === 'number' && address >= 0);
}

/** Bridges below bridges: PCI allows 256 buses in all. */
const MAX_DEPTH = 256;

function withThoseBelow(devices: unknown, depth = 0): readonly UnknownRecord[] {
  if (depth > MAX_DEPTH) return [];
  return asRecords(devices).flatMap((device) => [
    device,
    ...withThoseBelow(asRecord(device.pci_bridge)?.devices, depth + 1),
  ]);
}
