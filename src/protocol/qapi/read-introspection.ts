import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Introspection } from './introspection.js';

/** The versions in schemas/qapi, oldest first. */
export const INTROSPECTED_VERSIONS = ['5.2', '7.2', '10.0', '11.1'] as const;

export type IntrospectedVersion = (typeof INTROSPECTED_VERSIONS)[number];

const require = createRequire(import.meta.url);

/** Reads a version's introspection from this package, 200 kB; no QEMU is asked. */
export async function readIntrospection(version: IntrospectedVersion): Promise<Introspection> {
  const text = await readFile(require.resolve(`#schemas/qapi/${version}.json`), 'utf8');
  return new Introspection(version, JSON.parse(text));
}

/** The newest version that is not newer than a QEMU, so that the QEMU has what it lists; else the oldest. */
export function nearestIntrospected(qemu: {
  readonly major: number;
  readonly minor: number;
}): IntrospectedVersion {
  const isOld = (version: string) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major < qemu.major || (major === qemu.major && minor <= qemu.minor);
  };
  return INTROSPECTED_VERSIONS.findLast(isOld) ?? INTROSPECTED_VERSIONS[0];
}
