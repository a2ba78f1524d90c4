import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Introspection } from './introspection.js';

/** Those of schemas/qapi, the oldest first. */
export const INTROSPECTED_VERSIONS = ['5.2', '7.2', '10.0', '11.1'] as const;

export type IntrospectedVersion = (typeof INTROSPECTED_VERSIONS)[number];

const require = createRequire(import.meta.url);

/** Reads what this package holds of a QEMU's introspection: 200 kB, and QEMU itself is not asked. */
export async function readIntrospection(version: IntrospectedVersion): Promise<Introspection> {
  const text = await readFile(require.resolve(`#schemas/qapi/${version}.json`), 'utf8');
  return new Introspection(version, JSON.parse(text));
}

/** The newest introspection that is not newer than a QEMU, which therefore has what it shows; else the oldest. */
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
