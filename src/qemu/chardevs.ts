import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asBoolean, asRecords, asString } from '../support/decode.js';
import { removeCredentials } from '../support/remove-credentials.js';

/** A character device: what a serial port, a channel or a monitor is connected to. */
export interface Chardev {
  /** Its id. */
  readonly label: string;
  /** E.g. `unix:/run/vm1/qga.sock,server=on`, with `disconnected:` before it while no client is connected; `pty:/dev/pts/3`. */
  readonly filename: string;
  /** Whether the guest, or the monitor, has it open. */
  readonly isOpen: boolean | undefined;
}

/** Reads the character devices: query-chardev. */
export async function readChardevs(qmp: QemuExecutor, options?: ExecuteOptions): Promise<readonly Chardev[]> {
  const chardevs = asRecords(await qmp.execute('query-chardev', undefined, options));
  return chardevs.flatMap((chardev) => {
    const label = asString(chardev.label);
    if (label === undefined) return [];
    const filename = removeCredentials(asString(chardev.filename) ?? '');
    return [{ label, filename, isOpen: asBoolean(chardev['frontend-open']) }];
  });
}
