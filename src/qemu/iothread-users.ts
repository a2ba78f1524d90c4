import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asRecords, asString } from '../support/decode.js';
import { readDevices } from './devices.js';
import { readProperty } from './property.js';

/**
 * Lists the QOM paths of devices whose I/O an iothread does: by the property `iothread` of disks, controllers and balloons, or,
 * since QEMU 9.0, `iothread-vq-mapping` of a disk.
 */
export async function readIothreadUsers(
  qmp: QemuExecutor,
  id: string,
  options?: ExecuteOptions,
): Promise<readonly string[]> {
  const devices = await readDevices(qmp, true, options);
  const users = await Promise.all(
    devices.map(async ({ path }) => {
      const [link, mapping] = await Promise.all([
        readProperty(qmp, path, 'iothread', options),
        readProperty(qmp, path, 'iothread-vq-mapping', options),
      ]);
      const isUser =
        nameOf(link) === id || asRecords(mapping).some(({ iothread }) => nameOf(iothread) === id);
      return isUser ? [path] : [];
    }),
  );
  return users.flat();
}

/** A link is read as the path of its object, `/objects/iothread0`; a mapping has the id. */
function nameOf(link: unknown): string | undefined {
  return asString(link)?.split('/').at(-1);
}
