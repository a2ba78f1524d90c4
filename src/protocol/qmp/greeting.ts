import { asCount, asRecord, asString } from '../../support/decode.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** What a QEMU sends when a client connects. */
export interface Greeting {
  readonly version: QemuVersion;
  /** What may be negotiated, e.g. `oob`. This client enables none. */
  readonly capabilities: readonly string[];
}

export interface QemuVersion {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
  /** The distributor's version, e.g. `Debian 1:7.2+dfsg-7`; may be empty. */
  readonly package: string;
}

/** Decodes `{"QMP":{"version":{"qemu":{"micro":22,"minor":2,"major":7},"package":""},"capabilities":["oob"]}}`. */
export function decodeGreeting(message: unknown): Greeting | undefined {
  const qmp = asRecord(asRecord(message)?.QMP);
  const version = asRecord(qmp?.version);
  const numbers = asRecord(version?.qemu);
  const major = asCount(numbers?.major);
  if (major === undefined) return undefined;
  const capabilities = Array.isArray(qmp?.capabilities) ? qmp.capabilities : [];
  return {
    version: {
      major,
      minor: asCount(numbers?.minor) ?? 0,
      micro: asCount(numbers?.micro) ?? 0,
      package: asString(version?.package) ?? '',
    },
    capabilities: capabilities.filter((name): name is string => typeof name === 'string'),
  };
}

const SIGNATURES: readonly (readonly [RegExp, string])[] = [
  [
    /QEMU \d[^\n]*monitor|\(qemu\)/,
    'this is a human monitor (HMP): give QEMU a -qmp socket, or -mon with mode=control',
  ],
  [/^HTTP\/\d/, 'this is an HTTP server'],
  [/^SSH-\d/, 'this is an SSH server'],
  [/^RFB \d/, 'this is a VNC server'],
];

/** Recognises another protocol by its first bytes; `undefined` for an unknown one. */
export function recognise(sample: string): string | undefined {
  return SIGNATURES.find(([pattern]) => pattern.test(sample))?.[1];
}

/** The explanation for bytes that are not a greeting. */
export function describeSample(sample: string): string {
  return `'${terminalSafe(sample.trim(), 60)}' came instead of a QMP greeting: this is not a QMP monitor`;
}
