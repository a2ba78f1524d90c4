import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecords, asString } from '../support/decode.js';
import { unlessRefused } from './unless-refused.js';

/** A property of an object, with its type, e.g. `child<virtio-serial-bus>`, `link<virtserialport>` or `bool`. */
export interface QomProperty {
  readonly name: string;
  readonly type: string;
}

/** Lists the properties of an object, without their values: qom-list. Empty when there is no such object. */
export async function readProperties(
  qmp: QemuExecutor,
  path: string,
  options?: ExecuteOptions,
): Promise<readonly QomProperty[]> {
  const list = await unlessRefused(qmp.execute('qom-list', { path }, options));
  return asRecords(list).flatMap((entry) => {
    const [name, type] = [asString(entry.name), asString(entry.type)];
    return name === undefined || type === undefined ? [] : [{ name, type }];
  });
}

/** The children of an object that have one of these types, as paths. */
export async function readChildren(
  qmp: QemuExecutor,
  path: string,
  types: RegExp,
  options?: ExecuteOptions,
): Promise<readonly string[]> {
  const properties = await readProperties(qmp, path, options);
  return properties
    .filter(({ type }) => types.test(/^child<(.*)>$/.exec(type)?.[1] ?? ''))
    .map(({ name }) => `${path}/${name}`);
}
