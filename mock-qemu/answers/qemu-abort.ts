import type { QemuVersion } from '../qapi/versions.js';

/** QEMU's process aborts on the command instead of answering it: the caller has to call `onAbort` of the machine. */
export class QemuAbort extends Error {
  constructor(version: QemuVersion, command: string) {
    super(`QEMU ${version} aborts on ${command}`);
  }
}
