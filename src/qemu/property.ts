import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { unlessRefused } from './unless-refused.js';

/** Reads a property of an object; `undefined` when QEMU refuses, because the object is gone or lacks the property. */
export async function readProperty(
  qmp: QemuExecutor,
  path: string,
  property: string,
  options?: ExecuteOptions,
): Promise<unknown> {
  return unlessRefused(qmp.execute('qom-get', { path, property }, options));
}
