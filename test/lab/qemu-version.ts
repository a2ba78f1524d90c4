import { spawnSync } from 'node:child_process';
import { NEWEST_VERSION, type QemuVersion, VERSIONS } from '../../mock-qemu/qapi/versions.js';

/** The version of a QEMU that is installed. */
export interface InstalledVersion {
  /** Such as `10.0`. */
  readonly series: string;
  /** Such as `10.0.13 (Debian 1:10.0.13+ds-0+deb13u1)`. */
  readonly full: string;
}

/**
 * Asks a QEMU for its version; `undefined` where it cannot be run.
 *
 * A real answer begins with `QEMU emulator version 10.0.13 (Debian 1:10.0.13+ds-0+deb13u1)`.
 */
export function readQemuVersion(qemu: string): InstalledVersion | undefined {
  const { stdout } = spawnSync(qemu, ['-version'], { encoding: 'utf8' });
  const [, full = '', series] = /version ((\d+\.\d+).*)/.exec(stdout ?? '') ?? [];
  return series === undefined ? undefined : { series, full };
}

/** Whether a QEMU is newer than every one whose introspection is in schemas/qapi. */
export function isNewerThanKnown(series: string): boolean {
  return isAtLeast(series, NEWEST_VERSION) && series !== NEWEST_VERSION;
}

/** The newest version that the mock simulates and that is not newer than a QEMU. */
export function nearestMock(series: string): QemuVersion {
  return VERSIONS.findLast((version) => isAtLeast(series, version)) ?? '5.2';
}

/** Whether a series is `since` or a later one. QEMU has three minor versions a year, so that they compare as numbers. */
export function isAtLeast(series: string, since: string): boolean {
  return Number.parseFloat(series) >= Number.parseFloat(since);
}

/** What a table says of a QEMU: `{ '7.2': 'a', '10.0': 'b' }` has b for 10.0 and whatever is newer. */
export function entryFor<Entry>(qemu: string, table: Readonly<Record<string, Entry>>): Entry {
  const { series = '' } = readQemuVersion(qemu) ?? {};
  const since = Object.keys(table).sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a));
  const found = since.find((version) => isAtLeast(series, version));
  const entry = found === undefined ? undefined : table[found];
  if (entry === undefined) throw new Error(`the table has nothing for ${qemu} ${series}`);
  return entry;
}
