import type { MemorySize } from '../model/qemu-sample.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord } from '../support/decode.js';

/** Reads how much memory the machine has: query-memory-size-summary. A balloon can only reduce it. */
export async function readMemorySize(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<MemorySize | undefined> {
  const summary = asRecord(await qmp.execute('query-memory-size-summary', undefined, options));
  const baseBytes = asCount(summary?.['base-memory']);
  // plugged-memory is absent when the machine does not support memory hotplug.
  const pluggedBytes = asCount(summary?.['plugged-memory']) ?? 0;
  return baseBytes === undefined ? undefined : { baseBytes, pluggedBytes };
}
