import type { Iothread } from '../model/qemu-sample.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecords, asString } from '../support/decode.js';

/** Reads the threads for the I/O of devices (-object iothread): query-iothreads. */
export async function readIothreads(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly Iothread[]> {
  return asRecords(await qmp.execute('query-iothreads', undefined, options)).flatMap((thread) => {
    const id = asString(thread.id);
    const threadId = asCount(thread['thread-id']);
    if (id === undefined || threadId === undefined) return [];
    return {
      id,
      threadId,
      pollMaxNanoseconds: asCount(thread['poll-max-ns']),
      pollGrow: asCount(thread['poll-grow']),
      pollShrink: asCount(thread['poll-shrink']),
      aioMaxBatch: asCount(thread['aio-max-batch']),
      pollWeight: asCount(thread['poll-weight']),
    };
  });
}
