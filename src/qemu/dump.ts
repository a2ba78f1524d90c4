import type { Dump } from '../model/domain-job.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecord, asString } from '../support/decode.js';

/** Reads how far a dump of the guest's memory is, or how the last one ended: query-dump. */
export async function readDump(qmp: QemuExecutor, options?: ExecuteOptions): Promise<Dump> {
  const dump = asRecord(await qmp.execute('query-dump', undefined, options));
  return {
    status: asString(dump?.status),
    completedBytes: asCount(dump?.completed),
    totalBytes: asCount(dump?.total),
  };
}

/** Reads the formats in which this QEMU can dump the guest's memory: query-dump-guest-memory-capability. */
export async function readDumpFormats(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly string[]> {
  const reply = asRecord(await qmp.execute('query-dump-guest-memory-capability', undefined, options));
  return Array.isArray(reply?.formats) ? reply.formats.filter((format) => typeof format === 'string') : [];
}
