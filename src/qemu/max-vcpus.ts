import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asRecords } from '../support/decode.js';
import { readProperty } from './property.js';
import { unlessRefused } from './unless-refused.js';

/**
 * Reads how many vCPUs the machine can have: the slots of query-hotpluggable-cpus, those in use included. A machine without
 * such slots, such as a microvm, refuses that; since QEMU 6.0 `smp` of /machine tells as well.
 */
export async function readMaxVcpus(qmp: QemuExecutor, options?: ExecuteOptions): Promise<number | undefined> {
  const slots = await unlessRefused(qmp.execute('query-hotpluggable-cpus', undefined, options));
  const counts = asRecords(slots).flatMap((slot) => asCount(slot['vcpus-count']) ?? []);
  if (counts.length > 0) return counts.reduce((sum, count) => sum + count, 0);
  const smp = asRecord(await readProperty(qmp, '/machine', 'smp', options));
  return asCount(smp?.maxcpus);
}
