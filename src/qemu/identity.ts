import { boundName } from '../model/guest-name.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecord, asString } from '../support/decode.js';

/** What query-uuid answers for a guest that was given none. */
const NO_UUID = '00000000-0000-0000-0000-000000000000';

export interface Identity {
  /** `undefined` when the guest was started without -name. */
  readonly name: string | undefined;
  /** `undefined` when it was started without -uuid. */
  readonly uuid: string | undefined;
}

/** Reads who the guest is: query-name, of which a very long one is cut, and query-uuid. */
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
