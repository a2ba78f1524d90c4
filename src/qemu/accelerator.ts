import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor, QmpClient } from '../protocol/qmp/qmp-client.js';
import { asRecord } from '../support/decode.js';

/** Whether KVM runs the guest: query-accelerators, which QEMU 11.0 has in place of query-kvm. */
export async function readIsKvm(
  qmp: QemuExecutor & Pick<QmpClient, 'supports'>,
  options?: ExecuteOptions,
): Promise<boolean> {
  if (await qmp.supports('query-accelerators'))
    return asRecord(await qmp.execute('query-accelerators', undefined, options))?.enabled === 'kvm';
  return asRecord(await qmp.execute('query-kvm', undefined, options))?.enabled === true;
}
