import type { JsonObject } from '../wire/json.js';

/** The versions that the mock simulates. */
export type QemuVersion = '5.2' | '7.2' | '10.0' | '11.1';

/** From the oldest to the newest. */
export const VERSIONS: readonly QemuVersion[] = ['5.2', '7.2', '10.0', '11.1'];

export const NEWEST_VERSION: QemuVersion = '11.1';

/** The reply of query-version, which the greeting contains too. */
export function versionInfo(version: QemuVersion): JsonObject {
  const { major, minor, micro, package: packageName } = BUILDS[version];
  return { qemu: { major, minor, micro }, package: packageName };
}

/** Whether the version is `since`, such as '9.2', or later. */
export function isAtLeast(version: QemuVersion, since: `${number}.${number}`): boolean {
  const { major, minor } = BUILDS[version];
  const [sinceMajor = 0, sinceMinor = 0] = since.split('.').map(Number);
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

interface Build {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
  readonly package: string;
}

const BUILDS: Readonly<Record<QemuVersion, Build>> = {
  '5.2': { major: 5, minor: 2, micro: 0, package: '' },
  '7.2': { major: 7, minor: 2, micro: 22, package: 'Debian 1:7.2+dfsg-7+deb12u18+b3' },
  '10.0': { major: 10, minor: 0, micro: 13, package: 'Debian 1:10.0.13+ds-0+deb13u1' },
  '11.1': { major: 11, minor: 1, micro: 3, package: '' },
};
