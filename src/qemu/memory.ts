import type { MemorySize } from '../model/qemu-sample.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord } from '../support/decode.js';
import { readMemoryDevices } from './memory-devices.js';
import { unlessRefused } from './unless-refused.js';

/**
 * Reads how much memory the machine has: query-memory-size-summary, and query-memory-devices where something is plugged in,
 * because the summary counts NVDIMMs, and does not tell virtio-mem from DIMMs.
 */
export async function readMemorySize(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<MemorySize | undefined> {
  const summary = asRecord(await qmp.execute('query-memory-size-summary', undefined, options));
  const baseBytes = asCount(summary?.['base-memory']);
  if (baseBytes === undefined) return undefined;
  // plugged-memory is absent when the machine does not support memory hotplug.
  const pluggedBytes = asCount(summary?.['plugged-memory']) ?? 0;
  const devices = pluggedBytes > 0 ? await sumMemoryDevices(qmp, options) : undefined;
  return { baseBytes, pluggedBytes, ...devices };
}

/** Sums the devices whose memory is the guest's; `undefined` when QEMU refuses. */
async function sumMemoryDevices(
  qmp: QemuExecutor,
  options: ExecuteOptions | undefined,
): Promise<Omit<MemorySize, 'baseBytes'> | undefined> {
  const devices = await unlessRefused(readMemoryDevices(qmp, options));
  if (devices === undefined) return undefined;
  const sizeOf = (wanted: string) =>
    devices.filter(({ type }) => type === wanted).reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const virtioMemBytes = sizeOf('virtio-mem');
  return { pluggedBytes: sizeOf('dimm') + virtioMemBytes, ...(virtioMemBytes > 0 ? { virtioMemBytes } : {}) };
}
