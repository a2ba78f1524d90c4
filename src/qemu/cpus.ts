import type { Vcpu } from '../model/qemu-sample.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecords } from '../support/decode.js';

/** Reads the vCPUs with their threads: query-cpus-fast, which unlike query-cpus does not interrupt them. */
export async function readVcpus(qmp: QemuExecutor, options?: ExecuteOptions): Promise<readonly Vcpu[]> {
  return asRecords(await qmp.execute('query-cpus-fast', undefined, options)).flatMap((cpu) => {
    const index = asCount(cpu['cpu-index']);
    const threadId = asCount(cpu['thread-id']);
    return index === undefined || threadId === undefined ? [] : [{ index, threadId }];
  });
}
