import type { QemuVersion } from '../qapi/versions.js';

/** QEMU's process aborts on the command instead of answering it. The caller must call the machine's `onAbort`. */
export class QemuAbort extends Error {
  constructor(version: QemuVersion, command: string) {
    super(`QEMU ${version} aborts on ${command}`);
  }
}
