import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asRecords, asString } from '../support/decode.js';

/**
 * Reads whether a program in the guest has the other end of a character device open: query-chardev.
 *
 * @param socket the path of the device's socket, e.g. `/run/vm1/qga.sock`
 * @returns `undefined` when no device has that socket
 */
export async function readFrontendOpen(
  qmp: QemuExecutor,
  socket: string,
  options?: ExecuteOptions,
): Promise<boolean | undefined> {
  const chardevs = asRecords(await qmp.execute('query-chardev', undefined, options));
  // e.g. `disconnected:unix:/run/vm1/qga.sock,server=on`
  const device = chardevs.find(({ filename }) => asString(filename)?.includes(`unix:${socket},`));
  return asBoolean(device?.['frontend-open']);
}
