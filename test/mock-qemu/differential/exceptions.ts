import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOCK_VERSION } from '../real-qemu.js';
import type { Probe } from './requests.js';

interface Exception {
  readonly command: string;
  /** The probes of the command to which it applies, as a regular expression (default: all). */
  readonly what?: string;
  /** The QEMUs to which it applies (default: all). */
  readonly versions?: readonly string[];
  /** `unsent`: the probe would end or hang the real QEMU. `different`: it is sent, and the answers may differ. */
  readonly kind: 'unsent' | 'different';
  readonly reason: string;
}

const exceptions: readonly Exception[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'exceptions.json'), 'utf8'),
);

export function isUnsent(probe: Probe): boolean {
  return exceptionFor(probe)?.kind === 'unsent';
}

export function mayDiffer(probe: Probe): boolean {
  return exceptionFor(probe)?.kind === 'different';
}

function exceptionFor({ command, what }: Probe): Exception | undefined {
  return exceptions.find(
    (one) =>
      one.command === command &&
      new RegExp(one.what ?? '').test(what) &&
      (one.versions ?? [MOCK_VERSION]).includes(MOCK_VERSION),
  );
}
