import { boundName } from '../model/guest-name.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecord, asString } from '../support/decode.js';

/** The reply of query-uuid for a guest without a UUID. */
const NO_UUID = '00000000-0000-0000-0000-000000000000';

/** Which guest it is. */
export interface Identity {
  /** `undefined` when the guest was started without -name. */
  readonly name: string | undefined;
  /** `undefined` when it was started without -uuid. */
  readonly uuid: string | undefined;
}

/** Reads the name and UUID of the guest: query-name, cut when it is very long, and query-uuid. */
export async function readIdentity(qmp: QemuExecutor, options?: ExecuteOptions): Promise<Identity> {
  const [name, uuid] = await Promise.all([
    qmp.execute('query-name', undefined, options),
    qmp.execute('query-uuid', undefined, options),
  ]);
  const uuidText = asString(asRecord(uuid)?.UUID);
  return {
    name: boundName(asString(asRecord(name)?.name) ?? '') || undefined,
    uuid: uuidText === NO_UUID ? undefined : uuidText,
  };
}
