import type { MemoryBackend } from '../model/numa-parameters.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asCount, asRecords, asString } from '../support/decode.js';
import { terminalSafe } from '../support/terminal-safe.js';

/** Reads the backends of the guest's memory, in QEMU's order: query-memdev. */
export async function readMemoryBackends(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<readonly MemoryBackend[]> {
  return asRecords(await qmp.execute('query-memdev', undefined, options)).map((backend) => {
    const id = asString(backend.id);
    const nodes = backend['host-nodes'];
    return {
      id: id === undefined ? undefined : terminalSafe(id),
      bytes: asCount(backend.size),
      policy: asString(backend.policy),
      hostNodes: Array.isArray(nodes) ? nodes.flatMap((node: unknown) => asCount(node) ?? []) : [],
      preallocated: asBoolean(backend.prealloc),
      shared: asBoolean(backend.share),
    };
  });
}
