import { type QemuVersion, versionInfo } from '../../qapi/versions.js';
import { isJsonObject } from '../../wire/json.js';

/** The first line of `-version`: `QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)`. */
export function versionText(version: QemuVersion): string {
  const { qemu, package: build } = versionInfo(version);
  const { major, minor, micro } = isJsonObject(qemu) ? qemu : {};
  const built = build === '' ? '' : ` (${build})`;
  return `QEMU emulator version ${major}.${minor}.${micro}${built}\n`;
}
